--TEST--
A fatal error in the callback of performForAll(): nothing stays behind, and the next call reaches everybody
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/perform.inc';
$site = coop_site();
$tokens = $site->users(40, in_an_hour());
$site->server->expireAccessTokens();
$site->server->script(['path' => '/api/*', 'delay' => 20, 'times' => 0]);
$child = pcntl_fork();
if ($child === 0) {
    $told = 0;
    $site->manager(client: coop_client($site), store: $site->store($site->connect()))->performForAll(Coop\Action::EggsCount, function () use (&$told): void {
        if (++$told === 3) {
            eval('final class Told {}');
        }
    }, concurrency: 4);
    exit(0);
}
pcntl_waitpid($child, $status);
echo pcntl_wexitstatus($status), "\n";
$told = new Told();
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told));
echo $told->summary(), ', ', $site->howOftenSent($tokens), ', ', $site->whoIsAlive(), "\n";
?>
--EXPECTF--
Fatal error: Cannot %s class Told%s on line 1
255
int(40)
done: 40 users, 40 tokens sent once, all 40 alive
