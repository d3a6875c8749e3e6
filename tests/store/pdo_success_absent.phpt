--TEST--
Without PDO the classes are there, and take a function that cannot give one
--EXTENSIONS--
coop
--SKIPIF--
<?php
if (extension_loaded('pdo')) die('skip PDO is loaded');
?>
--FILE--
<?php
require __DIR__ . '/users.inc';
attempt(fn () => new Coop\PdoTokenStore(new stdClass()));
attempt(fn () => (new Coop\PdoTokenStore(fn () => new stdClass()))->findTokens('bob'));
attempt(fn () => new Coop\PdoLeases(new stdClass(), 'x'));
echo implode(' ', class_implements(Coop\PdoTokenStore::class)), "\n";
echo (new ReflectionClass(Coop\PdoTokenStore::class))->getConstructor()->getParameters()[0]->getType(), "\n";
--EXPECT--
TypeError: Coop\PdoTokenStore::__construct(): Argument #1 ($connection) must be of type PDO|Closure, stdClass given
Coop\StoreException: The function that opens the token store's connection must return a PDO, not stdClass
TypeError: Coop\PdoLeases::__construct(): Argument #1 ($connection) must be of type PDO|Closure, stdClass given
Coop\TokenStore
PDO|Closure
