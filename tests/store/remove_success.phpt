--TEST--
removeTokens() forgets the tokens and keeps the user
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => '2020-01-01 00:00:00', 'eve' => '2020-01-01 00:00:00', '42' => '2020-01-01 00:00:00']);
$store = new Coop\PdoTokenStore($pdo);
$store->removeTokens('bob');
$store->removeTokens(42);
$store->removeTokens('stranger');
echo row($pdo, 'bob'), "\n", row($pdo, '42'), "\n", row($pdo, 'eve'), "\n", ids($store->getExpiringTokens()), "\n";
var_dump($store->findTokens('bob'), $store->saveNewTokens('bob', tokens('late', 'late'), tokens('a-bob', 'r-bob')));

echo "columns that may not be null:\n";
$pdo = new PDO('sqlite::memory:');
$pdo->exec("CREATE TABLE users (email TEXT PRIMARY KEY, coopUserId INT, coopAccessToken TEXT NOT NULL, coopAccessExpiresAt DATETIME NOT NULL, coopRefreshToken TEXT NOT NULL)");
$pdo->exec("INSERT INTO users VALUES ('bob', 7, 'a', '2020-01-01', 'r')");
$store = new Coop\PdoTokenStore($pdo);
$store->removeTokens('bob');
echo row($pdo, 'bob'), "\n";
var_dump($store->saveNewTokens('bob', tokens('a', 'r')));
--EXPECT--
NULL | NULL | 'null' | NULL
NULL | NULL | 'null' | NULL
'a-eve' | '2020-01-01 00:00:00' | 'text' | 'r-eve'
eve
NULL
bool(false)
columns that may not be null:
'' | '' | 'text' | ''
bool(true)
