--TEST--
MariaDB and MySQL: where columns do not fit into an index, installSchema() says so, and the store works without the index
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
foreach (['TEXT' => 'VARCHAR(190)', 'VARCHAR(500)' => 'VARCHAR(700)'] as $expiry => $id) {
    $pdo = table_of_users($database->pdo(), 'mysql', ['bob' => '2020-01-01'], $expiry, id: $id);
    $store = new Coop\PdoTokenStore($pdo);
    try {
        $store->installSchema();
    } catch (Coop\StoreException $e) {
        echo wordwrap($e->getMessage(), 130), "\n";
    }
    echo ids($store->getExpiringTokens()), "\n";
}
--EXPECT--
The index on the table "users" cannot be made: the columns "coopAccessExpiresAt" and "email" must be of types that fit into an
index, such as VARCHAR(40)
bob
The index on the table "users" cannot be made: the columns "coopAccessExpiresAt" and "email" must be of types that fit into an
index, such as VARCHAR(40)
bob
