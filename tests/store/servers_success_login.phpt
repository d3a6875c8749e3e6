--TEST--
SQLite, PostgreSQL and MariaDB do the same: saveLogin() makes rows, and says which column needs a value; expired logins are listed
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

function manager(PDO $pdo, mixed ...$store): Coop\TokenManager
{
    return new Coop\TokenManager(new Coop\Client(new Coop\Provider('acme', 'https://acme.example/token'), 'id', 'secret'),
        new Coop\PdoTokenStore($pdo, ...$store));
}

on_every_database(function (PDO $pdo, string $kind): void {
    $pdo->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
    $q = fn (string $name): string => quoted($name, $kind);
    $rows = "SELECT email, {$q('coopUserId')}, {$q('coopAccessToken')}, {$q('coopRefreshToken')} FROM users ORDER BY email";
    table_of_users($pdo, $kind);
    manager($pdo)->saveLogin('ann', tokens('a1', 'r1'), '17');
    manager($pdo)->saveLogin('bob', tokens('a2'));
    manager($pdo)->saveLogin('ann', tokens('a3', 'r3'), '18');
    manager($pdo)->saveLogin('ann', tokens('a3', 'r3'), '18'); // MariaDB counts no row that stays as it is
    echo rows_of($pdo, $rows), "\n";
    echo rows_of($pdo, "SELECT user_key, strikes FROM coop_refresh WHERE user_key <> '' ORDER BY user_key"), "\n";

    echo "-- a column that needs a value\n";
    $pdo->exec('DELETE FROM users');
    $pdo->exec("ALTER TABLE users ADD title VARCHAR(20) NOT NULL" . ($kind === 'sqlite' ? " DEFAULT ''" : ''));
    if ($kind === 'sqlite') {
        $pdo->exec('DROP TABLE users');
        $pdo->exec('CREATE TABLE users (email VARCHAR(255) PRIMARY KEY, coopUserId INT, coopAccessToken TEXT,
            coopAccessExpiresAt DATETIME, coopRefreshToken TEXT, title VARCHAR(20) NOT NULL)');
    }
    try {
        manager($pdo)->saveLogin('ann', tokens('a1', 'r1'), '17');
    } catch (Coop\StoreException $e) {
        echo wordwrap($e->getMessage()), "\n";
    }
    echo rows_of($pdo, 'SELECT COUNT(*) FROM users'), " rows\n";

    echo "-- integers as ids\n";
    table_of_users($pdo, $kind, id: 'BIGINT');
    manager($pdo)->saveLogin('9007199254740993', tokens('a1', 'r1'));
    try {
        $kind !== 'sqlite' && manager($pdo)->saveLogin('5abc', tokens('a1', 'r1')); // SQLite's column would take it
        echo $kind === 'sqlite' ? '' : "saved\n";
    } catch (Coop\StoreException) {
    }
    echo rows_of($pdo, $rows), "\n";

    echo "-- several providers\n";
    $time = $kind === 'pgsql' ? 'TIMESTAMP' : 'DATETIME';
    $pdo->exec('DROP TABLE IF EXISTS logins');
    $pdo->exec("CREATE TABLE logins (person VARCHAR(90), provider VARCHAR(90), access VARCHAR(255) NOT NULL, ends $time,
        refresh VARCHAR(255) NOT NULL, PRIMARY KEY (person, provider))");
    foreach (['coop', 'google', 'coop'] as $n => $provider) {
        manager($pdo, 'logins', 'person', 'access', 'ends', 'refresh', null, 'provider', $provider)->saveLogin('eve', tokens("a$n"));
    }
    echo rows_of($pdo, 'SELECT person, provider, access, refresh FROM logins ORDER BY provider'), "\n";

    echo "-- expired logins\n";
    $types = ['DATETIME' => ['2020-01-01 10:00:00', '2999-01-01 10:00:00'], 'BIGINT' => [1500000000, 32000000000],
        'VARCHAR(40)' => ['2020-01-01 10:00:00', '2999-01-01 10:00:00']];
    foreach ($types as $type => [$past, $future]) {
        $expiry = $kind === 'pgsql' && $type === 'DATETIME' ? 'TIMESTAMP WITH TIME ZONE' : $type;
        table_of_users($pdo, $kind, ['past' => $past, 'future' => $future, 'never' => null, 'refreshable' => $past], expiry: $expiry);
        $pdo->exec("UPDATE users SET {$q('coopRefreshToken')} = NULL WHERE email <> 'refreshable'");
        foreach ((new Coop\PdoTokenStore($pdo))->getTokensToReauthorize() as $stored) {
            echo "$stored->userId: $stored->reason\n";
        }
    }
});
?>
--EXPECT--
ann 18 a3 r3; bob null a2 null
ann 0; bob 0
-- a column that needs a value
There is no row of the user "ann" in the table "users", and none can be
made, because the column "title" needs a value: make the row first, and
save the login then
0 rows
-- integers as ids
9007199254740993 null a1 r1
-- several providers
eve coop a2 ; eve google a1 
-- expired logins
past: no_refresh_token
past: no_refresh_token
past: no_refresh_token
pgsql: the same
mysql: the same
