--TEST--
Two stores over one table, each with the rows of its provider
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = new PDO('sqlite::memory:');
$pdo->exec('CREATE TABLE logins (user TEXT, provider TEXT, access TEXT, ends DATETIME, refresh TEXT, PRIMARY KEY (user, provider))');
foreach (['bob', 'eve', 'joe'] as $i => $user) {
    $pdo->exec("INSERT INTO logins VALUES ('$user', 'coop', 'a', '2020-01-0$i', 'coop-$user'), ('$user', 'google', 'a', '2020-01-0$i', 'google-$user')");
}
$store = fn (string $provider) => new Coop\PdoTokenStore($pdo, 'logins', 'user', 'access', 'ends', 'refresh', null, 'provider', $provider);
$coop = $store('coop');
$google = $store('google');
echo ids($coop->getExpiringTokens()), ', ', $coop->getExpiringTokens()[1]->tokens->refreshToken(), "\n";
for ($after = null; $page = $google->getExpiringTokens(null, 1, $after); $after = $page[0]) {
    echo $page[0]->tokens->refreshToken(), "\n";
}
var_dump($coop->saveNewTokens('bob', tokens('new', 'new-bob'), tokens('a', 'coop-bob')));
var_dump($google->saveNewTokens('bob', tokens('new', 'new-bob'), tokens('a', 'coop-bob')));
$google->saveNewTokens('eve', tokens('new', 'new-eve'));
$google->removeTokens('joe');
foreach ($pdo->query('SELECT user, provider, access, refresh FROM logins ORDER BY provider, user', PDO::FETCH_NUM) as $row) {
    echo '  ', implode(' ', array_map(fn ($value) => $value ?? 'null', $row)), "\n";
}
var_dump($store('facebook')->getExpiringTokens(), $store('facebook')->findTokens('bob'));
attempt(fn () => $store('facebook')->saveNewTokens('bob', tokens('a', 'r')));
echo $pdo->query("SELECT group_concat(store || ' ' || user_key, ', ') FROM (SELECT * FROM coop_refresh ORDER BY 1, 2)")->fetchColumn(), "\n";
var_dump($coop->id() === $google->id(), $coop->id() === $store('coop')->id());
--EXPECT--
bob eve joe, coop-eve
google-bob
google-eve
google-joe
bool(true)
bool(false)
  bob coop new new-bob
  eve coop a coop-eve
  joe coop a coop-joe
  bob google a google-bob
  eve google new new-eve
  joe google null null
array(0) {
}
NULL
Coop\StoreException: The tokens of the user "bob" could not be saved in the table "logins": there is no row to change: insert one first
logins:coop bob, logins:google eve
bool(false)
bool(true)
