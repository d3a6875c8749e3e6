--TEST--
Many large answers that arrive together are all in the journal and saved
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
$tokens = $site->users(41);
$answer = ['status' => 200, 'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}","expires_in":3600,'
    . '"groups":"' . str_repeat('x', 58_000) . '"}'];
$site->server->script($answer + ['times' => 2], $answer + ['delay' => 300, 'times' => 0]);
show($site->manager()->refreshExpiring(concurrency: 40, onResult: static function (Coop\RefreshResult $result): void {
    if ($result->done === 2) {
        usleep(700_000); // in the meantime all others have been answered
    }
}));
echo $site->whoIsAlive(), ', ', $site->howOftenSent($tokens), "\n";
?>
--EXPECT--
{"saved":41} of 41, complete, ok
all 41 alive, 41 tokens sent once
