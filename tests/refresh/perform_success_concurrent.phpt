--TEST--
performForAll() has many calls in flight and tells each user once, in the order of ending
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
$tokens = $site->users(300, in_an_hour());
$site->server->script(['path' => '/api/*', 'delay' => 50, 'times' => 0]);
$told = new Told();
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told));
$stats = $site->server->stats();
echo $told->summary(), ', ', how_often_called($site), ', refreshed: ', $stats['tokens']['presented'], "\n";
echo $stats['concurrent_requests'] > 8 && $stats['concurrent_requests'] <= 32 ? 'many' : $stats['concurrent_requests'], ' at once, ',
    $stats['connections'] <= 32 ? 'over as many connections' : "$stats[connections] connections", "\n";
echo "-- one at a time\n";
$site->server->reset();
$site->pdo->exec('DELETE FROM users');
$site->users(5, in_an_hour());
$order = [];
$site->server->script(['path' => '/api/1/*', 'delay' => 100]);
$site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, function (string $user) use (&$order): void {
    $order[] = substr($user, 4, 3);
}, concurrency: 1);
echo implode(' ', $order), ', ', $site->server->stats()['concurrent_requests'], " at once\n";
echo "-- the first answers last\n";
$order = [];
$site->server->script(['path' => '/api/1/*', 'delay' => 400]);
$site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, function (string $user) use (&$order): void {
    $order[] = substr($user, 4, 3);
}, concurrency: 2);
echo implode(' ', $order), "\n";
echo "-- ids that only the API knows\n";
$site->server->reset();
$site->pdo->exec('DELETE FROM users');
$site->users(20, in_an_hour());
$site->pdo->exec('UPDATE users SET coopUserId = NULL WHERE rowid % 2 = 0');
$site->server->script(['path' => '/api/*', 'delay' => 50, 'times' => 0]);
$told = new Told();
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told));
$paths = array_count_values(array_column($site->server->requests(), 'path'));
echo $told->summary(), ", asked for: {$paths['/api/me']}, /api/2: ", $paths['/api/2/eggs-count'] ?? 0, ', /api/u2: ',
    $paths['/api/u2/eggs-count'], ', of one: ', max(array_diff_key($paths, ['/api/me' => 0])), "\n";
echo $site->server->stats()['concurrent_requests'] > 8 ? "many at once\n" : "few at once\n";
$manager = $site->manager(client: coop_client($site));
foreach ([0, 513] as $concurrency) {
    attempt(fn () => $manager->performForAll(Coop\Action::EggsCount, $told, concurrency: $concurrency));
}
attempt(fn () => $manager->performForAll(Coop\Action::EggsCount, $told, timeLimit: 0));
attempt(fn () => $site->manager()->performForAll(Coop\Action::EggsCount, $told));
?>
--EXPECT--
int(300)
done: 300 users, 300 paths called once, refreshed: 0
many at once, over as many connections
-- one at a time
001 002 003 004 005, 1 at once
-- the first answers last
002 003 004 005 001
-- ids that only the API knows
int(20)
done: 20 users, asked for: 10, /api/2: 0, /api/u2: 1, of one: 1
many at once
ValueError: Coop\TokenManager::performForAll(): Argument #3 ($concurrency) must be between 1 and 512
ValueError: Coop\TokenManager::performForAll(): Argument #3 ($concurrency) must be between 1 and 512
ValueError: Coop\TokenManager::performForAll(): Argument #4 ($timeLimit) must be at least 1
Error: The provider "test" is not a COOP, and only the COOP API has actions: use Coop\Provider::coop()
