--TEST--
A StoredTokens of one's own stands where its expiry and user id are
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$expiries = ['n1' => null, 'n2' => null, 'a' => '2024-01-01 00:00:00', 'b' => '2024-01-02 00:00:00', 'c' => '2024-01-02 00:00:00', 'd' => '2024-01-03 00:00:00'];
$before = date_of('2024-02-01');
foreach (['DateTime', 'INT'] as $type) {
    $store = new Coop\PdoTokenStore(users($type === 'INT' ? array_map(fn ($text) => $text === null ? null : strtotime("$text UTC"), $expiries) : $expiries, $type));
    $unknown = new Coop\StoredTokens('n1', Coop\TokenSet::fromArray(['access_token' => 'x']));
    echo ids($store->getExpiringTokens($before, 10, $unknown)), "\n";
    $known = new Coop\StoredTokens('b', tokens('x', null, '2024-01-02 00:00:00 UTC'));
    echo ids($store->getExpiringTokens($before, 10, $known)), "\n";
    echo ids($store->getExpiringTokens($before, 1, $store->findTokens('b'))), "\n";
    echo ids($store->getExpiringTokens($before, null, $known)), "\n";
}
--EXPECT--
n2 a b c d
c d
c
c d
n2 a b c d
c d
c
c d
