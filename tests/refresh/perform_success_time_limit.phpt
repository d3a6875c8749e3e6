--TEST--
A time limit ends performForAll() after what is in flight, and it can be called again
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
$tokens = $site->users(200, in_an_hour());
$site->server->script(['path' => '/api/*', 'delay' => 150, 'times' => 0]);
$told = new Told();
$started = hrtime(true);
$succeeded = $site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told, concurrency: 4, timeLimit: 1);
$seconds = (hrtime(true) - $started) / 1e9;
echo $succeeded >= 8 && $succeeded <= 48 ? 'some' : $succeeded, $seconds < 3 ? ' in time' : " after $seconds", "\n";
echo $told->summary() === 'done: ' . counted($succeeded, 'user') ? 'each was told' : $told->summary(), ', calls: ',
    $site->server->stats()['requests'] - $succeeded, " more\n";
echo "-- the refreshes before count\n";
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01'");
$site->server->script(['delay' => 300, 'times' => 0]);
$told = new Told();
$started = hrtime(true);
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told, concurrency: 2, timeLimit: 1));
$seconds = (hrtime(true) - $started) / 1e9;
$refreshed = $site->server->stats()['tokens']['presented'];
echo $told->summary(), $seconds < 3 ? ' in time' : " after $seconds", ', ', $refreshed > 0 && $refreshed < 20 ? 'some' : $refreshed,
    ' refreshed, ', $site->whoIsAlive(), "\n";
echo "-- the rest\n";
$site->server->script();
$told = new Told();
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told, timeLimit: 60));
echo $told->summary(), ', ', $site->howOftenSent($tokens), ', ', $site->whoIsAlive(), "\n";
?>
--EXPECT--
some in time
each was told, calls: 0 more
-- the refreshes before count
int(0)
nobody was told in time, some refreshed, all 200 alive
-- the rest
int(200)
done: 200 users, 200 tokens sent once, all 200 alive
