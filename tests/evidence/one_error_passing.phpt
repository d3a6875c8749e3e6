--TEST--
One login of 13 meets a limit, a busy or a failing server: the others are saved in each run, nobody is marked, and all live in the end
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
foreach (of_kinds('limited', 'busy', 'unclear') as $name => $refusal) {
    $outcome = $refusal['kind'] === 'unclear' ? 'outcome_unknown' : 'deferred';
    play_shape($site, $name, $refusal, array_fill(0, $refusal['kind'] === 'limited' ? 1 : 4, $outcome), DAY, null);
}
echo "done\n";
?>
--EXPECT--
done
