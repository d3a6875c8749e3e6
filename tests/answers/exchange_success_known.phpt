--TEST--
Token answers on code exchange: as known servers give them
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
require __DIR__ . '/../inc/answers.inc';
$server = FaultServer::start();
run_on_exchange($server, known_answers());
?>
--EXPECT--
exchange: every answer came out as the table says
