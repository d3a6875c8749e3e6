--TEST--
Crons and pages on three machines at random, stopped, killed and asleep for minutes: no login is lost but those whose answer was on its way
--EXTENSIONS--
coop
pdo
pdo_sqlite
pdo_pgsql
mysqlnd
pdo_mysql
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/history.inc';
// COOP_TEST_SEED repeats a history, as far as the timing of the processes allows; COOP_TEST_OPERATIONS makes it longer.
$count = (int) (getenv('COOP_TEST_OPERATIONS') ?: (getenv('COOP_TEST_FULL') ? 400 : 50));
foreach (['sqlite', 'pgsql'] as $kind) {
    $seed = (int) (getenv('COOP_TEST_SEED') ?: random_int(1, 1000000));
    $history = new History($kind, $seed);
    $wrong = $history->run($count);
    echo "$kind: ", count($wrong), " wrong\n";
    if ($wrong || getenv('COOP_TEST_OPERATIONS')) {
        echo "seed $seed: {$history->figures()}\n", implode("\n", $wrong), "\n";
    }
}
?>
--EXPECT--
sqlite: 0 wrong
pgsql: 0 wrong
