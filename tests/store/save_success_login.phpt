--TEST--
A login is saved whatever was there, and notes when
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => '2020-01-01 00:00:00', 'eve' => null]);
$store = new Coop\PdoTokenStore($pdo);
$started = time();
var_dump($store->saveNewTokens('bob', tokens('a1', 'r1')));
echo row($pdo, 'bob'), "\n", row($pdo, 'eve'), "\n";
var_dump($store->saveNewTokens('bob', tokens('a1', 'r1')));
var_dump($store->saveNewTokens('bob', tokens('a2', null, '2031-01-01 00:00:00 UTC')));
echo row($pdo, 'bob'), "\n";

/* Strikes of before are forgotten, the lease of a running refresh is not. */
$pdo->exec("UPDATE coop_refresh SET done_ts = 5, fp = 'abc', strikes = 3, since_ts = 8, next_ts = 9, reason = 'invalid_grant',
    holder = 'me', until_ts = 77");
var_dump($store->saveNewTokens('bob', tokens('a3', 'r3')));
$companion = $pdo->query('SELECT * FROM coop_refresh')->fetchAll(PDO::FETCH_ASSOC);
echo count($companion), ' row, saved ', $companion[0]['done_ts'] - $started < 60 && $companion[0]['done_ts'] >= $started ? 'now' : 'another day', "\n";
unset($companion[0]['done_ts']);
unset($companion[0]['token_fp']);
echo json_encode(array_filter($companion[0])), "\n";
var_dump($pdo->inTransaction());
--EXPECT--
bool(true)
'a1' | '2030-01-02 03:04:05' | 'text' | 'r1'
'a-eve' | NULL | 'null' | 'r-eve'
bool(true)
bool(true)
'a2' | '2031-01-01 00:00:00' | 'text' | 'r1'
bool(true)
1 row, saved now
{"store":"users","user_key":"bob","holder":"me","until_ts":77}
bool(false)
