--TEST--
COOP, step 4: the refresh grant needs no redirect URI
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
$tokens = $site->logIn(CoopServer::FARMERS[0]);

$client = new Coop\Client(Coop\Provider::coop($site->server->url), CoopServer::CLIENT_ID, CoopServer::CLIENT_SECRET);
$fresh = $client->refresh($tokens);
var_dump($fresh->accessToken() !== $tokens->accessToken(), $fresh->refreshToken() !== $tokens->refreshToken());
var_dump($site->server->isRefreshTokenLive($fresh->refreshToken()), $site->server->isRefreshTokenLive($tokens->refreshToken()));
echo implode(' ', $fresh->scope), "\n";
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(false)
eggs-collect eggs-count profile
