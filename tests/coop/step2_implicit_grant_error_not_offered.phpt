--TEST--
COOP, step 2: the implicit grant is not offered, because it gives no refresh token
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
$session = [];
try {
    $site->client->authorizationUrl($session, ['profile'], ['response_type' => 'token']);
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
var_dump($session);

// what the server answers to it: no refresh token, and the access token in the URL
$url = str_replace('response_type=code', 'response_type=token', $site->client->authorizationUrl($session, ['profile']));
$callback = $site->server->authorize($url);
var_dump(str_contains($callback, 'access_token='), str_contains($callback, 'refresh_token='));
try {
    $site->client->readCallback($session, $callback);
} catch (Coop\CallbackException $e) {
    echo $e->reason, "\n";
}
?>
--EXPECT--
Coop\Client::authorizationUrl(): Argument #3 ($parameters) must not have "response_type", which the extension sets itself
array(0) {
}
bool(true)
bool(false)
state_missing
