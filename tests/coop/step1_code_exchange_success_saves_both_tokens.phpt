--TEST--
COOP, step 1: the code exchange gives access and refresh token, and both are saved on the user
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
$email = CoopServer::FARMERS[0];
$tokens = $site->logIn($email);

$stored = $site->store->findTokens($email);
var_dump($stored->tokens->accessToken() === $tokens->accessToken());
var_dump($stored->tokens->refreshToken() === $tokens->refreshToken());
var_dump($site->server->isAccessTokenLive($tokens->accessToken()), $site->server->isRefreshTokenLive($tokens->refreshToken()));
var_dump(abs($stored->tokens->expiresAt->getTimestamp() - time() - 86400) < 10);
echo implode(' ', $tokens->scope), "\n";
echo $site->manager->account($email)->me()['email'], "\n";
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
eggs-collect eggs-count profile
brent@farm.example
