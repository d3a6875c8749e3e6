--TEST--
Tokens in PHP's own session
--EXTENSIONS--
coop
session
--INI--
session.use_cookies=0
session.cache_limiter=
session.save_path={TMP}
--FILE--
<?php
require __DIR__ . '/users.inc';
$store = Coop\SessionTokenStore::ofPhpSession();
session_start();
$_SESSION = [];
$user = Coop\SessionTokenStore::USER;
var_dump($user, $store->findTokens($user), $store->getExpiringTokens());
var_dump($store->saveNewTokens($user, Coop\TokenSet::fromArray(['access_token' => 'a1', 'refresh_token' => 'r1', 'expires_at' => 1577836800, 'scope' => 'eggs-count profile', 'extra' => ['x' => 1]])));
var_dump($_SESSION);
$stored = $store->findTokens($user);
echo $stored->userId, ' ', $stored->tokens->refreshToken(), ' ', json_encode([$stored->tokens->scope, $stored->tokens->extra(), $stored->reauthorizationRequired]), "\n";
var_dump($store->findTokens('bob'), $store->findTokens(1));
echo ids($store->getExpiringTokens()), ', before: ', ids($store->getExpiringTokens(date_of('2019-01-01'))), ', after: ', ids($store->getExpiringTokens(null, 5, $stored)), "\n";

echo "conditional\n";
var_dump($store->saveNewTokens($user, tokens('a2'), tokens('a1', 'r0')));
var_dump($store->saveNewTokens($user, tokens('a2'), tokens('a1', 'r1')));
echo json_encode($_SESSION['coop_tokens']), "\n";
var_dump($store->saveNewTokens($user, tokens('a3', 'r3'), $stored->tokens));

echo "the session is the one of now\n";
$kept = $_SESSION;
$_SESSION = ['other' => 1];
var_dump($store->findTokens($user));
$reference = &$_SESSION['coop_tokens'];
$_SESSION['coop_tokens'] = $kept['coop_tokens'];
echo $store->findTokens($user)->tokens->accessToken(), "\n";
$copy = $_SESSION;
$store->saveNewTokens($user, tokens('a4', 'r4'));
unset($reference);
$other = Coop\SessionTokenStore::ofPhpSession('12');
$other->saveNewTokens($user, tokens('twelve'));
echo json_encode($_SESSION), "\n";
$store->removeTokens('bob');
$store->removeTokens($user);
$store->removeTokens($user);
echo json_encode($_SESSION), "\n";
var_dump($store->findTokens($user), $store->saveNewTokens($user, tokens('a5'), tokens('a4', 'r4')));
session_destroy();
--EXPECT--
string(7) "session"
NULL
array(0) {
}
bool(true)
array(1) {
  ["coop_tokens"]=>
  array(6) {
    ["access_token"]=>
    string(2) "a1"
    ["token_type"]=>
    string(6) "Bearer"
    ["refresh_token"]=>
    string(2) "r1"
    ["scope"]=>
    array(2) {
      [0]=>
      string(10) "eggs-count"
      [1]=>
      string(7) "profile"
    }
    ["expires_at"]=>
    int(1577836800)
    ["extra"]=>
    array(1) {
      ["x"]=>
      int(1)
    }
  }
}
session r1 [["eggs-count","profile"],{"x":1},false]
NULL
NULL
session, before: , after: 
conditional
bool(false)
bool(true)
{"access_token":"a2","token_type":"Bearer","expires_at":1893553445,"refresh_token":"r1"}
bool(false)
the session is the one of now
NULL
a2
{"other":1,"coop_tokens":{"access_token":"a4","token_type":"Bearer","refresh_token":"r4","expires_at":1893553445},"12":{"access_token":"twelve","token_type":"Bearer","expires_at":1893553445}}
{"other":1,"12":{"access_token":"twelve","token_type":"Bearer","expires_at":1893553445}}
NULL
bool(false)
