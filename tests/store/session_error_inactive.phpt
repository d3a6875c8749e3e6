--TEST--
Without an active session nothing is read or written
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
$_SESSION = ['coop_tokens' => ['access_token' => 'a', 'refresh_token' => 'r']];
$all = function () use ($store) {
    attempt(fn () => $store->findTokens('session'));
    attempt(fn () => $store->findTokens('bob'));
    attempt(fn () => $store->getExpiringTokens());
    attempt(fn () => $store->saveNewTokens('session', tokens('b')));
    attempt(fn () => $store->removeTokens('session'));
};
$all();
session_start();
$_SESSION['coop_tokens'] = ['access_token' => 'a', 'refresh_token' => 'r'];
attempt(fn () => $store->findTokens('session')->tokens->accessToken());
attempt(fn () => $store->saveNewTokens('bob', tokens('b')));
attempt(fn () => $store->saveNewTokens(1, tokens('b'), tokens('a')));
attempt(fn () => $store->getExpiringTokens(limit: 0));
attempt(fn () => Coop\SessionTokenStore::ofPhpSession(''));
foreach (['text', 5, [], ['access_token' => 5], ['nonsense' => 1], new stdClass()] as $_SESSION['coop_tokens']) {
    attempt(fn () => $store->findTokens('session'));
}
$_SESSION['coop_tokens'] = null;
attempt(fn () => $store->findTokens('session'));
session_write_close();
$all();
--EXPECT--
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
nothing thrown: 'a'
Coop\StoreException: A session has one user only: pass Coop\SessionTokenStore::USER as user id
Coop\StoreException: A session has one user only: pass Coop\SessionTokenStore::USER as user id
ValueError: Coop\SessionTokenStore::getExpiringTokens(): Argument #2 ($limit) must be at least 1
ValueError: Coop\SessionTokenStore::ofPhpSession(): Argument #1 ($key) cannot be empty
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
  after ValueError
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
  after ValueError
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
  after ValueError
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
nothing thrown: NULL
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
Coop\StoreException: The session is not active: call session_start() before you use Coop\SessionTokenStore
