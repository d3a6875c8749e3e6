--TEST--
Pages of any size visit every due row exactly once, whatever the forms
--EXTENSIONS--
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$before = date_of('2024-05-01 10:00:00');
$expiries = [];
foreach ([null, '', 'never', '0000-00-00', '2024-05-01', '2024-05-01 09:59:59', '2024-05-01 09:59:59', '2024-05-01T09:59:59',
    '2024-05-01T09:59:59Z', '2024-05-02 08:00:00+23:00', 1714554000, 1714554000, '1714554000', 5, '5', '2024-05-01 10:00:00'] as $i => $expiry) {
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
        foreach ([1, 2, 3, 47, 48, 49] as $size) {
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
@@
