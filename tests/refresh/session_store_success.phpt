--TEST--
Tokens in a session: accounts refresh them there; without a session nothing is sent
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
ob_start(); // so that the session can start after output
$site = new Site();
$seed = static function (int $expiresIn) use ($site): array {
    [$login] = $site->server->seed();
    return ['access_token' => $login['access_token'], 'refresh_token' => $login['refresh_token'], 'token_type' => 'Bearer', 'expires_at' => time() + $expiresIn];
};
echo "-- closures\n";
$session = $seed(-1);
$old = $session['refresh_token'];
$store = new Coop\SessionTokenStore(function () use (&$session): ?array { return $session; }, function (?array $tokens) use (&$session): void { $session = $tokens; });
$manager = new Coop\TokenManager($site->client(), $store);
$account = $manager->account(Coop\SessionTokenStore::USER);
$tokens = $account->tokens();
echo $tokens->refreshToken() !== $old && $site->server->isLive($tokens->refreshToken()) && $session['refresh_token'] === $tokens->refreshToken() ? 'refreshed and saved' : 'wrong', "\n";
echo $account->tokens()->equals($tokens) ? 'the same' : 'another', ', ', $account->request('GET', '/api/x')->status, "\n";
$site->server->expireAccessTokens();
echo $account->request('GET', '/api/x')->status, " for tokens that were saved just now\n";
$session['received_at'] -= 1000;
echo $account->request('GET', '/api/x')->status, ', ', $site->server->isLive($session['refresh_token']) ? 'alive' : 'dead', ', ', $site->server->uses($tokens->refreshToken()), " use\n";
echo "-- rejected\n";
$site->server->revoke($session['refresh_token']);
$session['expires_at'] = time() - 1;
for ($n = 0; $n < 2; $n++) {
    try {
        $account->tokens();
    } catch (Coop\ReauthorizationRequiredException $e) {
        echo $e->reason, ', ', isset($session['refresh_token']) ? 'kept' : 'forgotten', "\n";
    }
}
echo "-- nobody is logged in\n";
$session = null;
try {
    $account->tokens();
} catch (Coop\ReauthorizationRequiredException $e) {
    echo $e->reason, "\n";
}
echo "-- PHP's session\n";
$store = Coop\SessionTokenStore::ofPhpSession();
$account = (new Coop\TokenManager($site->client(), $store))->account(Coop\SessionTokenStore::USER);
$_SESSION = ['coop_tokens' => $seed(-1)];
$requests = $site->server->stats()['requests'];
try {
    $account->tokens();
} catch (Coop\StoreException $e) {
    echo get_class($e), ', ', $site->server->stats()['requests'] - $requests, " requests\n";
}
ini_set('session.use_cookies', '0');
ini_set('session.cache_limiter', '');
session_save_path($site->folder);
session_id('cooptest');
session_start();
$_SESSION['coop_tokens'] = $seed(-1);
$tokens = $account->tokens();
echo $_SESSION['coop_tokens']['refresh_token'] === $tokens->refreshToken() && $site->server->isLive($tokens->refreshToken()) ? 'refreshed and saved' : 'wrong', "\n";
session_write_close();
$_SESSION = [];
session_start();
echo $account->tokens()->equals($tokens) ? 'there in the next page' : 'lost', "\n";
echo "-- the session is closed during the request\n";
$_SESSION['coop_tokens'] = $seed(-1);
$client = $site->client(transport: function (): Coop\Response {
    session_write_close();
    return new Coop\Response(200, [], '{"access_token":"a","refresh_token":"r","token_type":"bearer"}');
});
try {
    (new Coop\TokenManager($client, $store))->account(Coop\SessionTokenStore::USER)->tokens();
} catch (Coop\StoreException $e) {
    echo get_class($e), "\n";
}
?>
--EXPECT--
-- closures
refreshed and saved
the same, 200
401 for tokens that were saved just now
200, alive, 1 use
-- rejected
invalid_grant, kept
invalid_grant, kept
-- nobody is logged in
no_tokens
-- PHP's session
Coop\StoreException, 0 requests
refreshed and saved
there in the next page
-- the session is closed during the request
Coop\StoreException
