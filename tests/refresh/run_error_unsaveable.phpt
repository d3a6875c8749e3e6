--TEST--
A row that refuses its new tokens: they are in the journal, the others are saved
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site();
$tokens = $site->users(10);
$site->pdo->exec("CREATE TRIGGER refuse BEFORE UPDATE OF coopRefreshToken ON users WHEN OLD.email = 'user004@example.com'
    BEGIN SELECT RAISE(ABORT, 'not this one'); END");
$report = $site->manager()->refreshExpiring(onResult: function (Coop\RefreshResult $result): void {
    if ($result->outcome !== Coop\RefreshOutcome::Saved) {
        echo "$result->userId {$result->outcome->value}: ", get_class($result->error), "\n";
    }
});
show($report);
$live = array_column($site->server->truth(), 'live', 'login')['u4'][0];
echo 'alive in the table: ', $site->alive(), ', in the row: ',
    $site->stored()['user004@example.com'] === $tokens['user004@example.com'] ? 'the old token' : 'another', "\n";
echo 'the live token is in an open journal: ', str_contains($site->journalBytes('journal'), $live) ? 'yes' : 'no', "\n";
echo $site->howOftenSent($tokens), ", {$site->whoIsMarked()}\n";

echo "-- what was known against an earlier token counts no more\n";
$site = new Site(['mode' => 'plain']);
['ann' => $token] = $site->users(['ann']);
$site->server->revoke($token);
show($site->manager()->refreshExpiring());
$site->letTimePass();
show($site->manager()->refreshExpiring());
[$login] = $site->server->seed(); // the site saves her next login by itself
$site->pdo->exec("UPDATE users SET coopAccessToken = '$login[access_token]', coopRefreshToken = '$login[refresh_token]'");
$site->pdo->exec("CREATE TRIGGER refuse BEFORE UPDATE OF coopRefreshToken ON users BEGIN SELECT RAISE(ABORT, 'nobody'); END");
show($site->manager()->refreshExpiring());
$site->pdo->exec('DROP TRIGGER refuse');
array_map('unlink', glob($site->journal() . '/*')); // so the answer is lost
$site->letPass(3601);
show($site->manager()->refreshExpiring());
?>
--EXPECT--
user004@example.com unsaveable: Coop\StoreException
{"saved":9,"unsaveable":1} of 10, complete, not ok
alive in the table: 9, in the row: the old token
the live token is in an open journal: yes
10 tokens sent once, nobody is marked
-- what was known against an earlier token counts no more
{"rejected":1} of 1, complete, ok
{"reauthorization_required":1} of 1, complete, ok
{"unsaveable":1} of 1, complete, not ok
{"rejected":1} of 1, complete, ok
