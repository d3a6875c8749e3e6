--TEST--
Functions that throw or give something else
--EXTENSIONS--
coop
--FILE--
<?php
require __DIR__ . '/users.inc';
foreach ([fn () => 'text', fn () => ['access_token' => []], fn () => throw new RuntimeException('broken'), fn () => throw new TypeError('broken'),
    fn () => throw new Coop\StoreException('broken')] as $read) {
    $store = new Coop\SessionTokenStore($read, fn ($tokens) => print("written\n"));
    attempt(fn () => $store->findTokens('session'));
    attempt(fn () => $store->saveNewTokens('session', tokens('a')));
    attempt(fn () => $store->removeTokens('session'));
}
$store = new Coop\SessionTokenStore(fn () => null, fn ($tokens) => throw new RuntimeException('full'));
attempt(fn () => $store->saveNewTokens('session', tokens('a')));
attempt(fn () => new Coop\SessionTokenStore('time', 'time'));
attempt(fn () => new Coop\SessionTokenStore(fn () => null));
--EXPECT--
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
written
nothing thrown: NULL
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
  after ValueError
Coop\StoreException: The session has something else than an array of Coop\TokenSet::toArray(): remove it, or give the store another key
  after ValueError
written
nothing thrown: NULL
Coop\StoreException: The closure of the session store failed and threw RuntimeException: see getPrevious()
  after RuntimeException
Coop\StoreException: The closure of the session store failed and threw RuntimeException: see getPrevious()
  after RuntimeException
Coop\StoreException: The closure of the session store failed and threw RuntimeException: see getPrevious()
  after RuntimeException
TypeError: broken
TypeError: broken
TypeError: broken
Coop\StoreException: broken
Coop\StoreException: broken
Coop\StoreException: broken
Coop\StoreException: The closure of the session store failed and threw RuntimeException: see getPrevious()
  after RuntimeException
TypeError: Coop\SessionTokenStore::__construct(): Argument #1 ($read) must be of type Closure, string given
ArgumentCountError: Coop\SessionTokenStore::__construct() expects exactly 2 arguments, 1 given
