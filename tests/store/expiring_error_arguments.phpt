--TEST--
getExpiringTokens() refuses bad arguments
--EXTENSIONS--
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
@@
