--TEST--
Constructor arguments that cannot be right
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = new PDO('sqlite::memory:');
attempt(fn () => new Coop\PdoTokenStore());
attempt(fn () => new Coop\PdoTokenStore('sqlite::memory:'));
attempt(fn () => new Coop\PdoTokenStore(new stdClass()));
attempt(fn () => new Coop\PdoTokenStore('time'));
foreach (['table', 'userIdColumn', 'accessTokenColumn', 'expiresAtColumn', 'refreshTokenColumn', 'resourceOwnerIdColumn', 'timeZone', 'refreshTable'] as $argument) {
    attempt(fn () => new Coop\PdoTokenStore($pdo, ...[$argument => '']));
}
attempt(fn () => new Coop\PdoTokenStore($pdo, "us\0ers"));
attempt(fn () => new Coop\PdoTokenStore($pdo, providerColumn: 'p'));
attempt(fn () => new Coop\PdoTokenStore($pdo, provider: 'p'));
attempt(fn () => new Coop\PdoTokenStore($pdo, timeZone: 'Mars/Olympus'));
attempt(fn () => new Coop\PdoTokenStore($pdo, refreshTable: 'Users'));
attempt(fn () => new Coop\PdoLeases($pdo, ''));
attempt(fn () => new Coop\PdoLeases($pdo, str_repeat('x', 181)));
attempt(fn () => new Coop\PdoLeases($pdo, 'x', ''));
attempt(fn () => new Coop\PdoLeases(5, 'x'));
echo get_class(new Coop\PdoLeases($pdo, str_repeat('x', 180))), "\n";
--EXPECT--
ArgumentCountError: Coop\PdoTokenStore::__construct() expects at least 1 argument, 0 given
TypeError: Coop\PdoTokenStore::__construct(): Argument #1 ($connection) must be of type PDO|Closure, string given
TypeError: Coop\PdoTokenStore::__construct(): Argument #1 ($connection) must be of type PDO|Closure, stdClass given
TypeError: Coop\PdoTokenStore::__construct(): Argument #1 ($connection) must be of type PDO|Closure, string given
ValueError: Coop\PdoTokenStore::__construct(): Argument #2 ($table) cannot be empty
ValueError: Coop\PdoTokenStore::__construct(): Argument #3 ($userIdColumn) cannot be empty
ValueError: Coop\PdoTokenStore::__construct(): Argument #4 ($accessTokenColumn) cannot be empty
ValueError: Coop\PdoTokenStore::__construct(): Argument #5 ($expiresAtColumn) cannot be empty
ValueError: Coop\PdoTokenStore::__construct(): Argument #6 ($refreshTokenColumn) cannot be empty
ValueError: Coop\PdoTokenStore::__construct(): Argument #7 ($resourceOwnerIdColumn) cannot be empty
ValueError: Coop\PdoTokenStore::__construct(): Argument #10 ($timeZone) cannot be empty
ValueError: Coop\PdoTokenStore::__construct(): Argument #11 ($refreshTable) cannot be empty
ValueError: Coop\PdoTokenStore::__construct(): Argument #2 ($table) must not contain any null bytes
ValueError: Coop\PdoTokenStore::__construct(): Argument #9 ($provider) must be given together with argument #8 ($providerColumn), or neither of them
ValueError: Coop\PdoTokenStore::__construct(): Argument #9 ($provider) must be given together with argument #8 ($providerColumn), or neither of them
ValueError: Coop\PdoTokenStore::__construct(): Argument #10 ($timeZone) must be a time zone that PHP knows, such as "Europe/Berlin" (DateTimeZone::listIdentifiers() has all)
ValueError: Coop\PdoTokenStore::__construct(): Argument #11 ($refreshTable) must not be the same table as argument #2 ($table)
ValueError: Coop\PdoLeases::__construct(): Argument #2 ($name) cannot be empty
ValueError: Coop\PdoLeases::__construct(): Argument #2 ($name) must be at most 180 bytes long
ValueError: Coop\PdoLeases::__construct(): Argument #3 ($table) cannot be empty
TypeError: Coop\PdoLeases::__construct(): Argument #1 ($connection) must be of type PDO|Closure, int given
Coop\PdoLeases
