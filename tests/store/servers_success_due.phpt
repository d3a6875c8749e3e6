--TEST--
Random tables of every type of column on PostgreSQL and MariaDB: what is due agrees with DateTimeImmutable, whole and in pages
--EXTENSIONS--
coop
pdo
pdo_sqlite
pdo_pgsql
mysqlnd
pdo_mysql
--FILE--
<?php
require __DIR__ . '/servers.inc';

const TYPES = [
    'pgsql' => ['TIMESTAMP', 'TIMESTAMP(0) NOT NULL', 'TIMESTAMPTZ', 'DATE', 'BIGINT', 'INT NOT NULL', 'NUMERIC', 'NUMERIC(20,3)', 'DOUBLE PRECISION', 'VARCHAR(40)', 'TEXT NOT NULL', 'CHAR(40)'],
    'mysql' => ['DATETIME', 'DATETIME(6) NOT NULL', 'TIMESTAMP NULL', 'DATE', 'DATE NOT NULL', 'BIGINT', 'INT UNSIGNED NOT NULL', 'DECIMAL(20,3)', 'DOUBLE', 'VARCHAR(40)', 'TEXT NOT NULL', 'CHAR(40)'],
];

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
function random_expiry(string $kind, string $type, int $center, DateTimeZone $zone): array
{
    $span = [3, 3600, 7200, 86400, 3 * 86400, 365 * 86400][mt_rand(0, 5)];
    $unix = $center + mt_rand(-$span, $span);
    $local = (new DateTimeImmutable("@$unix"))->setTimezone($zone);
    $naive = fn (string $text) => [$text, earliest(preg_replace('/\.\d+/', '', trim($text)), $zone)];
    $offset = ['+14:00', '-12:00', '+05:30', '+00', '-03'][mt_rand(0, 4)];
    $there = (new DateTimeImmutable("@$unix"))->setTimezone(new DateTimeZone($offset));
    $nullable = !str_contains($type, 'NOT NULL');
    if ($nullable && mt_rand(0, 9) === 0) {
        return [null, null];
    }
    if (preg_match('/CHAR|TEXT/', $type)) {
        return match (mt_rand(0, 9)) {
            0 => ['', null],
            1 => [(string) $unix, $unix],
            2 => [['never', '0000-00-00 00:00:00', '2024-13-45', '-', 'zz', "\t"][mt_rand(0, 5)], null],
            3 => $naive($local->format('Y-m-d')),
            4 => $naive($local->format('Y-m-d\TH:i:s')),
            5 => [$there->format('Y-m-d H:i:s') . ".25$offset", $unix],
            6 => [$there->format('Y-m-d\TH:i:s') . $offset, $unix],
            default => $naive($local->format('Y-m-d H:i:s')),
        };
    }
    if (preg_match('/INT|NUM|DEC|DOUB/', $type)) {
        return [mt_rand(0, 2) || preg_match('/INT/', $type) ? $unix : "$unix.5", $unix];
    }
    if ($type === 'TIMESTAMPTZ') {
        return mt_rand(0, 9) ? [$there->format('Y-m-d H:i:s') . (mt_rand(0, 1) ? '.654321' : '') . $offset, $unix] : ['-infinity', null];
    }
    if ($kind === 'mysql' && !str_contains($type, 'TIMESTAMP') && mt_rand(0, 9) === 0) {
        return ['0000-00-00 00:00:00', null];
    }
    return $naive($local->format(str_starts_with($type, 'DATE') && !str_starts_with($type, 'DATETIME') ? 'Y-m-d' : 'Y-m-d H:i:s' . (str_contains($type, '(0)') || $type === 'DATETIME' ? '' : ['', '.5', '.123456'][mt_rand(0, 2)])));
}

function session(PDO $pdo, string $kind): void
{
    if ($kind === 'pgsql') {
        $pdo->exec("SET DateStyle = '" . ['ISO', 'SQL, DMY', 'German'][mt_rand(0, 2)] . "'; SET TimeZone = '" . ['UTC', 'Asia/Tokyo', 'America/St_Johns'][mt_rand(0, 2)] . "'");
    } else {
        $pdo->exec("SET sql_mode = '" . ['', 'STRICT_TRANS_TABLES', 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'][mt_rand(0, 2)] . "'");
    }
    $pdo->setAttribute(PDO::ATTR_STRINGIFY_FETCHES, (bool) mt_rand(0, 1));
    $pdo->setAttribute(PDO::ATTR_EMULATE_PREPARES, (bool) mt_rand(0, 1));
    $pdo->setAttribute(PDO::ATTR_ORACLE_NULLS, mt_rand(0, 2));
}

function check(Database $database, string $kind): void
{
    $zones = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'America/St_Johns'];
    $centers = array_map(strtotime(...), ['2024-10-27 00:30 UTC', '2024-03-31 01:00 UTC', '2024-04-06 15:00 UTC', '2037-01-01 UTC']);
    $faults = $rows = 0;
    foreach ([...TYPES[$kind], ...TYPES[$kind], ...TYPES[$kind]] as $round => $type) {
        $zone = $zones[mt_rand(0, 4)];
        $center = $centers[mt_rand(0, 3)];
        $before = new DateTimeImmutable('@' . ($center + mt_rand(-7200, 7200)));
        $pdo = $database->pdo();
        $kind === 'mysql' && $pdo->exec("SET sql_mode = '', time_zone = '" . ['+00:00', '+09:00'][mt_rand(0, 1)] . "'");
        $expected = $values = [];
        for ($i = mt_rand(1, 60); $i > 0; $i--) {
            [$stored, $instant] = mt_rand(0, 2) && $values ? $last : random_expiry($kind, $type, $center, new DateTimeZone($zone));
            $id = ['u', 'U', 'ü', '-'][mt_rand(0, 3)] . mt_rand(0, 9) . "-$i";
            $last = [$stored, $instant];
            $values[$id] = $stored;
            if ($instant === null || $instant <= $before->getTimestamp()) {
                $expected[] = $id;
            }
        }
        table_of_users($pdo, $kind, $values, $type);
        session($pdo, $kind);
        $store = new Coop\PdoTokenStore($pdo, timeZone: $zone);
        mt_rand(0, 1) && !($kind === 'mysql' && str_contains($type, 'TEXT')) && $store->installSchema();
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
                echo "round $round, type '$type', $zone, pages of ", $size ?? 'all', ': ', json_encode(array_diff($expected, $seen)), ' ', json_encode(array_diff($seen, $expected)), json_encode(array_diff_assoc($seen, array_unique($seen))), "\n";
                echo json_encode(array_intersect_key($values, array_flip([...array_diff($expected, $seen), ...array_diff($seen, $expected)]))), ' ', $before->format('c'), "\n";
            }
        }
        /* What is written means the same when it is read again. */
        $store->saveNewTokens($id, tokens('n', 'n', $center));
        $read = $store->findTokens($id)->tokens->expiresAt->getTimestamp();
        $day = (new DateTimeImmutable("@$center"))->setTimezone(new DateTimeZone($zone))->setTime(0, 0)->getTimestamp();
        $wanted = preg_match('/^DATE($| )/', $type) ? $day : $center;
        if ($read !== $wanted && $read !== earliest((new DateTimeImmutable("@$center"))->setTimezone(new DateTimeZone($zone))->format('Y-m-d H:i:s'), new DateTimeZone($zone))) {
            $faults++;
            echo "round $round, type '$type', $zone: written $wanted, read $read\n";
        }
    }
    echo $rows > 300 ? 'many' : 'few', " rows, $faults faults\n";
}

mt_srand(20240502);
foreach (['pgsql', 'mysql'] as $kind) {
    echo "$kind: ";
    check(Database::start($kind), $kind);
}
--EXPECT--
pgsql: many rows, 0 faults
mysql: many rows, 0 faults
