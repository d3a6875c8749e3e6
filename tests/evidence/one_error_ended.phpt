--TEST--
One login of 13 has ended, in the words of each server: the others are saved in each run, and its user is told by the second
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
foreach (of_kinds('ended') as $name => $refusal) {
    play_shape($site, $name, $refusal, ['rejected', 'reauthorization_required'], DAY, 'invalid_grant');
}
echo "done\n";
?>
--EXPECT--
done
