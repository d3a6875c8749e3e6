--TEST--
Naive times in Europe/Berlin, through the nights that the clock is changed
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users([
    'winter' => '2024-01-01 12:00:00',
    'summer' => '2024-07-01 12:00:00',
    'day' => '2024-07-01',
    'skipped' => '2024-03-31 02:30:00', // does not exist; PHP reads 03:30
    'before-gap' => '2024-03-31 01:59:59',
    'after-gap' => '2024-03-31 03:00:00',
    'twice' => '2024-10-27 02:30:00', // first in summer time, then in winter time; the first is meant
    'after-twice' => '2024-10-27 03:00:00',
    'zoned' => '2024-10-27T02:30:00+01:00',
    'unix' => strtotime('2024-10-27 01:30:00 UTC'),
]);
$store = new Coop\PdoTokenStore($pdo, timeZone: 'Europe/Berlin');
foreach ($store->getExpiringTokens(date_of('2025-01-01')) as $stored) {
    printf("%-12s %s\n", $stored->userId, $stored->tokens->expiresAt->format('Y-m-d H:i:s e'));
}
echo ids($store->getExpiringTokens(date_of('2024-03-31 01:00:00'))), "\n";
echo ids($store->getExpiringTokens(date_of('2024-03-31 01:30:00'))), "\n";
echo ids($store->getExpiringTokens(date_of('2024-10-27 00:29:59'), 9, $store->findTokens('day'))), "\n";
echo ids($store->getExpiringTokens(date_of('2024-10-27 00:30:00'), 9, $store->findTokens('day'))), "\n";
echo ids($store->getExpiringTokens(new DateTimeImmutable('2024-10-27 02:30:00 Europe/Berlin'), 9, $store->findTokens('day'))), "\n";

foreach (['2024-07-01 10:00:00', '2024-01-01 11:00:00', '2024-10-27 00:30:00', '2024-10-27 01:30:00'] as $utc) {
    $store->saveNewTokens('winter', tokens('a', 'r', "$utc UTC"));
    echo $utc, ' UTC is stored as ', row($pdo, 'winter'), ', read as ', $store->findTokens('winter')->tokens->expiresAt->format('Y-m-d H:i:s'), "\n";
}
// Behind the end of a zone's table of changes, as far as integers of this PHP go.
$year = PHP_INT_SIZE === 8 ? 2038 : 2037;
$store->saveNewTokens('winter', tokens('a', 'r', "$year-07-01 00:00:00 UTC"));
$row = row($pdo, 'winter') . ', read as ' . $store->findTokens('winter')->tokens->expiresAt->format('Y-m-d H:i:s');
echo 'a later summer: ', $row === "'a' | '$year-07-01 02:00:00' | 'text' | 'r', read as $year-07-01 00:00:00" ? 'two hours ahead' : $row, "\n";
--EXPECT--
winter       2024-01-01 11:00:00 UTC
before-gap   2024-03-31 00:59:59 UTC
after-gap    2024-03-31 01:00:00 UTC
skipped      2024-03-31 01:30:00 UTC
day          2024-06-30 22:00:00 UTC
summer       2024-07-01 10:00:00 UTC
twice        2024-10-27 00:30:00 UTC
unix         2024-10-27 01:30:00 UTC
zoned        2024-10-27 01:30:00 UTC
after-twice  2024-10-27 02:00:00 UTC
winter before-gap after-gap
winter before-gap after-gap skipped
summer
summer twice
summer twice
2024-07-01 10:00:00 UTC is stored as 'a' | '2024-07-01 12:00:00' | 'text' | 'r', read as 2024-07-01 10:00:00
2024-01-01 11:00:00 UTC is stored as 'a' | '2024-01-01 12:00:00' | 'text' | 'r', read as 2024-01-01 11:00:00
2024-10-27 00:30:00 UTC is stored as 'a' | '2024-10-27 02:30:00' | 'text' | 'r', read as 2024-10-27 00:30:00
2024-10-27 01:30:00 UTC is stored as 'a' | '2024-10-27 02:30:00' | 'text' | 'r', read as 2024-10-27 00:30:00
a later summer: two hours ahead
