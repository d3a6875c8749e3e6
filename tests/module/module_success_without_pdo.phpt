--TEST--
Without PDO every class is there, and a store says what it needs
--EXTENSIONS--
coop
--FILE--
<?php
var_dump(extension_loaded('pdo'));
foreach ([fn () => new Coop\PdoTokenStore('sqlite::memory:'), fn () => new Coop\PdoLeases(new stdClass(), 'x')] as $wrong) {
    try {
        $wrong();
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
$store = new Coop\PdoTokenStore(fn () => null);
try {
    $store->findTokens('ann');
} catch (Throwable $e) {
    echo $e::class, ': ', $e->getMessage(), "\n";
}
?>
--EXPECT--
bool(false)
TypeError: Coop\PdoTokenStore::__construct(): Argument #1 ($connection) must be of type PDO|Closure, string given
TypeError: Coop\PdoLeases::__construct(): Argument #1 ($connection) must be of type PDO|Closure, stdClass given
Coop\StoreException: The function that opens the token store's connection must return a PDO, not null
