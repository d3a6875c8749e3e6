--TEST--
COOP: its ways to say no to an API call
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
[$brent, $edgar] = CoopServer::FARMERS;
$site->logIn($brent);
$site->logIn($edgar);
$account = $site->manager->account($brent);
$sent = fn () => count($site->server->tokenRequests());

// no token: status 200 and an error
$response = $site->client->request('GET', '/api/me');
echo $response->status, ' ', $response->json()['error'], "\n";

// a scope that was not granted: 403, no refresh
$before = $sent();
try {
    $account->perform(Coop\Action::BarnUnlock);
} catch (Coop\ApiErrorException $e) {
    echo $e->status, ' ', $e->error, "\n";
}
// another user's id: 401 that a refresh cannot cure
$id = $site->manager->account($edgar)->me()['id'];
$response = $account->request('POST', "/api/$id/eggs-count");
echo $response->status, ' ', $response->json()['error_message'], "\n";
var_dump($sent() - $before);

// an access token that the server has forgotten: one refresh, and the call works; not if it was saved just now
$site->server->expireAccessTokens();
try {
    $account->me();
} catch (Coop\ApiErrorException $e) {
    echo $e->status, ' ', $e->error, "\n";
}
$site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 10000');
echo $account->me()['email'], "\n";
var_dump($sent() - $before);

// a wrong client secret
$stranger = new Coop\Client(Coop\Provider::coop($site->server->url), CoopServer::CLIENT_ID, 'wrong');
try {
    $stranger->clientCredentials();
} catch (Coop\OAuthErrorException $e) {
    echo $e->status, ' ', $e->error, "\n";
}
?>
--EXPECTF--
200 access_denied
403 insufficient_scope
401 %s
int(0)
401 invalid_token
brent@farm.example
int(1)
400 invalid_client
