--TEST--
exit() in onResult ends the run after what was received is saved; the next run goes on
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
$tokens = $site->users(20);
$child = pcntl_fork();
if ($child === 0) {
    $site->manager(store: $site->store($site->connect()))->refreshExpiring(concurrency: 1,
        onResult: static fn (Coop\RefreshResult $result) => $result->done === 3 ? exit(7) : null);
}
pcntl_waitpid($child, $status);
echo pcntl_wexitstatus($status), ', ', $site->whoIsAlive(), ', requests: ', array_sum(array_map($site->server->uses(...), $tokens)), "\n";
show($site->manager()->refreshExpiring(new DateTimeImmutable('+1 month')));
echo $site->whoIsAlive(), "\n";
?>
--EXPECT--
7, all 20 alive, requests: 3
{"saved":20} of 20, complete, ok
all 20 alive
