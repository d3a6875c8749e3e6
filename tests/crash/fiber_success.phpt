--TEST--
A callback that suspends its fiber, and is resumed, forgotten or destroyed: nothing is lost; a destructor cannot start another run
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

/** As if the runs before were a few seconds ago: else the next one waits for the next second. */
function later(Site $site): void
{
    $site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 5');
}

foreach (['resumed', 'destroyed', 'thrown into'] as $what) {
    $site->pdo->exec('DELETE FROM users');
    $site->users(array_map(static fn (int $n): string => "$what $n", range(1, 20)));
    $site->server->script(['delay' => 10, 'times' => 0]);
    $manager = $site->manager();
    $fiber = new Fiber(static fn () => $manager->refreshExpiring(concurrency: 8, onResult: static fn (Coop\RefreshResult $result) => $result->done === 5 ? Fiber::suspend($result->userId) : null));
    echo "-- $what\n", is_string($fiber->start()) ? 'suspended' : 'not suspended', "\n";
    attempt($manager->refreshExpiring(...));
    // Another manager leaves alone what this one holds.
    later($site);
    echo $site->manager()->refreshExpiring()->counts['leased'] > 0 ? "others' leases are kept\n" : "no leases\n";
    if ($what === 'resumed') {
        $fiber->resume();
        show($fiber->getReturn());
    } elseif ($what === 'thrown into') {
        attempt(static fn () => $fiber->throw(new DomainException('into the fiber')));
    }
    unset($fiber);
    $site->server->script();
    later($site);
    echo $site->manager()->refreshExpiring()->complete ? 'complete' : 'not complete', ', alive: ', $site->alive(), ', held: ', held($site), ', journals: ', count(glob($site->journal() . '/*.journal')), "\n";
    later($site);
}

echo "-- a destructor\n";
$site->pdo->exec('DELETE FROM users');
$site->users(5);
$manager = $site->manager();
final class Last
{
    public function __construct(private readonly Coop\TokenManager $manager)
    {
    }

    public function __destruct()
    {
        attempt($this->manager->refreshExpiring(...));
    }
}
$last = new Last($manager);
show($manager->refreshExpiring(onResult: static function () use (&$last): void {
    $last = null;
}));
echo 'alive: ', $site->alive(), "\n";

foreach (['at the end' => '', 'at an exit' => 'exit(3);', 'at a fatal error' => '@trigger_error("the end", E_USER_ERROR);'] as $what => $end) {
    later($site);
    $site->pdo->exec('DELETE FROM users');
    $site->server->reset();
    $site->users(20);
    $site->server->script(['delay' => 10, 'times' => 0]);
    $process = Process::start($site, '$fiber = new Fiber(static fn () => $manager->refreshExpiring(concurrency: 2, onResult: static fn ($result) => $result->done === 5 ? Fiber::suspend() : null));
        $fiber->start();' . $end);
    preg_match('/exit \d+$/', $process->end(), $match);
    later($site);
    $site->server->script();
    $lost = lost($site);
    $site->manager()->refreshExpiring();
    // After a fatal error PHP lets go of the fiber without a word; two are in flight.
    echo "-- suspended $what: $match[0], ", $lost <= ($what === 'at a fatal error' ? 2 : 0) ? 'nothing' : $lost, ' lost, held: ', held($site), ', ', $site->alive() >= 20 - $lost ? 'alive' : $site->alive(), "\n";
}
?>
--EXPECTF--
-- resumed
suspended
Error: This Coop\TokenManager is in the middle of a run; a callback cannot start another
others' leases are kept
{"saved":%d} of %d, complete, ok
complete, alive: 20, held: 0, journals: 0
-- destroyed
suspended
Error: This Coop\TokenManager is in the middle of a run; a callback cannot start another
others' leases are kept
complete, alive: 20, held: 0, journals: 0
-- thrown into
suspended
Error: This Coop\TokenManager is in the middle of a run; a callback cannot start another
others' leases are kept
DomainException: into the fiber
complete, alive: 20, held: 0, journals: 0
-- a destructor
Error: This Coop\TokenManager is in the middle of a run; a callback cannot start another
{"saved":5} of 5, complete, ok
alive: 5
-- suspended at the end: exit 0, nothing lost, held: 0, alive
-- suspended at an exit: exit 3, nothing lost, held: 0, alive
-- suspended at a fatal error: exit 255, nothing lost, held: 0, alive
