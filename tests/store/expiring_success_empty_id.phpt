--TEST--
A row whose user id is empty or null is passed over, on pages of any size
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';

/** @param list<array{?string, ?string}> $rows ids and expiries */
function all_pages(array $rows): string
{
    $pdo = users([]);
    foreach ($rows as [$id, $expiry]) {
        $pdo->prepare('INSERT INTO users (email, coopAccessExpiresAt, coopRefreshToken) VALUES (?, ?, ?)')->execute([$id, $expiry, 'r']);
    }
    $store = new Coop\PdoTokenStore($pdo);
    $said = [];
    foreach ([1, 2, null] as $limit) {
        for ($ids = [], $after = null; $page = $store->getExpiringTokens(null, $limit, $after); $after = end($page)) {
            $ids[] = ids($page);
            if ($limit === null) {
                break;
            }
        }
        $said[] = implode(' ', $ids);
    }
    return implode(', ', $said);
}

echo 'empty, without an expiry: ', all_pages([['', null], ['ann', null], ['bob', '2020-01-01']]), "\n";
echo 'empty, the first to expire: ', all_pages([['', '2020-01-01'], ['ann', '2020-01-01'], ['bob', '2020-01-02']]), "\n";
echo 'empty, in the middle: ', all_pages([['ann', '2020-01-01'], ['', '2020-01-02'], ['bob', '2020-01-02'], ['eve', '2020-01-03']]), "\n";
echo 'null: ', all_pages([[null, null], [null, null], ['ann', null], [null, '2020-01-01'], ['bob', '2020-01-01']]), "\n";
--EXPECT--
empty, without an expiry: ann bob, ann bob, ann bob
empty, the first to expire: ann bob, ann bob, ann bob
empty, in the middle: ann bob eve, ann bob eve, ann bob eve
null: ann bob, ann bob, ann bob
