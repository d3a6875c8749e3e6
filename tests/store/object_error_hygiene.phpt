--TEST--
Objects are made once, not copied, not stored, and show no secrets
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => '2020-01-01']);
$objects = [
    new Coop\PdoTokenStore($pdo),
    new Coop\PdoLeases($pdo, 'x'),
    new Coop\SessionTokenStore(fn () => ['access_token' => 'SECRET'], fn () => null),
    Coop\SessionTokenStore::ofPhpSession(),
    new Coop\StoredTokens('bob', tokens('SECRET', 'SECRET')),
];
$arguments = [[$pdo], [$pdo, 'x'], [fn () => null, fn () => null], [fn () => null, fn () => null], ['eve', tokens('a')]];
foreach ($objects as $i => $object) {
    echo $object::class, "\n";
    attempt(fn () => $object->__construct(...$arguments[$i]));
    attempt(fn () => clone $object);
    attempt(fn () => serialize($object));
    attempt(fn () => $object->anything = 1);
    attempt(fn () => unserialize('O:' . strlen($object::class) . ':"' . $object::class . '":0:{}'));
    ob_start();
    var_dump($object, (array) $object);
    print_r($object);
    var_export($object);
    echo str_contains(ob_get_clean(), 'SECRET') ? "shown\n" : "not shown\n";
    attempt(fn () => (new ReflectionClass($object))->newInstanceWithoutConstructor());
}
var_dump($objects[0], $objects[1], $objects[2], $objects[4]);
attempt(fn () => $objects[4]->userId = 'eve');
var_dump($objects[0] == $objects[0], $objects[0] instanceof Coop\TokenStore);

/* Cycles are collected. */
$weak = [];
foreach (range(1, 3) as $_) {
    $holder = new stdClass();
    $holder->store = new Coop\PdoTokenStore(function () use ($holder) {
        return $holder->pdo;
    });
    $holder->pdo = users(['bob' => '2020-01-01']);
    $holder->leases = new Coop\PdoLeases(fn () => $holder->pdo, 'x');
    $holder->session = new Coop\SessionTokenStore(fn () => $holder, fn () => $holder);
    $holder->store->getExpiringTokens();
    $weak[] = WeakReference::create($holder);
}
unset($holder);
gc_collect_cycles();
var_dump(array_filter(array_map(fn ($one) => $one->get(), $weak)));
--EXPECT--
Coop\PdoTokenStore
Error: Coop\PdoTokenStore::__construct() cannot be called twice
Error: Trying to clone an uncloneable object of class Coop\PdoTokenStore
Exception: Serialization of 'Coop\PdoTokenStore' is not allowed
Error: Cannot create dynamic property Coop\PdoTokenStore::$anything
Exception: Unserialization of 'Coop\PdoTokenStore' is not allowed
not shown
ReflectionException: Class Coop\PdoTokenStore is an internal class marked as final that cannot be instantiated without invoking its constructor
Coop\PdoLeases
Error: Coop\PdoLeases::__construct() cannot be called twice
Error: Trying to clone an uncloneable object of class Coop\PdoLeases
Exception: Serialization of 'Coop\PdoLeases' is not allowed
Error: Cannot create dynamic property Coop\PdoLeases::$anything
Exception: Unserialization of 'Coop\PdoLeases' is not allowed
not shown
ReflectionException: Class Coop\PdoLeases is an internal class marked as final that cannot be instantiated without invoking its constructor
Coop\SessionTokenStore
Error: Coop\SessionTokenStore::__construct() cannot be called twice
Error: Trying to clone an uncloneable object of class Coop\SessionTokenStore
Exception: Serialization of 'Coop\SessionTokenStore' is not allowed
Error: Cannot create dynamic property Coop\SessionTokenStore::$anything
Exception: Unserialization of 'Coop\SessionTokenStore' is not allowed
not shown
ReflectionException: Class Coop\SessionTokenStore is an internal class marked as final that cannot be instantiated without invoking its constructor
Coop\SessionTokenStore
Error: Coop\SessionTokenStore::__construct() cannot be called twice
Error: Trying to clone an uncloneable object of class Coop\SessionTokenStore
Exception: Serialization of 'Coop\SessionTokenStore' is not allowed
Error: Cannot create dynamic property Coop\SessionTokenStore::$anything
Exception: Unserialization of 'Coop\SessionTokenStore' is not allowed
not shown
ReflectionException: Class Coop\SessionTokenStore is an internal class marked as final that cannot be instantiated without invoking its constructor
Coop\StoredTokens
Error: Coop\StoredTokens::__construct() cannot be called twice
Error: Trying to clone an uncloneable object of class Coop\StoredTokens
Exception: Serialization of 'Coop\StoredTokens' is not allowed
Error: Cannot create dynamic property Coop\StoredTokens::$anything
Exception: Unserialization of 'Coop\StoredTokens' is not allowed
not shown
ReflectionException: Class Coop\StoredTokens is an internal class marked as final that cannot be instantiated without invoking its constructor
object(Coop\PdoTokenStore)#2 (0) {
}
object(Coop\PdoLeases)#3 (0) {
}
object(Coop\SessionTokenStore)#4 (0) {
}
object(Coop\StoredTokens)#8 (5) {
  ["userId"]=>
  string(3) "bob"
  ["tokens"]=>
  object(Coop\TokenSet)#9 (5) {
    ["tokenType"]=>
    string(6) "Bearer"
    ["expiresAt"]=>
    object(DateTimeImmutable)#10 (3) {
      ["date"]=>
      string(26) "2030-01-02 03:04:05.000000"
      ["timezone_type"]=>
      int(3)
      ["timezone"]=>
      string(3) "UTC"
    }
    ["scope"]=>
    NULL
    ["receivedAt"]=>
    NULL
    ["refreshTokenExpiresAt"]=>
    NULL
  }
  ["reauthorizationRequired"]=>
  bool(false)
  ["reason"]=>
  NULL
  ["resourceOwnerId"]=>
  NULL
}
Error: Cannot modify readonly property Coop\StoredTokens::$userId
bool(true)
bool(true)
array(0) {
}
