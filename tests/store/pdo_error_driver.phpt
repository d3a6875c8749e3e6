--TEST--
Other drivers are named, and what is supported
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
class OtherPdo extends PDO
{
    public static string $driver;
    public function getAttribute(int $attribute): mixed
    {
        return $attribute === PDO::ATTR_DRIVER_NAME ? self::$driver : parent::getAttribute($attribute);
    }
}
foreach (['firebird', 'oci'] as OtherPdo::$driver) {
    $store = new Coop\PdoTokenStore(new OtherPdo('sqlite::memory:'));
    attempt(fn () => $store->findTokens('bob'));
    attempt(fn () => $store->schemaSql());
}
--EXPECT--
Coop\StoreException: The token store's connection uses PDO's driver "firebird"; coop supports "sqlite", "pgsql" and "mysql"
Coop\StoreException: The token store's connection uses PDO's driver "firebird"; coop supports "sqlite", "pgsql" and "mysql"
Coop\StoreException: The token store's connection uses PDO's driver "oci"; coop supports "sqlite", "pgsql" and "mysql"
Coop\StoreException: The token store's connection uses PDO's driver "oci"; coop supports "sqlite", "pgsql" and "mysql"
