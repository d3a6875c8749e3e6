--TEST--
Token answers in a refresh run: as known servers give them
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
require __DIR__ . '/../inc/answers.inc';
$server = FaultServer::start(['mode' => 'grace', 'grace_ms' => 60000]);
run_on_manager($server, known_answers());
?>
--EXPECT--
run: every answer came out as the table says
