--TEST--
A second rejection, in a later run, ends the login: the user has to log in again
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
$site->letTimePass();
refresh_all($site);
echo to_log_in_again($site), "\n", 'with a limit of one: ', count($site->store()->getTokensToReauthorize(1)), "\n";
echo $site->howOftenSent([$tokens['user003@example.com'], $tokens['user007@example.com']]), "\n";
?>
--EXPECT--
user003@example.com reauthorization_required: Coop\ReauthorizationRequiredException
    user003@example.com invalid_grant because of Coop\OAuthErrorException
user007@example.com reauthorization_required: Coop\ReauthorizationRequiredException
    user007@example.com invalid_grant because of Coop\OAuthErrorException
{"saved":18,"reauthorization_required":2} of 20, complete, ok
to log in again: user003@example.com because of invalid_grant, user007@example.com because of invalid_grant
with a limit of one: 1
2 tokens sent twice
