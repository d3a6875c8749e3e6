--TEST--
Tokens are not saved inside a transaction of the caller's, however it was opened
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';

/** Whether PDO knows of a transaction that SQL has begun depends on its version, and with that what the exception comes after. */
function refused(callable $save): void
{
    try {
        $save();
        echo "saved\n";
    } catch (Coop\StoreException $e) {
        echo $e->getMessage(), "\n";
    }
}

$pdo = users(['bob' => '2020-01-01 00:00:00']);
$store = new Coop\PdoTokenStore($pdo);
foreach (['before the companion table is there', 'after'] as $when) {
    echo $when, "\n";
    $pdo->beginTransaction();
    refused(fn () => $store->saveNewTokens('bob', tokens('secret', 'secret')));
    refused(fn () => $store->saveNewTokens('bob', tokens('secret', 'secret'), tokens('a-bob', 'r-bob')));
    var_dump($pdo->inTransaction(), $store->findTokens('bob')->userId, count($store->getExpiringTokens()));
    $pdo->rollBack();
    $pdo->exec('BEGIN');
    refused(fn () => $store->saveNewTokens('bob', tokens('secret', 'secret')));
    echo row($pdo, 'bob'), "\n";
    $pdo->exec('COMMIT');
    $store->installSchema();
}
echo "the id is not made in one either\n";
$pdo->beginTransaction();
refused(fn () => $store->id());
$pdo->rollBack();
$id = $store->id();
$pdo->beginTransaction();
var_dump((new Coop\PdoTokenStore($pdo))->id() === $id);
$pdo->rollBack();
echo "forgetting and installing go with the caller's transaction\n";
$pdo->beginTransaction();
$store->removeTokens('bob');
(new Coop\PdoTokenStore($pdo, refreshTable: 'other_refresh'))->installSchema();
$pdo->rollBack();
echo row($pdo, 'bob'), "\n";
var_dump($pdo->query("SELECT count(*) FROM sqlite_master WHERE name = 'other_refresh'")->fetchColumn());
var_dump($store->saveNewTokens('bob', tokens('a', 'r')));
--EXPECT--
before the companion table is there
A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
bool(true)
string(3) "bob"
int(1)
A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
after
A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
bool(true)
string(3) "bob"
int(1)
A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
the id is not made in one either
A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
bool(true)
forgetting and installing go with the caller's transaction
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
int(0)
bool(true)
