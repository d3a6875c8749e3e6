--TEST--
A table or column that is missing is named, and what to do
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => '2020-01-01']);
attempt(fn () => (new Coop\PdoTokenStore($pdo, 'people'))->getExpiringTokens());
attempt(fn () => (new Coop\PdoTokenStore($pdo, 'people'))->findTokens('bob'));
attempt(fn () => (new Coop\PdoTokenStore($pdo, 'people'))->saveNewTokens('bob', tokens('a', 'r')));
attempt(fn () => (new Coop\PdoTokenStore($pdo, 'people'))->removeTokens('bob'));
attempt(fn () => (new Coop\PdoTokenStore($pdo, 'people'))->installSchema());
attempt(fn () => (new Coop\PdoTokenStore($pdo, 'people'))->getTokensToReauthorize());
foreach (['userIdColumn', 'accessTokenColumn', 'expiresAtColumn', 'refreshTokenColumn', 'resourceOwnerIdColumn'] as $argument) {
    attempt(fn () => (new Coop\PdoTokenStore($pdo, ...[$argument => 'nope']))->findTokens('bob'));
}
attempt(fn () => (new Coop\PdoTokenStore($pdo, providerColumn: 'nope', provider: 'coop'))->findTokens('bob'));
attempt(fn () => (new Coop\PdoTokenStore($pdo, 'USERS', 'EMAIL', resourceOwnerIdColumn: null))->findTokens('bob')->resourceOwnerId);

echo "a store looks again after a failure\n";
$store = new Coop\PdoTokenStore($pdo, 'later');
attempt(fn () => $store->findTokens('bob'));
$pdo->exec('CREATE TABLE later AS SELECT * FROM users');
echo $store->findTokens('bob')->userId, "\n";
$pdo->exec('DROP TABLE later');
attempt(fn () => $store->findTokens('bob'));
attempt(fn () => $store->findTokens('bob'));
--EXPECT--
Coop\StoreException: There is no table "people" where this connection looks: mend $table (without a schema), or the search_path or DSN
Coop\StoreException: There is no table "people" where this connection looks: mend $table (without a schema), or the search_path or DSN
Coop\StoreException: There is no table "people" where this connection looks: mend $table (without a schema), or the search_path or DSN
Coop\StoreException: There is no table "people" where this connection looks: mend $table (without a schema), or the search_path or DSN
Coop\StoreException: There is no table "people" where this connection looks: mend $table (without a schema), or the search_path or DSN
Coop\StoreException: There is no table "people" where this connection looks: mend $table (without a schema), or the search_path or DSN
Coop\StoreException: The table "users" has no column "nope": add it, or give PdoTokenStore the right name as $userIdColumn
Coop\StoreException: The table "users" has no column "nope": add it, or give PdoTokenStore the right name as $accessTokenColumn
Coop\StoreException: The table "users" has no column "nope": add it, or give PdoTokenStore the right name as $expiresAtColumn
Coop\StoreException: The table "users" has no column "nope": add it, or give PdoTokenStore the right name as $refreshTokenColumn
Coop\StoreException: The table "users" has no column "nope": add it, or give PdoTokenStore the right name as $resourceOwnerIdColumn (null if there is none)
Coop\StoreException: The table "users" has no column "nope": add it, or give PdoTokenStore the right name as $providerColumn
nothing thrown: NULL
a store looks again after a failure
Coop\StoreException: There is no table "later" where this connection looks: mend $table (without a schema), or the search_path or DSN
bob
Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 1 no such table: later
  after PDOException
Coop\StoreException: There is no table "later" where this connection looks: mend $table (without a schema), or the search_path or DSN
