--TEST--
Token answers on refresh: as known servers give them
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
require __DIR__ . '/../inc/answers.inc';
$server = FaultServer::start();
run_on_refresh($server, known_answers());
?>
--EXPECT--
refresh: every answer came out as the table says
