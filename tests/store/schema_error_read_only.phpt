--TEST--
A database that cannot be written is read, and says what it would take to write
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
require __DIR__ . '/../inc/pdo_constant.inc';
$file = __DIR__ . '/schema_error_read_only.sqlite';
@unlink($file);
users(['bob' => '2020-01-01'], 'DateTime', new PDO("sqlite:$file"));
$pdo = new PDO("sqlite:$file", null, null, [pdo_constant('Sqlite', 'ATTR_OPEN_FLAGS') => pdo_constant('Sqlite', 'OPEN_READONLY')]);
$store = new Coop\PdoTokenStore($pdo);
echo ids($store->getExpiringTokens()), ' ', $store->findTokens('bob')->userId, ' ', count($store->getTokensToReauthorize()), "\n";
foreach ([fn () => $store->saveNewTokens('bob', tokens('a', 'r')), fn () => $store->id(), fn () => $store->installSchema()] as $do) {
    try {
        $do();
    } catch (Coop\StoreException $e) {
        echo $e->getMessage(), "\n  ", $e->getPrevious()->getMessage(), "\n  sql: ", strtok($e->sql, "\n"), "\n";
    }
}
/* The SQL is all that it takes, apart from the right to write. */
(new PDO("sqlite:$file"))->exec($e->sql);
try {
    $store->saveNewTokens('bob', tokens('a', 'r'));
} catch (Coop\StoreException $e) {
    echo $e->getMessage(), "\n";
    var_dump($e->sql);
}
try {
    $store->installSchema();
} catch (Coop\StoreException $e) {
    echo $e->getMessage(), "\n  sql: ", $e->sql, "\n";
}
attempt(fn () => $store->removeTokens('bob'));
echo row($pdo, 'bob'), "\n";
--EXPECT--
bob bob 0
The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database
  sql: CREATE TABLE IF NOT EXISTS "coop_refresh" (
The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database
  sql: CREATE TABLE IF NOT EXISTS "coop_refresh" (
The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database
  sql: CREATE TABLE IF NOT EXISTS "coop_refresh" (
The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database, user "bob"
NULL
This database account may not make the index on the table "users": run the SQL of this exception ($sql) with an account that may
  sql: CREATE INDEX IF NOT EXISTS "coop_refresh_users_coopAccessExpiresAt" ON "users" ("coopAccessExpiresAt", "email")
Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database
  after PDOException
'a-bob' | '2020-01-01' | 'text' | 'r-bob'
--CLEAN--
<?php
@unlink(__DIR__ . '/schema_error_read_only.sqlite');
