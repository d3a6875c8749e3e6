--TEST--
Servers that do not rotate: the stored refresh token stays, for any number of runs
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
foreach (['no_rotation', 'same'] as $mode) {
    $site = new Site(['mode' => $mode]);
    $tokens = $site->users(10);
    for ($run = 1; $run <= 3; $run++) {
        $access = $site->row('user001@example.com')['coopAccessToken'];
        show($site->manager()->refreshExpiring(new DateTimeImmutable('+1 day')));
        $row = $site->row('user001@example.com');
        echo $site->stored() === $tokens ? 'kept' : 'changed', ', access token ',
            $row['coopAccessToken'] !== $access && $site->server->isLive($row['coopAccessToken']) ? 'new' : 'wrong', "\n";
    }
    echo "$mode: ", $site->howOftenSent($tokens), "\n";
}
?>
--EXPECT--
{"saved":10} of 10, complete, ok
kept, access token new
{"saved":10} of 10, complete, ok
kept, access token new
{"saved":10} of 10, complete, ok
kept, access token new
no_rotation: 10 tokens sent 3 times
{"saved":10} of 10, complete, ok
kept, access token new
{"saved":10} of 10, complete, ok
kept, access token new
{"saved":10} of 10, complete, ok
kept, access token new
same: 10 tokens sent 3 times
