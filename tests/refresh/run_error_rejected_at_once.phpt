--TEST--
A run soon after a rejection does not send the rejected token again
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/rejections.inc';
[$site, $tokens] = site_with_revoked_logins('user003@example.com', 'user007@example.com');
$site->manager()->refreshExpiring();
refresh_all($site);
echo $site->howOftenSent([$tokens['user003@example.com'], $tokens['user007@example.com']]), "\n";
?>
--EXPECT--
{"saved":18} of 18, complete, ok
2 tokens sent once
