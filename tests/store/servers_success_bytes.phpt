--TEST--
MariaDB and MySQL: expiries are read from a column of texts or of bytes, over connections in each character set
--EXTENSIONS--
coop
pdo
pdo_sqlite
mysqlnd
pdo_mysql
--FILE--
<?php
require __DIR__ . '/servers.inc';
$database = Database::start('mysql');
foreach (['VARCHAR(40)', 'VARCHAR(40) CHARACTER SET latin1', 'VARBINARY(40)', 'TEXT'] as $type) {
    $expiries = ['bob' => '2020-01-01 00:00:00', 'eve' => '2020-01-01T00:00:00+02:00', 'joe' => '1577836800', 'kim' => '2999-01-01'];
    table_of_users($database->pdo(), 'mysql', $expiries, $type);
    foreach (['utf8mb4', 'latin1', 'binary'] as $names) {
        $pdo = $database->pdo();
        $pdo->exec("SET NAMES $names");
        try {
            echo "$type over $names: ", ids((new Coop\PdoTokenStore($pdo))->getExpiringTokens()), "\n";
        } catch (Coop\StoreException $e) {
            echo "$type over $names: {$e->getMessage()}: {$e->getPrevious()?->getMessage()}\n";
        }
    }
}
--EXPECT--
VARCHAR(40) over utf8mb4: eve bob joe
VARCHAR(40) over latin1: eve bob joe
VARCHAR(40) over binary: eve bob joe
VARCHAR(40) CHARACTER SET latin1 over utf8mb4: eve bob joe
VARCHAR(40) CHARACTER SET latin1 over latin1: eve bob joe
VARCHAR(40) CHARACTER SET latin1 over binary: eve bob joe
VARBINARY(40) over utf8mb4: eve bob joe
VARBINARY(40) over latin1: eve bob joe
VARBINARY(40) over binary: eve bob joe
TEXT over utf8mb4: eve bob joe
TEXT over latin1: eve bob joe
TEXT over binary: eve bob joe
