--TEST--
A run whose callback suspends its fiber goes on when the fiber is resumed, and nothing is lost
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
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
$manager = $site->manager();
$fiber = suspended_run($site, $manager);
$fiber->resume();
show($fiber->getReturn());
next_run($site);
?>
--EXPECTF--
suspended
Error: This Coop\TokenManager is in the middle of a run, and a callback must not start another one: do it after the run
another run leaves the leases alone
{"saved":%d} of %d, complete, ok
complete, all 20 alive, no leases held, no journals
