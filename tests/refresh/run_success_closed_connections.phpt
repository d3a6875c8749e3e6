--TEST--
A server that closes its kept-alive connections without a word: everybody is refreshed all the same
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
foreach ([0, 20] as $milliseconds) {
    $site->pdo->exec('DELETE FROM users');
    $tokens = $site->users(40);
    // The answer is whole and says nothing of closing; the next request may meet the closing connection and never arrive.
    $site->server->script(['close_idle' => $milliseconds, 'times' => 0]);
    show($site->manager()->refreshExpiring());
    echo $site->howOftenSent($tokens), ', ', $site->whoIsAlive(), "\n";
}
?>
--EXPECT--
{"saved":40} of 40, complete, ok
40 tokens sent once, all 40 alive
{"saved":40} of 40, complete, ok
40 tokens sent once, all 40 alive
