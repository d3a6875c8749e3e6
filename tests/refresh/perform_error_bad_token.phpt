--TEST--
performForAll(): a row whose access token no API would take, and no refresh token beside it, is told; the others are called
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/perform.inc';
$site = coop_site();
$site->users(4, in_an_hour());
$site->pdo->exec("UPDATE users SET coopAccessToken = 'two words', coopRefreshToken = NULL WHERE email = 'user002@example.com'");
$told = new Told();
echo attempt(fn () => $site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told, concurrency: 1)), "\n";
$told->show();
?>
--EXPECT--
3
user001@example.com: done
user002@example.com: StoreException
user003@example.com: done
user004@example.com: done
