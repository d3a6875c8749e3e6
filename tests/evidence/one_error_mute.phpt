--TEST--
One login of 13 is refused without words: the others are saved in each run, and its user is told by the fifth, after three days
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
foreach (of_kinds('mute') as $name => $refusal) {
    play_shape($site, $name, $refusal, [...array_fill(0, 4, 'rejected'), 'reauthorization_required'], 18 * HOUR, 'refused');
}
echo "done\n";
?>
--EXPECT--
done
