--TEST--
Names with quotes, spaces, dots, braces and question marks
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$names = ['my "users"; DROP TABLE x; --', 'e mail', 'access"token', '{expiry}', 'refresh?:token', 'owner.id', "pro'vider", "o'hara", 'UTC', 'coop "refresh" table'];
$quote = fn (string $name) => '"' . str_replace('"', '""', $name) . '"';
[$table, $id, $access, $expiry, $refresh, $owner, $provider, , , $companion] = array_map($quote, $names);
$pdo = new PDO('sqlite::memory:');
$pdo->exec("CREATE TABLE $table ($id TEXT PRIMARY KEY, $access TEXT, $expiry DATETIME, $refresh TEXT, $owner TEXT, $provider TEXT)");
$pdo->exec("INSERT INTO $table VALUES ('b''ob', 'a', '2020-01-01', 'r', '9', 'o''hara'), ('eve', 'a', '2020-01-01', 'r', '9', 'else')");
$store = new Coop\PdoTokenStore($pdo, ...$names);
$store->installSchema();
$stored = $store->getExpiringTokens()[0];
echo $stored->userId, ' ', $stored->resourceOwnerId, ' ', count($store->getExpiringTokens(null, 5, $stored)), "\n";
var_dump($store->saveNewTokens("b'ob", tokens('a1', 'r1'), $stored->tokens), $store->saveNewTokens("b'ob", tokens('a2', 'r2')));
echo $store->findTokens("b'ob")->tokens->refreshToken(), ' ', implode('|', $pdo->query("SELECT store, user_key FROM $companion WHERE user_key <> ''")->fetch(PDO::FETCH_NUM)), "\n";
$store->removeTokens("b'ob");
var_dump($store->findTokens("b'ob"), count($store->getTokensToReauthorize()), strlen($store->id()));
--EXPECT--
b'ob 9 0
bool(true)
bool(true)
r2 my "users"; DROP TABLE x; --:o'hara|b'ob
NULL
int(0)
int(36)
