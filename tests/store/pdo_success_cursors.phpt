--TEST--
No statement stays open: another connection can write, and open statements of the site do no harm
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$file = __DIR__ . '/pdo_success_cursors.sqlite';
@unlink($file);
$options = [PDO::ATTR_TIMEOUT => 0];
$pdo = users(['bob' => '2020-01-01', 'eve' => '2020-01-01', 'joe' => '2020-01-01'], 'DateTime', new PDO("sqlite:$file", null, null, $options));
$other = new PDO("sqlite:$file", null, null, $options);
$store = new Coop\PdoTokenStore($pdo);
$write = fn () => print($other->exec("UPDATE users SET firstName = 'x'") . " written by the other\n");
$store->saveNewTokens('bob', tokens('a', 'r'));
$write();
$store->getExpiringTokens(null, 1);
$write();
$store->findTokens('eve');
$write();
$store->getTokensToReauthorize();
$store->id();
$write();
attempt(fn () => $store->saveNewTokens('nobody', tokens('a', 'r')));
$write();

$reading = $pdo->query('SELECT email FROM users');
$reading->fetch();
var_dump($store->saveNewTokens('eve', tokens('a1', 'r1')));
var_dump(count($reading->fetchAll()));

echo "while the other is writing\n";
$other->exec('BEGIN IMMEDIATE');
$started = microtime(true);
attempt(fn () => $store->saveNewTokens('eve', tokens('a2', 'r2')));
echo microtime(true) - $started < 1 ? "at once\n" : "late\n";
echo $store->findTokens('eve')->tokens->accessToken(), "\n";
$other->exec('COMMIT');
var_dump($store->saveNewTokens('eve', tokens('a2', 'r2')), $pdo->inTransaction());
--EXPECT--
3 written by the other
3 written by the other
3 written by the other
3 written by the other
Coop\StoreException: The tokens of the user "nobody" could not be saved in the table "users": there is no row to change: insert one first
3 written by the other
bool(true)
int(2)
while the other is writing
Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 5 database is locked, user "eve"
  after PDOException
at once
a1
bool(true)
bool(false)
--CLEAN--
<?php
@unlink(__DIR__ . '/pdo_success_cursors.sqlite');
