--TEST--
COOP, step 3: getExpiringTokens() gives users whose expiry is today or earlier; with a date, up to that date
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/coop_server.inc'; CoopServer::skipUnlessInstalled(); ?>
--FILE--
<?php
require __DIR__ . '/topcluck.inc';
$site = new TopCluck();
$site->logEverybodyIn();
[$brent, $edgar, $scott] = CoopServer::FARMERS;
$set = $site->pdo->prepare('UPDATE users SET coopAccessExpiresAt = ? WHERE email = ?');
$set->execute([gmdate('Y-m-d', time() - 86400), $brent]);          // yesterday, without a time
$set->execute([gmdate('Y-m-d') . ' 23:59:59', $edgar]);            // today
$set->execute([gmdate('Y-m-d', time() + 86400) . ' 00:00:00', $scott]); // tomorrow

$ids = fn (?DateTimeInterface $before = null) => array_map(fn ($stored) => $stored->userId, $site->store->getExpiringTokens($before));
echo implode(' ', $ids()), "\n";
echo implode(' ', $ids(new DateTimeImmutable('tomorrow', new DateTimeZone('UTC')))), "\n";
echo count($ids(new DateTimeImmutable('+1 month'))), "\n";
?>
--EXPECT--
brent@farm.example edgar@farm.example
brent@farm.example edgar@farm.example scott@farm.example
6
