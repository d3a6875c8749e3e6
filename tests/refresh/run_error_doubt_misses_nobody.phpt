--TEST--
A run in doubt, which takes rows from all ends of the order, tries each of them once, also those that come last
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'no_rotation']);
$tokens = $site->users(60);
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = datetime('2020-01-01', '+' || rowid || ' hours')");
$site->server->script(['status' => 400, 'body' => '{"error":"invalid_grant"}', 'times' => 0]);
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2040' || substr(coopAccessExpiresAt, 5) WHERE rowid <= 12");
show($site->manager()->refreshExpiring(new DateTimeImmutable('2030-01-01'))); // so all others come last in the next run
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020' || substr(coopAccessExpiresAt, 5) WHERE rowid <= 12");
$site->letPass(700);
show($site->manager()->refreshExpiring(new DateTimeImmutable('2030-01-01'), concurrency: 2));
echo $site->howOftenSent(array_slice($tokens, 0, 12)), '; ', $site->howOftenSent(array_slice($tokens, 12)), "\n";
?>
--EXPECT--
{"rejected":48} of 48, stopped because rejections, not ok
{"rejected":60} of 60, stopped because rejections, not ok
12 tokens sent once; 48 tokens sent twice
