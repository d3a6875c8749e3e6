--TEST--
Whose token was refused, and then refreshed by another process before the run has judged, does not have to log in again
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'no_rotation']); // the refresh token stays what it is
$site->users(['ann', 'bob', 'cid']);
$refuse = ['status' => 400, 'body' => '{"error":"invalid_grant"}'];
$site->server->script(['login' => 'u1'] + $refuse, ['login' => 'u2'] + $refuse);
show($site->manager()->refreshExpiring());
$site->letTimePass();
$site->server->script(['login' => 'u1'] + $refuse);
$report = $site->manager()->refreshExpiring(new DateTimeImmutable('+1 month'), concurrency: 1,
    onResult: function (Coop\RefreshResult $result) use ($site): void {
        echo "$result->userId {$result->outcome->value}\n";
        if ($result->userId === 'bob') { // ann was refused before; the run goes on for ten minutes more
            $site->letTimePass();
            $tokens = $site->manager(store: $site->store($site->connect()))->refresh('ann');
            echo 'ann, by another process: ', get_class($tokens), "\n";
        }
    });
show($report);
echo $site->whoIsMarked(), "\n";
?>
--EXPECT--
{"saved":1,"rejected":2} of 3, complete, ok
cid saved
bob saved
ann, by another process: Coop\TokenSet
ann superseded
{"saved":2,"superseded":1} of 3, complete, ok
nobody is marked
