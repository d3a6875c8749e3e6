--TEST--
Tokens that differ only in case, where the columns compare without regard to it
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = new PDO('sqlite::memory:');
$pdo->exec('CREATE TABLE users (email TEXT COLLATE NOCASE PRIMARY KEY, coopUserId INT, coopAccessToken TEXT COLLATE NOCASE, coopAccessExpiresAt DATETIME, coopRefreshToken TEXT COLLATE NOCASE)');
$pdo->exec("INSERT INTO users VALUES ('Bob@Example.com', 1, 'Access', '2020-01-01', 'Refresh')");
$store = new Coop\PdoTokenStore($pdo);
var_dump($store->saveNewTokens('bob@example.com', tokens('n', 'n'), tokens('access', 'Refresh')));
var_dump($store->saveNewTokens('bob@example.com', tokens('n', 'n'), tokens('Access', 'REFRESH')));
var_dump($store->saveNewTokens('bob@example.com', tokens('ACCESS', 'REFRESH'), tokens('Access', 'Refresh')));
/* The companion table knows the user as the row does. */
echo $store->findTokens('BOB@EXAMPLE.COM')->userId, ' ', $pdo->query('SELECT group_concat(user_key) FROM coop_refresh')->fetchColumn(), "\n";
$store->removeTokens('bob@example.COM');
var_dump($store->findTokens('Bob@Example.com'));
--EXPECT--
bool(false)
bool(false)
bool(true)
Bob@Example.com Bob@Example.com
NULL
