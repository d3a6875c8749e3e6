--TEST--
With $replaces tokens are saved only over exactly those
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => '2020-01-01 00:00:00']);
$store = new Coop\PdoTokenStore($pdo);
$old = $store->findTokens('bob')->tokens;
var_dump($store->saveNewTokens('bob', tokens('a1', 'r1'), $old));
echo row($pdo, 'bob'), "\n";

echo "superseded: ";
var_dump($store->saveNewTokens('bob', tokens('a2', 'r2'), $old));
echo "access token differs: ";
var_dump($store->saveNewTokens('bob', tokens('a2', 'r2'), tokens('a0', 'r1')));
echo "refresh token differs: ";
var_dump($store->saveNewTokens('bob', tokens('a2', 'r2'), tokens('a1', 'r0')));
echo "only case differs: ";
var_dump($store->saveNewTokens('bob', tokens('a2', 'r2'), tokens('A1', 'r1')), $store->saveNewTokens('bob', tokens('a2', 'r2'), tokens('a1', 'R1')));
echo "a space more: ";
var_dump($store->saveNewTokens('bob', tokens('a2', 'r2'), tokens('a1', 'r1 ')));
echo "without the refresh token: ";
var_dump($store->saveNewTokens('bob', tokens('a2', 'r2'), tokens('a1')));
echo "nobody: ";
var_dump($store->saveNewTokens('nobody', tokens('a2', 'r2'), tokens('a1', 'r1')));
echo row($pdo, 'bob'), "\n";

echo "our own tokens are there already: ";
var_dump($store->saveNewTokens('bob', tokens('a1', 'r1'), $old));
echo "answer without a refresh token: ";
var_dump($store->saveNewTokens('bob', tokens('a2'), tokens('a1', 'r1')));
echo row($pdo, 'bob'), "\n";
echo "and the same once more: ";
var_dump($store->saveNewTokens('bob', tokens('a2'), tokens('a1', 'r1')));
var_dump($pdo->inTransaction());
--EXPECT--
bool(true)
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
superseded: bool(false)
access token differs: bool(false)
refresh token differs: bool(false)
only case differs: bool(false)
bool(false)
a space more: bool(false)
without the refresh token: bool(false)
nobody: bool(false)
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
our own tokens are there already: bool(true)
answer without a refresh token: bool(true)
'a2' | '2030-01-02 03:04:05' | 'text' | 'r1'
and the same once more: bool(true)
bool(false)
