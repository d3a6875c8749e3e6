--TEST--
The next runs of a day pass an ended login over: its token is not sent, and stays in its row
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/rejections.inc';
[$site, $tokens] = site_with_ended_logins('user003@example.com');
refresh_all($site);
$site->letTimePass();
refresh_all($site);
$user = 'user003@example.com';
echo $site->howOftenSent([$tokens[$user]]), ', stored: ',
    $site->row($user)['coopRefreshToken'] === $tokens[$user] ? 'as before' : 'lost', "\n";
echo 'expiring: ', count($site->store()->getExpiringTokens(new DateTimeImmutable('+1 month'))),
    ', to log in again: ', count($site->store()->getTokensToReauthorize(1)), "\n";
?>
--EXPECT--
{"saved":19} of 19, complete, ok
{"saved":19} of 19, complete, ok
1 token sent twice, stored: as before
expiring: 19, to log in again: 1
