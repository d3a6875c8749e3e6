--TEST--
Every mode of a PDO: the same results, and the mode is put back
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
class Row {}
class Statement extends PDOStatement {}
$modes = [
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
    'no emulation' => [PDO::ATTR_EMULATE_PREPARES => false],
    'persistent' => [PDO::ATTR_PERSISTENT => true],
];
foreach ($modes as $name => $options) {
    $pdo = users(['bob' => 5, 'eve' => '2020-01-01', 'joe' => ''], 'DateTime', new PDO('sqlite::memory:', null, null, $options));
    $store = new Coop\PdoTokenStore($pdo);
    $result = [ids($store->getExpiringTokens())];
    $result[] = ids($store->getExpiringTokens(null, 1, $store->getExpiringTokens(null, 2)[1]));
    $stored = $store->findTokens('bob');
    $result[] = $stored->tokens->expiresAt->getTimestamp() . ' ' . $stored->resourceOwnerId;
    $result[] = var_export($store->saveNewTokens('bob', tokens('a1', 'r1'), $stored->tokens), true);
    $result[] = var_export($store->saveNewTokens('bob', tokens('a2', 'r2'), $stored->tokens), true);
    try {
        $store->saveNewTokens('nobody', tokens('a', 'r'));
    } catch (Coop\StoreException) {
        $result[] = 'unknown';
    }
    try {
        (new Coop\PdoTokenStore($pdo, refreshTable: 'sqlite_reserved'))->id();
    } catch (Coop\StoreException $e) {
        $result[] = $e->getPrevious()::class;
    }
    $result[] = strlen($store->id());
    $mode = $pdo->getAttribute(PDO::ATTR_ERRMODE);
    printf("%-16s %s%s\n", $name, implode(', ', $result), $mode === ($options[PDO::ATTR_ERRMODE] ?? PDO::ERRMODE_EXCEPTION) ? '' : ', mode is changed');
}
--EXPECT--
silent           joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
warning          joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
stringify        joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
upper case       joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
lower case       joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
empty to null    joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
null to empty    joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
fetch class      joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
fetch lazy       joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
fetch column     joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
statement class  joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
no emulation     joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
persistent       joe bob eve, eve, 5 7, true, false, unknown, Coop\StoreException, 36
