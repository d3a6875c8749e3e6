--TEST--
NULL and '' are the same absence
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
foreach ([null, ''] as $absent) {
    $pdo = users_table(new PDO('sqlite::memory:'));
    add_user($pdo, 'bob', $absent, 'r0', $absent);
    add_user($pdo, 'eve', $absent, $absent, 'a0');
    $store = new Coop\PdoTokenStore($pdo);
    $bob = $store->findTokens('bob')->tokens;
    $eve = $store->findTokens('eve')->tokens;
    var_dump($store->saveNewTokens('bob', tokens('a1', 'r1'), $bob), $store->saveNewTokens('eve', tokens('a1', 'r1'), $eve));
    echo row($pdo, 'bob'), "\n", row($pdo, 'eve'), "\n";
    var_dump($store->saveNewTokens('bob', tokens('a2', 'r2'), $bob), $store->saveNewTokens('eve', tokens('a2', 'r2'), $eve));
}
--EXPECT--
bool(true)
bool(true)
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
bool(false)
bool(false)
bool(true)
bool(true)
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
bool(false)
bool(false)
