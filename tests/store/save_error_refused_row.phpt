--TEST--
A row that does not take the tokens: triggers and constraints
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => '2020-01-01', 'eve' => '2020-01-01', 'joe' => '2020-01-01']);
$pdo->exec("CREATE TRIGGER t1 BEFORE UPDATE ON users WHEN old.email = 'bob' BEGIN SELECT RAISE(IGNORE); END");
$pdo->exec("CREATE TRIGGER t2 BEFORE UPDATE ON users WHEN old.email = 'eve' BEGIN SELECT RAISE(ABORT, 'not eve'); END");
$pdo->exec('CREATE UNIQUE INDEX u ON users (coopRefreshToken)');
$store = new Coop\PdoTokenStore($pdo);
foreach (['bob' => 'secret-r', 'eve' => 'secret-r', 'joe' => 'r-bob'] as $id => $refresh) {
    foreach ([null, tokens("a-$id", "r-$id")] as $replaces) {
        attempt(fn () => $store->saveNewTokens($id, tokens('secret-a', $refresh), $replaces));
    }
    echo row($pdo, $id), "\n";
}
var_dump($pdo->inTransaction());
attempt(fn () => $store->saveNewTokens('joe', tokens('a', 'r'), tokens('a-joe', 'r-joe')));

/* A view in place of the table: SQLite counts no changed rows there. */
$pdo = users(['bob' => '2020-01-01', 'eve' => '2020-01-01']);
$pdo->exec('CREATE VIEW logins AS SELECT * FROM users');
$pdo->exec("CREATE TRIGGER t INSTEAD OF UPDATE ON logins BEGIN UPDATE users SET coopAccessToken = new.coopAccessToken,
    coopAccessExpiresAt = new.coopAccessExpiresAt, coopRefreshToken = new.coopRefreshToken WHERE email = old.email; END");
$store = new Coop\PdoTokenStore($pdo, 'logins');
attempt(fn () => $store->saveNewTokens('bob', tokens('a1', 'r1'), tokens('a-bob', 'r-bob')));
attempt(fn () => $store->saveNewTokens('eve', tokens('a1', 'r1')));
attempt(fn () => $store->saveNewTokens('bob', tokens('a2', 'r2'), tokens('a-bob', 'r-bob')));
echo row($pdo, 'bob'), "\n", row($pdo, 'eve'), "\n";
--EXPECT--
Coop\StoreException: The tokens of the user "bob" could not be saved in the table "users": the row did not change, perhaps because of a trigger
Coop\StoreException: The tokens of the user "bob" could not be saved in the table "users": the row did not change, perhaps because of a trigger
'a-bob' | '2020-01-01' | 'text' | 'r-bob'
Coop\StoreException: The token store's database refused a statement: SQLSTATE[23000]: Integrity constraint violation: 19 not eve, user "eve"
  after PDOException
Coop\StoreException: The token store's database refused a statement: SQLSTATE[23000]: Integrity constraint violation: 19 not eve, user "eve"
  after PDOException
'a-eve' | '2020-01-01' | 'text' | 'r-eve'
Coop\StoreException: The token store's database refused a statement: SQLSTATE[23000]: Integrity constraint violation: 19 UNIQUE constraint failed: users.coopRefreshToken, user "joe"
  after PDOException
Coop\StoreException: The token store's database refused a statement: SQLSTATE[23000]: Integrity constraint violation: 19 UNIQUE constraint failed: users.coopRefreshToken, user "joe"
  after PDOException
'a-joe' | '2020-01-01' | 'text' | 'r-joe'
bool(false)
nothing thrown: true
nothing thrown: true
nothing thrown: true
nothing thrown: false
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
