--TEST--
Saving between pages neither skips nor repeats a user
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$expiries = [];
foreach ([null, '', 'never', '2024-05-01', '2024-05-01 09:00:00', '2024-05-01T09:00:00+02:00', 1714554000, '1714554000'] as $i => $expiry) {
    for ($j = 0; $j < 5; $j++) {
        $expiries["u$i$j"] = $expiry;
    }
}
foreach (['DateTime', 'TEXT', 'INT'] as $type) {
    foreach ([1, 2, 7] as $size) {
        $pdo = users($expiries, $type);
        $store = new Coop\PdoTokenStore($pdo);
        $before = date_of('2024-05-01 10:00:00');
        $seen = [];
        for ($after = null; $page = $store->getExpiringTokens($before, $size, $after);) {
            foreach ($page as $after) {
                $seen[] = $after->userId;
                $new = tokens("new-$after->userId", "new-r-$after->userId", '2024-05-01 11:00:00 UTC');
                $store->saveNewTokens($after->userId, $new, $after->tokens) || print("not saved\n");
            }
        }
        printf("%s, pages of %d: %d seen, %d different, %d left\n", $type, $size, count($seen), count(array_unique($seen)),
            count($store->getExpiringTokens($before)));
    }
}
--EXPECT--
DateTime, pages of 1: 40 seen, 40 different, 0 left
DateTime, pages of 2: 40 seen, 40 different, 0 left
DateTime, pages of 7: 40 seen, 40 different, 0 left
TEXT, pages of 1: 40 seen, 40 different, 0 left
TEXT, pages of 2: 40 seen, 40 different, 0 left
TEXT, pages of 7: 40 seen, 40 different, 0 left
INT, pages of 1: 40 seen, 40 different, 0 left
INT, pages of 2: 40 seen, 40 different, 0 left
INT, pages of 7: 40 seen, 40 different, 0 left
