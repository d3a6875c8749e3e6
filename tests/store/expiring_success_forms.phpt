--TEST--
getExpiringTokens() reads every form that a stored expiry has
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$expiries = [
    'null' => null,
    'empty' => '',
    'zero' => '0000-00-00 00:00:00',
    'garbage' => 'some day',
    'no-such-day' => '2024-02-30',
    'date' => '2024-05-01',
    'naive' => '2024-05-01 09:00:00',
    'no-seconds' => '2024-05-01 09:30',
    'fraction' => '2024-05-01 10:00:00.75',
    'iso' => '2024-05-01T09:15:00',
    'zulu' => '2024-05-01T09:45:00Z',
    'east' => '2024-05-02T01:10:00+16:00',
    'west' => '2024-04-30 20:20:00 -1300',
    'unix' => 1714554000,
    'unix-text' => '1714554001',
    'early' => '1999-12-31 23:59:59',
    'one-second-late' => '2024-05-01 10:00:01',
    'zulu-late' => '2024-05-01T10:00:01Z',
    'east-late' => '2024-05-01T12:00:01+02:00',
    'west-late' => '2024-05-01T09:00:01-01:00',
    'unix-late' => 1714557601,
    'next-day' => '2024-05-02',
    '2038' => '2038-01-19 03:14:08',
    '2200' => 7258118400,
    '9999' => '9999-12-31 23:59:59',
];

/** With 32 bits nobody can ask for a later instant, since PHP has no integer for it; one that is stored is read all the same. */
function late(Coop\PdoTokenStore $store): string
{
    if (PHP_INT_SIZE === 8) {
        $before = count($store->getExpiringTokens(date_of('2030-01-01')));
        return ids(array_slice($store->getExpiringTokens(date_of('2300-01-01')), $before));
    }
    $year = fn (string $user): string => $store->findTokens($user)->tokens->expiresAt->format('Y');
    return implode(' ', array_filter(['2038', '2200'], fn (string $user): bool => $year($user) === $user));
}

foreach (['DateTime', 'TEXT', 'INTEGER', ''] as $type) {
    $store = new Coop\PdoTokenStore(users($expiries, $type));
    echo $type === '' ? 'no type' : $type, "\n";
    foreach ($store->getExpiringTokens(date_of('2024-05-01 10:00:00')) as $stored) {
        printf("  %-12s %s\n", $stored->userId, $stored->tokens->expiresAt?->format('Y-m-d H:i:s e') ?? 'unknown');
    }
    echo '  later: ', ids(array_slice($store->getExpiringTokens(date_of('2030-01-01')), 16)), "\n";
    echo '  after January 2038: ', late($store), "\n";
}
$stored = $store->getExpiringTokens(date_of('2024-05-01 10:00:00'))[5];
echo $stored->tokens->accessToken(), ' ', $stored->tokens->refreshToken(), ' ', $stored->resourceOwnerId, ' ';
var_dump($stored->reauthorizationRequired, $stored->reason);
--EXPECT--
DateTime
  null         unknown
  empty        unknown
  zero         unknown
  no-such-day  unknown
  garbage      unknown
  early        1999-12-31 23:59:59 UTC
  date         2024-05-01 00:00:00 UTC
  unix         2024-05-01 09:00:00 UTC
  naive        2024-05-01 09:00:00 UTC
  unix-text    2024-05-01 09:00:01 UTC
  east         2024-05-01 09:10:00 UTC
  iso          2024-05-01 09:15:00 UTC
  west         2024-05-01 09:20:00 UTC
  no-seconds   2024-05-01 09:30:00 UTC
  zulu         2024-05-01 09:45:00 UTC
  fraction     2024-05-01 10:00:00 UTC
  later: unix-late one-second-late west-late zulu-late east-late next-day
  after January 2038: 2038 2200
TEXT
  null         unknown
  empty        unknown
  zero         unknown
  no-such-day  unknown
  garbage      unknown
  early        1999-12-31 23:59:59 UTC
  date         2024-05-01 00:00:00 UTC
  naive        2024-05-01 09:00:00 UTC
  unix         2024-05-01 09:00:00 UTC
  unix-text    2024-05-01 09:00:01 UTC
  east         2024-05-01 09:10:00 UTC
  iso          2024-05-01 09:15:00 UTC
  west         2024-05-01 09:20:00 UTC
  no-seconds   2024-05-01 09:30:00 UTC
  zulu         2024-05-01 09:45:00 UTC
  fraction     2024-05-01 10:00:00 UTC
  later: one-second-late west-late zulu-late east-late unix-late next-day
  after January 2038: 2038 2200
INTEGER
  null         unknown
  empty        unknown
  zero         unknown
  no-such-day  unknown
  garbage      unknown
  early        1999-12-31 23:59:59 UTC
  date         2024-05-01 00:00:00 UTC
  unix         2024-05-01 09:00:00 UTC
  naive        2024-05-01 09:00:00 UTC
  unix-text    2024-05-01 09:00:01 UTC
  east         2024-05-01 09:10:00 UTC
  iso          2024-05-01 09:15:00 UTC
  west         2024-05-01 09:20:00 UTC
  no-seconds   2024-05-01 09:30:00 UTC
  zulu         2024-05-01 09:45:00 UTC
  fraction     2024-05-01 10:00:00 UTC
  later: unix-late one-second-late west-late zulu-late east-late next-day
  after January 2038: 2038 2200
no type
  null         unknown
  empty        unknown
  zero         unknown
  no-such-day  unknown
  garbage      unknown
  early        1999-12-31 23:59:59 UTC
  date         2024-05-01 00:00:00 UTC
  unix         2024-05-01 09:00:00 UTC
  naive        2024-05-01 09:00:00 UTC
  unix-text    2024-05-01 09:00:01 UTC
  east         2024-05-01 09:10:00 UTC
  iso          2024-05-01 09:15:00 UTC
  west         2024-05-01 09:20:00 UTC
  no-seconds   2024-05-01 09:30:00 UTC
  zulu         2024-05-01 09:45:00 UTC
  fraction     2024-05-01 10:00:00 UTC
  later: unix-late one-second-late west-late zulu-late east-late next-day
  after January 2038: 2038 2200
a-early r-early 7 bool(false)
NULL
