--TEST--
A login of an unknown user is an error, and nothing is left behind
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => null]);
$store = new Coop\PdoTokenStore($pdo);
attempt(fn () => $store->saveNewTokens('eve', tokens('secret-a', 'secret-r')));
attempt(fn () => $store->saveNewTokens('', tokens('secret-a', 'secret-r')));
attempt(fn () => $store->saveNewTokens(5, tokens('secret-a', 'secret-r')));
var_dump($pdo->inTransaction(), $pdo->query('SELECT count(*) FROM coop_refresh')->fetchColumn());
attempt(fn () => $store->saveNewTokens('bob', tokens('a', 'r')));
attempt(fn () => $store->saveNewTokens([], tokens('a', 'r')));
attempt(fn () => $store->saveNewTokens('bob', 'a'));
attempt(fn () => $store->saveNewTokens('bob', tokens('a', 'r'), 'a'));
--EXPECT--
Coop\StoreException: The tokens of the user "eve" could not be saved in the table "users": there is no row to change: insert one first
Coop\StoreException: The tokens of the user "" could not be saved in the table "users": there is no row to change: insert one first
Coop\StoreException: The tokens of the user "5" could not be saved in the table "users": there is no row to change: insert one first
bool(false)
int(0)
nothing thrown: true
TypeError: Coop\PdoTokenStore::saveNewTokens(): Argument #1 ($userId) must be of type string|int, array given
TypeError: Coop\PdoTokenStore::saveNewTokens(): Argument #2 ($tokens) must be of type Coop\TokenSet, string given
TypeError: Coop\PdoTokenStore::saveNewTokens(): Argument #3 ($replaces) must be of type ?Coop\TokenSet, string given
