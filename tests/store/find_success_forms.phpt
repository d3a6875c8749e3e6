--TEST--
findTokens() by text and number, and what it knows of the user
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$store = new Coop\PdoTokenStore(users(['bob@example.com' => '2030-01-01 00:00:00', '42' => '2030-01-01 00:00:00']));
var_dump($store->findTokens('bob@example.com'));
var_dump($store->findTokens(42)->userId, $store->findTokens('042'), $store->findTokens('BOB@example.com'));

/* Ids that are numbers, in columns of any type, without a resource owner's column. */
foreach (['INTEGER PRIMARY KEY', 'INT UNIQUE', 'TEXT UNIQUE', 'UNIQUE', 'NUMERIC UNIQUE', 'VARCHAR(20) COLLATE NOCASE UNIQUE'] as $type) {
    $pdo = new PDO('sqlite::memory:');
    $pdo->exec("CREATE TABLE accounts (id $type, access TEXT, ends INTEGER, refresh TEXT)");
    $pdo->exec("INSERT INTO accounts VALUES (9, 'a9', 5, 'r9'), (10, 'a10', 5, 'r10'), (11, 'a11', 5, 'r11')");
    $store = new Coop\PdoTokenStore($pdo, 'accounts', 'id', 'access', 'ends', 'refresh', null);
    $found = [$store->findTokens(10), $store->findTokens('10')];
    $saved = $store->saveNewTokens(10, tokens('new', 'new-r'), $found[0]->tokens);
    $stored = $store->getExpiringTokens(date_of('2020-01-01'), 1);
    $rest = $store->getExpiringTokens(date_of('2020-01-01'), 9, $stored[0]);
    $keys = $pdo->query("SELECT quote(user_key) FROM coop_refresh WHERE user_key <> ''")->fetchAll(PDO::FETCH_COLUMN);
    printf("%-34s %s %s %s %s, then %s, %s\n", $type, $found[0]->userId, $found[1]->userId, var_export($saved, true), ids($stored), ids($rest), implode($keys));
}
--EXPECT--
object(Coop\StoredTokens)#6 (5) {
  ["userId"]=>
  string(15) "bob@example.com"
  ["tokens"]=>
  object(Coop\TokenSet)#4 (5) {
    ["tokenType"]=>
    string(6) "Bearer"
    ["expiresAt"]=>
    object(DateTimeImmutable)#5 (3) {
      ["date"]=>
      string(26) "2030-01-01 00:00:00.000000"
      ["timezone_type"]=>
      int(3)
      ["timezone"]=>
      string(3) "UTC"
    }
    ["scope"]=>
    NULL
    ["receivedAt"]=>
    NULL
    ["refreshTokenExpiresAt"]=>
    NULL
  }
  ["reauthorizationRequired"]=>
  bool(false)
  ["reason"]=>
  NULL
  ["resourceOwnerId"]=>
  string(1) "7"
}
string(2) "42"
NULL
NULL
INTEGER PRIMARY KEY                10 10 true 9, then 11, '10'
INT UNIQUE                         10 10 true 9, then 11, '10'
TEXT UNIQUE                        10 10 true 11, then 9, '10'
UNIQUE                             10 10 true 11, then 9, '10'
NUMERIC UNIQUE                     10 10 true 9, then 11, '10'
VARCHAR(20) COLLATE NOCASE UNIQUE  10 10 true 11, then 9, '10'
