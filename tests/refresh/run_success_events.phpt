--TEST--
What onEvent is told, after the save
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
$tokens = $site->users(3);
$site->server->script(
    ['login' => 'u1', 'status' => 200,
        'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}","expires_in":"soon","error":"hm"}'],
    ['login' => 'u2', 'status' => 200, 'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}",}'],
);
$manager = $site->manager(onEvent: function (string $event, array $details) use ($site, $tokens): void {
    if (!in_array($event, ['odd_answer', 'refresh_token_salvaged'], true)) {
        return;
    }
    $saved = $site->row($details['userId'])['coopRefreshToken'] !== $tokens[$details['userId']];
    echo "$event ", json_encode($details), $saved ? ' after the save' : ' before the save', "\n";
});
show($manager->refreshExpiring());
echo $site->whoIsAlive(), "\n";
?>
--EXPECT--
odd_answer {"provider":"test","userId":"user001@example.com","odd":["token_type_missing","expires_in","error_beside_tokens"]} after the save
refresh_token_salvaged {"provider":"test","userId":"user002@example.com"} after the save
{"saved":2,"outcome_unknown":1} of 3, complete, not ok
all 3 alive
