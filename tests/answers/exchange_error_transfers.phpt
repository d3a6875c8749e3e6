--TEST--
Token answers on code exchange: cut, endless, packed and oddly framed answers
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
require __DIR__ . '/../inc/answers.inc';
$server = FaultServer::start();
run_on_exchange($server, transfer_answers());
?>
--EXPECT--
exchange: every answer came out as the table says
