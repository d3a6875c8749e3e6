--TEST--
A store that cannot be used: an exception that says why, and nothing is sent
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
require __DIR__ . '/../inc/pdo_constant.inc';
$site = new Site();
$tokens = $site->users(3);
$try = static function (string $name, callable $work) use ($site): void {
    $before = $site->server->stats()['requests'];
    echo "$name\n";
    try {
        $report = $work();
        echo '  ';
        show($report);
    } catch (Coop\StoreException $e) {
        echo '  StoreException: ', strtok($e->getMessage(), "\n"), $e->sql === null ? '' : ' SQL: ' . strtok($e->sql, "\n"), "\n";
    }
    if ($site->server->stats()['requests'] !== $before) {
        echo '  ', $site->server->stats()['requests'] - $before, " requests\n";
    }
};
$try('transaction of the caller', function () use ($site) {
    $site->pdo->beginTransaction();
    try {
        return $site->manager()->refreshExpiring();
    } finally {
        $site->pdo->rollBack();
    }
});
$try('transaction by exec', function () use ($site) {
    $site->pdo->exec('BEGIN');
    try {
        return $site->manager()->refreshExpiring();
    } finally {
        $site->pdo->exec('ROLLBACK');
    }
});
echo "tables: ", implode(' ', $site->pdo->query("SELECT name FROM sqlite_master WHERE type = 'table'")->fetchAll(PDO::FETCH_COLUMN)), "\n";
$readOnly = $site->connect([pdo_constant('Sqlite', 'ATTR_OPEN_FLAGS') => pdo_constant('Sqlite', 'OPEN_READONLY')]);
$try('read-only, without the companion table', fn () => $site->manager(store: $site->store($readOnly))->refreshExpiring());
$site->store()->installSchema();
$readOnly = $site->connect([pdo_constant('Sqlite', 'ATTR_OPEN_FLAGS') => pdo_constant('Sqlite', 'OPEN_READONLY')]);
$try('read-only', fn () => $site->manager(store: $site->store($readOnly))->refreshExpiring());
$site->store()->id(); // has its row in the companion table now
$try('read-only, one user', function () use ($site) {
    $readOnly = $site->connect([pdo_constant('Sqlite', 'ATTR_OPEN_FLAGS') => pdo_constant('Sqlite', 'OPEN_READONLY')]);
    $site->manager(store: $site->store($readOnly))->refresh('user001@example.com');
});
$try('transaction of the caller, one user', function () use ($site) {
    $site->pdo->beginTransaction();
    try {
        $site->manager()->refresh('user002@example.com');
    } finally {
        $site->pdo->rollBack();
    }
});
$site->pdo->exec('DROP TABLE coop_refresh');
foreach (['table' => 'members', 'userIdColumn' => 'id', 'accessTokenColumn' => 'token', 'expiresAtColumn' => 'expiry', 'refreshTokenColumn' => 'refresh', 'resourceOwnerIdColumn' => 'owner'] as $argument => $name) {
    $try("wrong $argument", fn () => $site->manager(store: new Coop\PdoTokenStore($site->pdo, ...[$argument => $name]))->refreshExpiring());
}
$try('a closure that throws', fn () => $site->manager(store: new Coop\PdoTokenStore(static fn (): PDO => throw new PDOException('server has gone away')))->refreshExpiring());
$try('a companion table that is something else', function () use ($site) {
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $site->pdo->exec('CREATE TABLE coop_refresh (x)');
    try {
        return $site->manager()->refreshExpiring();
    } finally {
        $site->pdo->exec('DROP TABLE coop_refresh');
    }
});
$try('locked by another', function () use ($site) {
    $other = $site->connect();
    $other->exec('BEGIN IMMEDIATE');
    $site->pdo->setAttribute(PDO::ATTR_TIMEOUT, 1);
    return $site->manager()->refreshExpiring();
});
echo "-- and then\n";
$try('all well, the companion table is made', fn () => $site->manager()->refreshExpiring());
echo $site->whoIsAlive(), ', ', $site->howOftenSent($tokens), ', tables: ', implode(' ', $site->pdo->query("SELECT name FROM sqlite_master WHERE type = 'table'")->fetchAll(PDO::FETCH_COLUMN)), "\n";
?>
--EXPECT--
transaction of the caller
  StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
transaction by exec
  StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
tables: users
read-only, without the companion table
  StoreException: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may SQL: CREATE TABLE IF NOT EXISTS "coop_refresh" (
read-only
  StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database
read-only, one user
  StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database
transaction of the caller, one user
  StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
wrong table
  StoreException: There is no table "members" where this connection looks: mend $table (without a schema), or the search_path or DSN
wrong userIdColumn
  StoreException: The table "users" has no column "id": add it, or give PdoTokenStore the right name as $userIdColumn
wrong accessTokenColumn
  StoreException: The table "users" has no column "token": add it, or give PdoTokenStore the right name as $accessTokenColumn
wrong expiresAtColumn
  StoreException: The table "users" has no column "expiry": add it, or give PdoTokenStore the right name as $expiresAtColumn
wrong refreshTokenColumn
  StoreException: The table "users" has no column "refresh": add it, or give PdoTokenStore the right name as $refreshTokenColumn
wrong resourceOwnerIdColumn
  StoreException: The table "users" has no column "owner": add it, or give PdoTokenStore the right name as $resourceOwnerIdColumn (null if there is none)
a closure that throws
  StoreException: The token store's database refused a connection: the function that opens it threw
a companion table that is something else
  StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 1 no such column: store_id
locked by another
  StoreException: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may SQL: CREATE TABLE IF NOT EXISTS "coop_refresh" (
-- and then
all well, the companion table is made
  {"saved":3} of 3, complete, ok
  3 requests
all 3 alive, 3 tokens sent once, tables: users coop_refresh
