--TEST--
Several pages of one user at once, while the server rejects the token: it is sent once and counts once
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site();
$tokens = $site->users(1);
$site->pdo->exec('PRAGMA journal_mode = WAL');
$site->store()->installSchema();
$site->server->script(['status' => 400, 'body' => '{"error":"invalid_grant"}', 'delay' => 500, 'times' => 0]);
$pages = [];
for ($page = 0; $page < 4; $page++) {
    if (($pages[] = pcntl_fork()) === 0) {
        try {
            $site->manager(store: $site->store($site->connect()))->account('user001@example.com')->tokens();
        } catch (Throwable $e) {
            echo get_class($e) . ' ' . ($e->reason ?? $e->getMessage()) . "\n"; // by one write
        }
        posix_kill(getmypid(), SIGKILL);
    }
}
foreach ($pages as $page) {
    pcntl_waitpid($page, $status);
}
$strikes = $site->pdo->query("SELECT strikes FROM coop_refresh WHERE user_key = 'user001@example.com'")->fetchColumn();
echo $site->howOftenSent($tokens), ", strikes: $strikes\n";
?>
--EXPECT--
Coop\ReauthorizationRequiredException invalid_grant
Coop\ReauthorizationRequiredException invalid_grant
Coop\ReauthorizationRequiredException invalid_grant
Coop\ReauthorizationRequiredException invalid_grant
1 token sent once, strikes: 1
