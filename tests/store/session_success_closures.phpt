--TEST--
Tokens in any session, through two functions
--EXTENSIONS--
coop
--FILE--
<?php
require __DIR__ . '/users.inc';
$kept = null;
$store = new Coop\SessionTokenStore(
    function () use (&$kept): ?array {
        echo '  (read)';
        return $kept;
    },
    function (?array $tokens) use (&$kept): void {
        echo '  (write ', json_encode($tokens), ')';
        $kept = $tokens;
    });
$user = Coop\SessionTokenStore::USER;
var_dump($store->findTokens($user));
var_dump($store->saveNewTokens($user, tokens('a1', 'r1', null)));
var_dump($store->saveNewTokens($user, tokens('a2', null, null), tokens('a1', 'r1')));
var_dump($store->saveNewTokens($user, tokens('a3', null, null), tokens('a1', 'r1')));
var_dump($store->findTokens($user)->tokens->refreshToken());
var_dump(ids($store->getExpiringTokens()));
$store->removeTokens($user);
var_dump($kept, $store->findTokens($user));
--EXPECT--
(read)NULL
  (read)  (write {"access_token":"a1","token_type":"Bearer","refresh_token":"r1"})bool(true)
  (read)  (write {"access_token":"a2","token_type":"Bearer","refresh_token":"r1"})bool(true)
  (read)bool(false)
  (read)string(2) "r1"
  (read)string(7) "session"
  (read)  (write null)  (read)NULL
NULL
