--TEST--
getExpiringTokens() refuses bad arguments
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$store = new Coop\PdoTokenStore(users([]));
attempt(fn () => $store->getExpiringTokens(limit: 0));
attempt(fn () => $store->getExpiringTokens(limit: -1));
attempt(fn () => $store->getExpiringTokens('today'));
attempt(fn () => $store->getExpiringTokens(after: new stdClass()));
attempt(fn () => $store->getTokensToReauthorize(0));
attempt(fn () => $store->getExpiringTokens(limit: PHP_INT_MAX));
--EXPECT--
ValueError: Coop\PdoTokenStore::getExpiringTokens(): Argument #2 ($limit) must be at least 1
ValueError: Coop\PdoTokenStore::getExpiringTokens(): Argument #2 ($limit) must be at least 1
TypeError: Coop\PdoTokenStore::getExpiringTokens(): Argument #1 ($before) must be of type ?DateTimeInterface, string given
TypeError: Coop\PdoTokenStore::getExpiringTokens(): Argument #3 ($after) must be of type ?Coop\StoredTokens, stdClass given
ValueError: Coop\PdoTokenStore::getTokensToReauthorize(): Argument #1 ($limit) must be at least 1
nothing thrown: array (
)
