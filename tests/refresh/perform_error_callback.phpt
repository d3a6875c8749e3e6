--TEST--
What the callback of performForAll() does: throws, exits, forks, calls back in
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/perform.inc';
$site = coop_site();
$tokens = $site->users(40, in_an_hour());
$site->server->script(['path' => '/api/*', 'delay' => 50, 'times' => 0]);
echo "-- exits\n";
$child = pcntl_fork();
if ($child === 0) {
    $site->manager(client: coop_client($site), store: $site->store($site->connect()))->performForAll(Coop\Action::EggsCount,
        static fn () => exit(7), concurrency: 4);
    exit(0);
}
pcntl_waitpid($child, $status);
echo pcntl_wexitstatus($status), ', ', $site->server->stats()['requests'] <= 8 ? "few calls\n" : "many calls\n";
$site->server->reset();
$site->pdo->exec('DELETE FROM users');
$tokens = $site->users(40, in_an_hour());
$site->server->script(['path' => '/api/*', 'delay' => 50, 'times' => 0]);
$manager = $site->manager(client: coop_client($site));
echo "-- throws: what is in flight is finished, nothing new begins, nobody is told any more\n";
$told = 0;
attempt(function () use ($manager, &$told): void {
    $manager->performForAll(Coop\Action::EggsCount, function () use (&$told): void {
        $told++;
        throw new DomainException('enough');
    }, concurrency: 4);
});
$calls = $site->server->stats()['requests'];
echo "$told told, ", $calls <= 8 ? 'few' : $calls, ' calls, ', preg_replace("/^$calls paths/", 'all paths', how_often_called($site)), "\n";
echo "-- a second time, on the same connections\n";
$told = new Told();
var_dump($manager->performForAll(Coop\Action::EggsCount, $told));
echo $told->summary(), "\n";
echo "-- forks: the child has no part in it\n";
$told = new Told();
$children = [];
$parent = getmypid();
$left = 3;
$thrown = null;
try {
    $succeeded = $manager->performForAll(Coop\Action::EggsCount,
        function (string $user, object $result) use ($told, &$children, &$left): void {
        if ($left-- > 0 && ($child = pcntl_fork()) !== 0) {
            $children[] = $child;
        }
        $told($user, $result);
    }, concurrency: 8);
} catch (Coop\StoreException $e) {
    $thrown = $e->getMessage();
}
if (getmypid() !== $parent) {
    file_put_contents("$site->folder/child", "$thrown\n", FILE_APPEND);
    posix_kill(getmypid(), SIGKILL); // what it has of its parent is not its own to tidy up
}
foreach ($children as $child) {
    pcntl_waitpid($child, $status);
}
echo "$succeeded ", $told->summary(), ', in a child: ',
    json_encode(array_count_values(file("$site->folder/child", FILE_IGNORE_NEW_LINES))), "\n";
echo "-- calls back in\n";
$site->server->script();
$site->server->expireAccessTokens();
$first = true;
var_dump($manager->performForAll(Coop\Action::EggsCount, function (string $user) use ($manager, &$first): void {
    if ($first) {
        $first = false;
        attempt(fn () => $manager->performForAll(Coop\Action::EggsCount, static fn () => null));
        attempt(fn () => $manager->refreshExpiring());
        echo $manager->account('user040@example.com')->request('GET', 'api/40/x')->status, "\n";
    }
}));
echo $site->howOftenSent($tokens), ', ', $site->whoIsAlive(), "\n";
echo "-- lets go of the manager\n";
var_dump($manager->performForAll(Coop\Action::EggsCount, function () use (&$manager): void {
    $manager = null;
}));
?>
--EXPECT--
-- exits
7, few calls
-- throws: what is in flight is finished, nothing new begins, nobody is told any more
DomainException: enough
1 told, few calls, all paths called once
-- a second time, on the same connections
int(40)
done: 40 users
-- forks: the child has no part in it
40 done: 40 users, in a child: {"A callback of performForAll() has forked: end the child in the callback, since only the parent goes on":3}
-- calls back in
Error: This Coop\TokenManager is in the middle of a run, and a callback must not start another one: do it after the run
Error: This Coop\TokenManager is in the middle of a run, and a callback must not start another one: do it after the run
200
int(40)
40 tokens sent once, all 40 alive
-- lets go of the manager
int(40)
