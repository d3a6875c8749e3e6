--TEST--
An answer that was lost is asked for again at once: on a server with a grace period nobody is lost
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'grace', 'grace_ms' => 2000]);
$tokens = $site->users(40);
// Processed and not answered, once for each user.
$site->server->script(...array_map(static fn (int $n): array => ['login' => "u$n", 'lose' => true], range(1, 40)));
show($site->manager()->refreshExpiring());
echo $site->howOftenSent($tokens), ', ', $site->whoIsAlive(), "\n";
?>
--EXPECT--
{"saved":40} of 40, complete, ok
40 tokens sent twice, all 40 alive
