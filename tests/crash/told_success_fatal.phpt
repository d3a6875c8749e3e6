--TEST--
A fatal error while a rejection, or somebody else's lease, is told: the process ends as always, and the next run goes on
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/processes.inc';
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
foreach (['rejected', 'leased'] as $outcome) {
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $tokens = $site->users(array_map(static fn (int $n): string => "$outcome $n", range(1, 20)));
    $others = array_slice($tokens, 0, 5, true);
    if ($outcome === 'rejected') {
        array_map($site->server->revoke(...), $others);
    } else {
        $site->store()->installSchema();
        $lease = $site->pdo->prepare("INSERT INTO coop_refresh (store, user_key, holder, until_ts) VALUES ('users', ?, 'somebody else', 4000000000)");
        array_map(static fn (string $user) => $lease->execute([$user]), array_keys($others));
    }
    $process = Process::start($site, '$told = 0; $manager->refreshExpiring(concurrency: 4, onResult: static function ($result) use (&$told): void {
        if ($result->outcome->value === "' . $outcome . '" && ++$told === 2) { @trigger_error("the end", E_USER_ERROR); } });');
    echo "$outcome: ", trim(preg_replace('/ in \S+ on line \d+|\(.*\)| : eval.*$/m', '', $process->end())), "\n";
    $site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 5, until_ts = 0, holder = replace(holder, \'somebody else\', \'\')');
    $report = $site->manager()->refreshExpiring();
    echo $report->complete ? 'complete' : $report->stoppedBecause, ', ', $site->whoIsAlive(), ', ', $site->whatIsHeld(), "\n";
}
?>
--EXPECTF--
rejected: Fatal error: the end%a
exit 255
complete, 15 of 20 alive, no leases held
leased: Fatal error: the end%a
exit 255
complete, all 20 alive, no leases held
