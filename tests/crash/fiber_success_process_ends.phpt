--TEST--
A process that ends while its run is suspended in a fiber loses no login but those that are in flight at a fatal error
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/fiber.inc';
$ends = ['at its end' => '', 'at an exit' => 'exit(3);', 'at a fatal error' => '@trigger_error("the end", E_USER_ERROR);'];
foreach ($ends as $when => $end) {
    $site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
    $site->users(20);
    $site->server->script(['delay' => 10, 'times' => 0]);
    $process = Process::start($site, '
        $suspend = static fn ($result) => $result->done === 5 ? Fiber::suspend() : null;
        $fiber = new Fiber(static fn () => $manager->refreshExpiring(concurrency: 2, onResult: $suspend));
        $fiber->start();' . $end);
    preg_match('/exit \d+$/', $process->end(), $match);
    later($site);
    $site->server->script();
    $lost = lost($site);
    $site->manager()->refreshExpiring();
    // After a fatal error PHP lets go of the fiber without a word; two are in flight.
    $may_be_lost = $when === 'at a fatal error' ? 2 : 0;
    echo "$when: $match[0], ", $lost <= $may_be_lost ? 'nothing' : $lost, " lost, {$site->whatIsHeld()}, ",
        $site->alive() >= 20 - $lost ? 'the others are alive' : $site->whoIsAlive(), "\n";
}
?>
--EXPECT--
at its end: exit 0, nothing lost, no leases held, the others are alive
at an exit: exit 3, nothing lost, no leases held, the others are alive
at a fatal error: exit 255, nothing lost, no leases held, the others are alive
