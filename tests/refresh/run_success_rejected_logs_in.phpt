--TEST--
A user who logs in again after a first rejection is refreshed by the next run; the other has to log in
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
$site->manager()->refreshExpiring();
[$login] = $site->server->seed();
$tokens = ['access_token' => $login['access_token'], 'refresh_token' => $login['refresh_token'], 'expires_in' => 1];
$site->store()->saveNewTokens('user007@example.com', Coop\TokenSet::fromArray($tokens));
$site->letTimePass();
refresh_all($site);
echo to_log_in_again($site), "\n";
?>
--EXPECT--
user003@example.com reauthorization_required: Coop\ReauthorizationRequiredException
    user003@example.com invalid_grant because of Coop\OAuthErrorException
{"saved":19,"reauthorization_required":1} of 20, complete, ok
to log in again: user003@example.com because of invalid_grant
