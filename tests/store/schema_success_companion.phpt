--TEST--
The companion table is made by the first write, and again when it has gone
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$tables = fn () => $GLOBALS['pdo']->query("SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1)")->fetchColumn();
$pdo = users(['bob' => '2020-01-01']);
$store = new Coop\PdoTokenStore($pdo);
$store->getExpiringTokens();
$store->findTokens('bob');
$store->getTokensToReauthorize();
$store->removeTokens('stranger');
echo 'after reading: ', $tables(), "\n";
$store->saveNewTokens('bob', tokens('a', 'r'));
echo 'after writing: ', $tables(), "\n";
$pdo->exec('DROP TABLE coop_refresh');
attempt(fn () => $store->findTokens('bob')->userId);
attempt(fn () => $store->findTokens('bob')->userId);
echo $tables(), "\n";
attempt(fn () => $store->saveNewTokens('bob', tokens('a2', 'r2')));
echo $tables(), ', ', row($pdo, 'bob'), "\n";
$pdo->exec('DROP TABLE coop_refresh');
attempt(fn () => $store->saveNewTokens('bob', tokens('a3', 'r3')));
attempt(fn () => $store->saveNewTokens('bob', tokens('a3', 'r3')));
echo $tables(), ', ', row($pdo, 'bob'), "\n";
$pdo->exec('DROP TABLE coop_refresh');
echo strlen((new Coop\PdoTokenStore($pdo))->id()), ' ', $tables(), "\n";
--EXPECT--
after reading: users
after writing: coop_refresh users
Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 1 no such table: coop_refresh
  after PDOException
nothing thrown: 'bob'
users
nothing thrown: true
coop_refresh users, 'a2' | '2030-01-02 03:04:05' | 'text' | 'r2'
Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 1 no such table: coop_refresh
  after PDOException
nothing thrown: true
coop_refresh users, 'a3' | '2030-01-02 03:04:05' | 'text' | 'r3'
36 coop_refresh users
