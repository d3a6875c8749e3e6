--TEST--
One login of 13 is refused in words that may mean the client: the others are saved in each run, and its user is told by the third
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/evidence.inc';
$site = new Site();
foreach (of_kinds('said', 'client') as $name => $refusal) {
    play_shape($site, $name, $refusal, ['rejected', 'rejected', 'reauthorization_required'], 12 * HOUR, 'refused');
}
echo "-- many runs in less than a day\n";
$outcomes = [...array_fill(0, 10, 'rejected'), 'reauthorization_required'];
play_shape($site, 'Square', all_refusals()['Square'], $outcomes, DAY / 10, 'refused');
?>
--EXPECT--
-- many runs in less than a day
