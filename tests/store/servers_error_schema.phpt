--TEST--
PostgreSQL and MariaDB: columns too short, no right to make tables, names without quotes, ids of other types, two makers of a table
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

function thrown(callable $do): ?Throwable
{
    try {
        $do();
        return null;
    } catch (Throwable $thrown) {
        return $thrown;
    }
}

function short_columns(PDO $pdo, string $kind): void
{
    $end = $kind === 'mysql' ? ' CHARACTER SET latin1' : '';
    table_of_users($pdo, $kind, ['bob' => '2020-01-01'], token: 'VARCHAR(60) NOT NULL', end: $end);
    $store = new Coop\PdoTokenStore($pdo);
    echo 'reading: ', ids($store->getExpiringTokens()), "\n";
    foreach (['first', 'second'] as $time) {
        $thrown = thrown(fn () => $store->saveNewTokens('bob', tokens('a', 'r')));
        echo $thrown->getMessage(), "\n  ", $thrown->sql, "\n";
        $pdo->exec($thrown->sql);
    }
    var_dump($store->saveNewTokens('bob', tokens(str_repeat('a', 300), 'r')), strlen($store->findTokens('bob')->tokens->accessToken()));
    table_of_users($pdo, $kind, ['bob' => '2020-01-01'], token: 'VARCHAR(255)');
    $kind === 'mysql' && $pdo->exec("SET sql_mode = 'NO_ZERO_DATE'");
    $store = new Coop\PdoTokenStore($pdo);
    foreach ([str_repeat('long', 70), "no\xffUTF-8"] as $token) {
        $new = tokens($token, 'r');
        $thrown = thrown(fn () => $store->saveNewTokens('bob', $new));
        echo $thrown::class, ': ', Database::asOfMariaDb($thrown->getMessage()), "\n";
        assert_silent($thrown, $token);
    }
    $thrown = $kind === 'pgsql' ? thrown(fn () => $store->saveNewTokens('bob', tokens("zero\0byte", 'r'))) : null;
    echo $thrown?->getMessage(), "\n", $store->findTokens('bob')->tokens->accessToken(), "\n";
    $kind === 'mysql' && print($pdo->query('SELECT @@sql_mode')->fetchColumn() . "\n");
}

function rights(Database $database, string $kind): void
{
    $admin = $kind === 'mysql' ? $database->pdo(user: 'root') : $database->pdo();
    table_of_users($admin, $kind, ['bob' => '2020-01-01']);
    $admin->exec('DROP TABLE IF EXISTS coop_refresh');
    foreach ($kind === 'mysql' ? ["CREATE USER poor@localhost", "GRANT SELECT, UPDATE ON coop.users TO poor@localhost"] : ['CREATE ROLE poor LOGIN', 'GRANT SELECT, UPDATE ON users TO poor'] as $sql) {
        $admin->exec($sql);
    }
    $store = new Coop\PdoTokenStore($database->pdo(user: 'poor'));
    echo 'reading: ', ids($store->getExpiringTokens()), ' ', $store->findTokens('bob')->userId, ' ', count($store->getTokensToReauthorize()), "\n";
    foreach ([fn () => $store->saveNewTokens('bob', tokens('a', 'r')), fn () => $store->id(), fn () => $store->installSchema()] as $do) {
        $thrown = thrown($do);
        echo $thrown::class, ': ', $thrown->getMessage(), "\n  ", strtok($thrown->sql, "\n"), "\n";
    }
    $admin->exec($thrown->sql);
    $admin->exec('GRANT SELECT, INSERT, UPDATE, DELETE ON coop_refresh TO poor' . ($kind === 'mysql' ? '@localhost' : ''));
    var_dump($store->saveNewTokens('bob', tokens('a', 'r')));
    $thrown = thrown(fn () => $store->installSchema());
    echo $thrown::class, ': ', $thrown->getMessage(), "\n  ", $thrown->sql, "\n";
}

/** Eight processes open a store for the first time. */
function together(Database $database): void
{
    $database->pdo(user: $database->kind === 'mysql' ? 'root' : 'coop')->exec('DROP TABLE coop_refresh');
    $extensions = [];
    foreach (['pdo', 'mysqlnd', 'pdo_mysql', 'pdo_pgsql'] as $name) {
        $extensions[] = "-dextension=$name";
    }
    $code = 'echo (new Coop\PdoTokenStore(new PDO($argv[1], "coop", "")))->id(), "\n";';
    for ($i = 0; $i < 8; $i++) {
        $processes[] = proc_open([PHP_BINARY, '-n', ...$extensions, '-dextension=' . getenv('COOP_EXTENSION'), '-r', $code, $database->sources[0]], [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes[$i]);
    }
    $ids = array_map(fn ($one) => trim(stream_get_contents($one[1])), $pipes);
    echo count(array_unique($ids)), ' id', strlen($ids[0]) === 36 ? '' : ": $ids[0]", "\n";
}

putenv('COOP_EXTENSION=' . ini_get_extension());
function ini_get_extension(): string
{
    foreach (file('/proc/self/maps') as $line) {
        if (preg_match('#(/\S+/coop\.so)$#', trim($line), $match)) {
            return $match[1];
        }
    }
}

foreach (['pgsql', 'mysql'] as $kind) {
    echo "== $kind\n";
    $database = Database::start($kind);
    short_columns($database->pdo(), $kind);
    rights($database, $kind);
    together($database);
    if ($kind === 'pgsql') {
        $pdo = $database->pdo();
        $pdo->exec("DROP TABLE users; CREATE DOMAIN address AS VARCHAR(60); CREATE TABLE users (email UUID PRIMARY KEY, coopUserId INT, coopAccessToken VARCHAR(255), coopAccessExpiresAt TIMESTAMPTZ, coopRefreshToken TEXT)");
        $pdo->exec("INSERT INTO users VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 8, 'a', '2020-01-01 12:00:00+02', 'r')");
        $store = new Coop\PdoTokenStore($pdo);
        $stored = $store->getExpiringTokens()[0];
        echo $stored->userId, ' ', $stored->tokens->expiresAt->format('c'), ' ', $stored->resourceOwnerId, ' ', json_encode($store->saveNewTokens(strtoupper($stored->userId), tokens('n', 'm'), $stored->tokens)), "\n";
        echo rows_of($pdo, 'SELECT coopaccessexpiresat FROM users'), "; ", rows_of($pdo, "SELECT user_key FROM coop_refresh WHERE user_key <> ''"), "\n";
        $pdo->exec("CREATE TABLE short (email CHAR(8), coopUserId INT, coopAccessToken TEXT, coopAccessExpiresAt DATE, coopRefreshToken address); INSERT INTO short VALUES ('bob', 1, 'a', '2020-01-01', 'r')");
        $store = new Coop\PdoTokenStore($pdo, 'short');
        echo '"', $store->findTokens('bob')->userId, '" "', $store->findTokens('bob     ')->userId, "\"\n", thrown(fn () => $store->saveNewTokens('bob', tokens('a', 'r')))->sql, "\n";
    } else {
        $pdo = $database->pdo();
        table_of_users($pdo, $kind, ['Ann' => '2020-01-01', 'bob' => '2020-01-02']);
        $store = new Coop\PdoTokenStore($pdo);
        echo json_encode([$store->findTokens('ANN')->userId, $store->saveNewTokens('aNN', tokens('n', 'm'))]), "\n";
        // In MySQL's collations a space at the end counts, in MariaDB's it does not.
        echo 'with a space at the end: ', $store->findTokens('bob ')?->userId === (Database::isMariaDb() ? 'bob' : null) ? 'as in SQL' : 'otherwise', "\n";
        echo rows_of($pdo, "SELECT user_key FROM coop_refresh WHERE user_key <> ''"), "\n";
    }
    $pdo = null;
    $database->stop();
}
--EXPECTF--
== pgsql
reading: bob
The column "coopAccessToken" of the table "users" is too short for tokens, and a token that does not fit would be lost: run the SQL of this exception ($sql)
  ALTER TABLE "users" ALTER COLUMN "coopAccessToken" TYPE TEXT
The column "coopRefreshToken" of the table "users" is too short for tokens, and a token that does not fit would be lost: run the SQL of this exception ($sql)
  ALTER TABLE "users" ALTER COLUMN "coopRefreshToken" TYPE TEXT
bool(true)
int(300)
Coop\StoreException: The token store's database refused a statement: SQLSTATE 22001, error 7 (the row cannot hold the values), table "users", user "bob"
does not show it
Coop\StoreException: The token store's database refused a statement: SQLSTATE 22021, error 7 (the row cannot hold the values), table "users", user "bob"
does not show it
The tokens of the user "bob" could not be saved in the table "users": they have a zero byte, which a text of PostgreSQL cannot hold
a-bob
reading: bob bob 0
Coop\StoreException: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  CREATE TABLE IF NOT EXISTS "coop_refresh" (
Coop\StoreException: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  CREATE TABLE IF NOT EXISTS "coop_refresh" (
Coop\StoreException: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  CREATE TABLE IF NOT EXISTS "coop_refresh" (
bool(true)
Coop\StoreException: This database account may not make the index on the table "users": run the SQL of this exception ($sql) with an account that may
  CREATE INDEX IF NOT EXISTS "coop_refresh_users_coopAccessExpiresAt" ON "users" ("coopAccessExpiresAt", "email")
1 id
a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 2020-01-01T10:00:00+00:00 8 true
2030-01-02 03:04:05+00; a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
"bob" "bob"
ALTER TABLE "short" ALTER COLUMN "cooprefreshtoken" TYPE TEXT
== mysql
reading: bob
The column "coopAccessToken" of the table "users" is too short for tokens, and a token that does not fit would be lost: run the SQL of this exception ($sql)
  ALTER TABLE `users` MODIFY `coopAccessToken` VARCHAR(2048) NOT NULL
The column "coopRefreshToken" of the table "users" is too short for tokens, and a token that does not fit would be lost: run the SQL of this exception ($sql)
  ALTER TABLE `users` MODIFY `coopRefreshToken` VARCHAR(2048) NOT NULL
bool(true)
int(300)
Coop\StoreException: The token store's database refused a statement: SQLSTATE 22001, error 1406 (the row cannot hold the values), table "users", column "coopAccessToken", user "bob"
does not show it
Coop\StoreException: The token store's database refused a statement: SQLSTATE 22007, error 1366 (the row cannot hold the values), table "users", column "coopAccessToken", user "bob"
does not show it

a-bob
NO_ZERO_DATE
reading: bob bob 0
Coop\StoreException: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  CREATE TABLE IF NOT EXISTS `coop_refresh` (
Coop\StoreException: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  CREATE TABLE IF NOT EXISTS `coop_refresh` (
Coop\StoreException: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may
  CREATE TABLE IF NOT EXISTS `coop_refresh` (
bool(true)
Coop\StoreException: This database account may not make the index on the table "users": run the SQL of this exception ($sql) with an account that may
  CREATE INDEX%S `coop_refresh_users_coopAccessExpiresAt` ON `users` (`coopAccessExpiresAt`, `email`)
1 id
["Ann",true]
with a space at the end: as in SQL
Ann
