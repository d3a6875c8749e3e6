--TEST--
Pages of any size visit every due row exactly once, whatever the forms
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$before = date_of('2024-05-01 10:00:00');
$expiries = [];
foreach ([null, '', 'never', '0000-00-00', '2024-05-01', '2024-05-01 09:59:59', '2024-05-01 09:59:59', '2024-05-01T09:59:59',
    '2024-05-01T09:59:59Z', '2024-05-02 08:00:00+23:00', 1714554000, 1714554000, '1714554000', 1714554000.5, 1714554000.25, 5, '5', '2024-05-01 10:00:00'] as $i => $expiry) {
    foreach (['b', 'a', 'C'] as $letter) {
        $expiries["$letter$i"] = $expiry;
    }
}
foreach (['2024-05-01 10:00:01', '2024-05-01T10:00:01', '2024-05-01T12:00:01+02:00', 1714557601, '1714557601', '2025-01-01'] as $i => $expiry) {
    $expiries["late$i"] = $expiry;
}
foreach (['DateTime', 'VARCHAR(30)', 'BIGINT', 'BLOB', 'REAL', 'DATE'] as $type) {
    foreach ([false, true] as $indexed) {
        $store = new Coop\PdoTokenStore(users($expiries, $type));
        $indexed && $store->installSchema();
        $all = array_map(fn ($stored) => $stored->userId, $store->getExpiringTokens($before));
        sort($all);
        $sizes = [];
        foreach ([1, 2, 3, 53, 54, 55] as $size) {
            $seen = [];
            $after = null;
            while ($page = $store->getExpiringTokens($before, $size, $after)) {
                foreach ($page as $after) {
                    $seen[] = $after->userId;
                }
                count($page) <= $size || print("too many\n");
            }
            sort($seen);
            $sizes[] = $seen === $all ? 'same' : 'different';
        }
        printf("%-12s %-8s %d due, pages: %s\n", $type, $indexed ? 'indexed' : '', count($all), implode(' ', $sizes));
    }
}
--EXPECT--
DateTime              54 due, pages: same same same same same same
DateTime     indexed  54 due, pages: same same same same same same
VARCHAR(30)           54 due, pages: same same same same same same
VARCHAR(30)  indexed  54 due, pages: same same same same same same
BIGINT                54 due, pages: same same same same same same
BIGINT       indexed  54 due, pages: same same same same same same
BLOB                  54 due, pages: same same same same same same
BLOB         indexed  54 due, pages: same same same same same same
REAL                  54 due, pages: same same same same same same
REAL         indexed  54 due, pages: same same same same same same
DATE                  54 due, pages: same same same same same same
DATE         indexed  54 due, pages: same same same same same same
