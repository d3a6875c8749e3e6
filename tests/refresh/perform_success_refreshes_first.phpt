--TEST--
performForAll() refreshes who is due first, each once, and calls everybody then
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
$old = $site->users(40);
$fresh = $site->users(array_map(static fn (int $n): string => "fresh$n", range(1, 40)), in_an_hour());
$soon = $site->users(['soon'], gmdate('Y-m-d H:i:s', time() + 60));
$site->pdo->exec('UPDATE users SET coopUserId = rowid');
$told = new Told();
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told));
$paths = array_column($site->server->requests(), 'path');
echo $told->summary(), ', ', how_often_called($site), ', ', $site->whoIsAlive(), "\n",
    "old: {$site->howOftenSent($old)}; fresh: {$site->howOftenSent($fresh)}; soon: {$site->howOftenSent($soon)}\n";
echo array_unique(array_slice($paths, 0, 41)) === ['/token'] ? "refreshed before the first call\n" : "mixed\n";
echo "-- nobody is due: no run\n";
$files = count(glob($site->journal() . '/*'));
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, new Told()));
echo count(glob($site->journal() . '/*')) - $files, " new journals, ", $site->server->stats()['tokens']['presented'] - 41, " refreshed\n";
echo "-- without a journal: one by one\n";
$site->server->reset();
$site->pdo->exec('DELETE FROM users; DELETE FROM coop_refresh');
$old = $site->users(10);
$told = new Told();
var_dump($site->manager(client: coop_client($site), journalDirectory: null)->performForAll(Coop\Action::EggsCount, $told));
echo $told->summary(), ', ', how_often_called($site), ', ', $site->howOftenSent($old), ', ', $site->whoIsAlive(), "\n";
?>
--EXPECT--
int(81)
done: 81 users, 81 paths called once, all 81 alive
old: 40 tokens sent once; fresh: 40 tokens never sent; soon: 1 token sent once
refreshed before the first call
-- nobody is due: no run
int(81)
0 new journals, 0 refreshed
-- without a journal: one by one
int(10)
done: 10 users, 10 paths called once, 10 tokens sent once, all 10 alive
