--TEST--
A first rejection is provisional: the user is marked, and need not log in again yet
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/rejections.inc';
[$site] = site_with_revoked_logins('user003@example.com', 'user007@example.com');
refresh_all($site);
echo to_log_in_again($site), "; {$site->whoIsMarked()}\n";
?>
--EXPECT--
user003@example.com rejected: Coop\OAuthErrorException
user007@example.com rejected: Coop\OAuthErrorException
{"saved":18,"rejected":2} of 20, complete, ok
to log in again: nobody; 2 users are marked
