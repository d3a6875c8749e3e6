--TEST--
Random tables: what is due agrees with DateTimeImmutable, whole and in pages
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';

/** PHP takes the second of an hour that is there twice. */
function earliest(string $text, DateTimeZone $zone): int
{
    $date = new DateTimeImmutable($text, $zone);
    foreach ([3600, 1800] as $shift) {
        $earlier = $date->setTimestamp($date->getTimestamp() - $shift);
        if ($earlier->format('Y-m-d H:i:s') === $date->format('Y-m-d H:i:s')) {
            return $earlier->getTimestamp();
        }
    }
    return $date->getTimestamp();
}

/** A stored value and the instant it means (null: unknown). */
function random_expiry(int $center, DateTimeZone $zone): array
{
    $span = [60, 3600, 7200, 86400, 3 * 86400, 365 * 86400][mt_rand(0, 5)];
    $unix = $center + mt_rand(-$span, $span);
    $local = (new DateTimeImmutable("@$unix"))->setTimezone($zone);
    $naive = fn (string $text) => [$text, earliest(trim($text), $zone)];
    $offset = ['+14:00', '-12:00', '+05:30', '+0200', 'Z', '-03'][mt_rand(0, 5)];
    $there = (new DateTimeImmutable("@$unix"))->setTimezone(new DateTimeZone($offset));
    return match (mt_rand(0, 12)) {
        0 => [null, null],
        1 => ['', null],
        2 => [$unix, $unix],
        3 => [(string) $unix, $unix],
        4 => [['never', '0000-00-00 00:00:00', '2024-13-45', '12/31/2030', '-', ' ', 'zz'][mt_rand(0, 6)], null],
        5 => $naive($local->format('Y-m-d')),
        6 => $naive($local->format('Y-m-d\TH:i:s')),
        7 => $naive($local->format('Y-m-d H:i')),
        8 => $naive(' ' . $local->format('Y-m-d H:i:s') . ' '),
        9 => [$there->format('Y-m-d H:i:s') . ".25$offset", $unix],
        10 => [$there->format('Y-m-d\TH:i:s') . " $offset", $unix],
        default => $naive($local->format('Y-m-d H:i:s')),
    };
}

mt_srand(20240501);
$zones = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'America/St_Johns'];
$types = ['DateTime', 'TEXT', 'INTEGER', 'VARCHAR(40)', 'BIGINT', '', 'BLOB', 'REAL', 'NUMERIC', 'DATE', 'TIMESTAMP'];
$centers = array_map(strtotime(...), ['2024-10-27 00:30 UTC', '2024-03-31 01:00 UTC', '2024-04-06 15:00 UTC', PHP_INT_SIZE === 8 ? '2039-01-01 UTC' : '2037-01-01 UTC']);
$faults = $rows = 0;
for ($round = 0; $round < 60; $round++) {
    $zone = $zones[mt_rand(0, 4)];
    $type = $types[mt_rand(0, 10)];
    $center = $centers[mt_rand(0, 3)];
    $before = new DateTimeImmutable('@' . ($center + mt_rand(-7200, 7200)));
    $pdo = users_table(new PDO('sqlite::memory:'), $type);
    $expected = [];
    for ($i = mt_rand(1, 60); $i > 0; $i--) {
        [$stored, $instant] = random_expiry($center, new DateTimeZone($zone));
        $id = 'u' . mt_rand(0, 9) . "-$i";
        add_user($pdo, $id, $stored);
        if ($instant === null || $instant <= $before->getTimestamp()) {
            $expected[] = $id;
        }
    }
    $store = new Coop\PdoTokenStore($pdo, timeZone: $zone);
    mt_rand(0, 1) && $store->installSchema();
    mt_rand(0, 3) || $pdo->setAttribute(PDO::ATTR_STRINGIFY_FETCHES, true);
    $pdo->setAttribute(PDO::ATTR_ORACLE_NULLS, mt_rand(0, 2));
    sort($expected);
    $rows += count($expected);
    foreach ([null, 1, 2, 3, 7] as $size) {
        $seen = [];
        $after = null;
        do {
            $page = $store->getExpiringTokens($before, $size, $after);
            foreach ($page as $after) {
                $seen[] = $after->userId;
            }
        } while ($page && $size);
        sort($seen);
        if ($seen !== $expected) {
            $faults++;
            echo "round $round, type '$type', $zone, pages of ", $size ?? 'all', ': ', json_encode(array_diff($expected, $seen)), ' ', json_encode(array_diff($seen, $expected)), "\n";
        }
    }
}
echo $rows > 500 ? 'many' : 'few', " rows, $faults faults\n";
--EXPECT--
many rows, 0 faults
