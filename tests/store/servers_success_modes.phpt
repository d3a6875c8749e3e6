--TEST--
Every mode of a PDO on PostgreSQL and MariaDB: the same results, and what was set is as before
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
require __DIR__ . '/../inc/pdo_constant.inc';
class Row {}
class Statement extends PDOStatement {}
const MODES = [
    'silent' => [PDO::ATTR_ERRMODE => PDO::ERRMODE_SILENT],
    'warning' => [PDO::ATTR_ERRMODE => PDO::ERRMODE_WARNING],
    'stringify' => [PDO::ATTR_STRINGIFY_FETCHES => true],
    'upper case' => [PDO::ATTR_CASE => PDO::CASE_UPPER],
    'lower case' => [PDO::ATTR_CASE => PDO::CASE_LOWER],
    'empty to null' => [PDO::ATTR_ORACLE_NULLS => PDO::NULL_EMPTY_STRING],
    'null to empty' => [PDO::ATTR_ORACLE_NULLS => PDO::NULL_TO_STRING],
    'fetch class' => [PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_CLASS],
    'fetch lazy' => [PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_LAZY],
    'fetch column' => [PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_COLUMN],
    'statement class' => [PDO::ATTR_STATEMENT_CLASS => [Statement::class]],
    'emulation' => [PDO::ATTR_EMULATE_PREPARES => true],
    'no emulation' => [PDO::ATTR_EMULATE_PREPARES => false],
    'persistent' => [PDO::ATTR_PERSISTENT => true],
];
$ownModes = [
    'pgsql' => ['no prepares' => [pdo_constant('Pgsql', 'ATTR_DISABLE_PREPARES') => true]],
    'mysql' => [
        'unbuffered' => [pdo_constant('Mysql', 'ATTR_USE_BUFFERED_QUERY') => false],
        'found rows' => [pdo_constant('Mysql', 'ATTR_FOUND_ROWS') => true],
        'no emulation, unbuffered' => [pdo_constant('Mysql', 'ATTR_USE_BUFFERED_QUERY') => false, PDO::ATTR_EMULATE_PREPARES => false],
        'single statements' => [pdo_constant('Mysql', 'ATTR_MULTI_STATEMENTS') => false],
    ],
];
$sessions = [
    'pgsql' => [
        'repeatable read' => ['SET default_transaction_isolation = "repeatable read"'],
        'serializable, no waiting for the disk' => ['SET default_transaction_isolation = serializable', 'SET synchronous_commit = off'],
        'German dates' => ["SET DateStyle = 'German, DMY'"],
        'backslashes' => ['SET standard_conforming_strings = off', 'SET escape_string_warning = off'],
    ],
    'mysql' => [
        'serializable' => ['SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE'],
        'ANSI' => ["SET sql_mode = 'ANSI'"],
        'no mode' => ["SET sql_mode = ''"],
        'another mode' => [Database::isMariaDb() ? "SET sql_mode = 'ORACLE'" : "SET sql_mode = 'TRADITIONAL'"],
        'latin1' => ['SET NAMES latin1'],
    ],
];

function results(PDO $pdo, string $kind): string
{
    $store = new Coop\PdoTokenStore($pdo);
    $result = [ids($store->getExpiringTokens())];
    $result[] = ids($store->getExpiringTokens(null, 1, $store->getExpiringTokens(null, 2)[1]));
    $stored = $store->findTokens('bob');
    $result[] = $stored->tokens->expiresAt->getTimestamp() . ' ' . $stored->resourceOwnerId;
    $result[] = var_export($store->saveNewTokens('bob', tokens('a1', 'r1'), $stored->tokens), true);
    $result[] = var_export($store->saveNewTokens('bob', tokens('a1', 'r1'), $stored->tokens), true);
    $result[] = var_export($store->saveNewTokens('bob', tokens('a2', 'r2'), $stored->tokens), true);
    try {
        $store->saveNewTokens('nobody', tokens('a', 'r'));
    } catch (Coop\StoreException) {
        $result[] = 'unknown';
    }
    $store->removeTokens('eve');
    $result[] = json_encode($store->findTokens('eve')) . ' ' . strlen($store->id());
    return implode(', ', $result);
}

/** What an operation might change, and is no counter or clock. @return array<string, string> by name */
function settings(PDO $pdo, string $kind): array
{
    $sql = $kind === 'pgsql' ? "SELECT name, setting FROM pg_settings WHERE name <> 'application_name'" : 'SHOW SESSION VARIABLES';
    $statement = $pdo->prepare($sql, [PDO::ATTR_STATEMENT_CLASS => [PDOStatement::class]]);
    $statement->execute();
    return array_diff_key($statement->fetchAll(PDO::FETCH_KEY_PAIR), array_flip(['timestamp', 'last_gtid', 'in_transaction', 'error_count', 'warning_count',
        'insert_id', 'last_insert_id', 'pseudo_thread_id', 'rand_seed1', 'rand_seed2', 'identity', 'gtid_binlog_pos', 'gtid_current_pos', 'statement_id']));
}

$expected = 'eve joe bob, bob, 1577836800 7, true, true, false, unknown, null 36';
foreach (['pgsql', 'mysql'] as $kind) {
    $database = Database::start($kind);
    $tried = 0;
    $users = fn () => table_of_users($database->pdo(), $kind, ['bob' => '2020-01-01', 'eve' => null, 'joe' => '2019-01-01']);
    $cases = array_map(fn ($options) => [$options, []], MODES + $ownModes[$kind]) + array_map(fn ($statements) => [[], $statements], $sessions[$kind]);
    foreach ($cases as $name => [$options, $statements]) {
        $users();
        $pdo = $database->pdo($options);
        array_map($pdo->exec(...), $statements);
        $before = settings($pdo, $kind);
        $result = results($pdo, $kind);
        if ($result !== $expected) {
            echo "$kind, $name: $result\n";
        }
        if (settings($pdo, $kind) !== $before) {
            echo "$kind, $name: ", json_encode(array_diff_assoc(settings($pdo, $kind), $before)), "\n";
        }
        if ($pdo->getAttribute(PDO::ATTR_ERRMODE) !== ($options[PDO::ATTR_ERRMODE] ?? PDO::ERRMODE_EXCEPTION) || $pdo->inTransaction()) {
            echo "$kind, $name: the mode is changed\n";
        }
        $tried++;
    }
    echo "$kind: $tried tried\n";
    $pdo = null;
    $database->stop();
}
--EXPECT--
pgsql: 19 tried
mysql: 23 tried
