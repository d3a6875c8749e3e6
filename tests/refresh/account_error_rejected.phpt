--TEST--
A rejected user: why, and no second request while it cools down
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'plain']);
$show = static function (callable $work): void {
    try {
        $tokens = $work();
        echo 'tokens ', $tokens->refreshToken() === null ? 'without' : 'with', " a refresh token\n";
    } catch (Coop\ReauthorizationRequiredException $e) {
        echo "$e->userId: $e->reason, because of ", $e->getPrevious() ? get_class($e->getPrevious()) . ' ' . $e->getPrevious()->error : 'nothing said', "\n";
    }
};
$requests = static fn (): string => 'requests: ' . $site->server->stats()['requests'] . "\n";
$manager = $site->manager();
echo "-- nobody\n";
$show(fn () => $manager->account('nobody')->tokens());
$show(fn () => $manager->refresh('nobody'));
$site->pdo->exec("INSERT INTO users VALUES ('empty', 1, '', '', ''), ('null', 2, NULL, NULL, NULL), ('expired', 3, 'a', '2020-01-01', NULL)");
foreach (['empty', 'null', 'expired'] as $user) {
    $show(fn () => $manager->account($user)->tokens());
    $show(fn () => $manager->refresh($user));
}
echo $requests();
echo "-- rejected\n";
$old = $site->users(['ann'])['ann'];
$site->server->revoke($old);
$show(fn () => $manager->account('ann')->tokens());
echo $requests();
echo "-- cooling down\n";
$show(fn () => $manager->account('ann')->tokens());
$show(fn () => $manager->refresh('ann'));
$show(fn () => $site->manager()->account('ann')->request('GET', '/api/x'));
echo $requests(), 'stored: ', $site->row('ann')['coopRefreshToken'] === $old ? 'as before' : 'changed', ', listed: ', count($site->store()->getTokensToReauthorize()), "\n";
echo "-- ten minutes later\n";
$site->letTimePass();
$show(fn () => $manager->account('ann')->tokens());
echo $requests(), 'listed: ', count($site->store()->getTokensToReauthorize()), "\n";
echo "-- a new login is used at once\n";
[$login] = $site->server->seed();
$site->store()->saveNewTokens('ann', Coop\TokenSet::fromArray(['access_token' => $login['access_token'], 'refresh_token' => $login['refresh_token'], 'expires_in' => 0]));
$show(fn () => $manager->account('ann')->tokens());
echo $requests(), 'listed: ', count($site->store()->getTokensToReauthorize()), "\n";
echo "-- what is still valid is given while a rejection cools down\n";
$old = $site->users(['bob'], gmdate('Y-m-d H:i:s', time() + 60))['bob'];
$site->server->revoke($old);
$show(fn () => $manager->account('bob')->tokens());
$show(fn () => $manager->account('bob')->tokens());
$show(fn () => $manager->refresh('bob'));
$show(fn () => $site->manager(refreshLeeway: 0)->account('bob')->tokens());
echo $requests();
?>
--EXPECT--
-- nobody
nobody: no_tokens, because of nothing said
nobody: no_tokens, because of nothing said
empty: no_tokens, because of nothing said
empty: no_tokens, because of nothing said
null: no_tokens, because of nothing said
null: no_tokens, because of nothing said
expired: no_refresh_token, because of nothing said
expired: no_refresh_token, because of nothing said
requests: 0
-- rejected
ann: invalid_grant, because of Coop\OAuthErrorException invalid_grant
requests: 1
-- cooling down
ann: invalid_grant, because of nothing said
ann: invalid_grant, because of nothing said
ann: invalid_grant, because of nothing said
requests: 1
stored: as before, listed: 1
-- ten minutes later
ann: invalid_grant, because of Coop\OAuthErrorException invalid_grant
requests: 2
listed: 2
-- a new login is used at once
tokens with a refresh token
requests: 3
listed: 1
-- what is still valid is given while a rejection cools down
tokens with a refresh token
tokens with a refresh token
bob: invalid_grant, because of nothing said
tokens with a refresh token
requests: 4
