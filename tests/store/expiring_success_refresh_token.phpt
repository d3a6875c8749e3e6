--TEST--
Only rows with a refresh token are due
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users_table(new PDO('sqlite::memory:'));
add_user($pdo, 'both', '2020-01-01 00:00:00', 'r', 'a');
add_user($pdo, 'refresh-only', '2020-01-01 00:00:01', 'r', null);
add_user($pdo, 'refresh-only-empty', '2020-01-01 00:00:02', 'r', '');
add_user($pdo, 'access-only', '2020-01-01 00:00:03', null, 'a');
add_user($pdo, 'access-only-empty', '2020-01-01 00:00:04', '', 'a');
add_user($pdo, 'nothing', null, null, null);
add_user($pdo, '', '2020-01-01 00:00:06', 'r', 'a');
$store = new Coop\PdoTokenStore($pdo);
echo ids($store->getExpiringTokens()), "\n";
foreach (['both', 'refresh-only', 'refresh-only-empty', 'access-only', 'access-only-empty', 'nothing', '', 'stranger'] as $id) {
    $stored = $store->findTokens($id);
    printf("%-18s %s\n", $id, $stored ? var_export($stored->tokens->accessToken(), true) . ' ' . var_export($stored->tokens->refreshToken(), true) : 'null');
}
var_dump((new Coop\PdoTokenStore(users([])))->getExpiringTokens());
--EXPECT--
both refresh-only refresh-only-empty
both               'a' 'r'
refresh-only       '' 'r'
refresh-only-empty '' 'r'
access-only        'a' NULL
access-only-empty  'a' NULL
nothing            null
                   null
stranger           null
array(0) {
}
