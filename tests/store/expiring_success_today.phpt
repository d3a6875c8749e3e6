--TEST--
Without a date getExpiringTokens() gives who expires today or earlier, in the table's time zone
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
foreach (['UTC', 'Pacific/Kiritimati', 'Pacific/Niue', '+05:30'] as $name) {
    $zone = new DateTimeZone($name);
    /* not within a minute of midnight */
    while (abs(time() - (new DateTimeImmutable('tomorrow', $zone))->getTimestamp()) < 30) {
        sleep(1);
    }
    $today = new DateTimeImmutable('today', $zone);
    $tomorrow = $today->modify('+1 day');
    $store = new Coop\PdoTokenStore(users([
        'yesterday' => $today->modify('-1 day')->format('Y-m-d'),
        'today' => $today->format('Y-m-d'),
        'last-second' => $tomorrow->modify('-1 second')->format('Y-m-d H:i:s'),
        'last-second-zoned' => $tomorrow->modify('-1 second')->format(DATE_ATOM),
        'last-second-unix' => $tomorrow->getTimestamp() - 1,
        'tomorrow' => $tomorrow->format('Y-m-d'),
        'midnight' => $tomorrow->format('Y-m-d H:i:s'),
        'midnight-zoned' => $tomorrow->format(DATE_ATOM),
        'midnight-unix' => $tomorrow->getTimestamp(),
    ]), timeZone: $name);
    $ids = explode(' ', ids($store->getExpiringTokens()));
    sort($ids);
    echo $name, ': ', implode(' ', $ids), "\n";
}
--EXPECT--
UTC: last-second last-second-unix last-second-zoned today yesterday
Pacific/Kiritimati: last-second last-second-unix last-second-zoned today yesterday
Pacific/Niue: last-second last-second-unix last-second-zoned today yesterday
+05:30: last-second last-second-unix last-second-zoned today yesterday
