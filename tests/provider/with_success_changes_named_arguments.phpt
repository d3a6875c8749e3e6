--TEST--
Provider::with() changes what is named and keeps the dialect; a provider itself does not change
--EXTENSIONS--
coop
--FILE--
<?php
$coop = Coop\Provider::coop('http://localhost:9002');
$other = $coop->with(defaultAccessTokenLifetime: 60, apiOrigins: ['https://files.example']);
var_dump($coop->defaultAccessTokenLifetime, $other->defaultAccessTokenLifetime, $other->apiOrigins, $other->tokenEndpoint === $coop->tokenEndpoint);
foreach ([fn () => $coop->name = 'x', fn () => $coop->extra = 1, fn () => clone $coop, fn () => serialize($coop), fn () => $coop->__construct('x', 'https://a.example'),
    fn () => unserialize('O:13:"Coop\Provider":0:{}')] as $wrong) {
    try {
        $wrong();
        echo "allowed\n";
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
int(86400)
int(60)
array(1) {
  [0]=>
  string(21) "https://files.example"
}
bool(true)
Error: Cannot modify readonly property Coop\Provider::$name
Error: Cannot create dynamic property Coop\Provider::$extra
Error: Trying to clone an uncloneable object of class Coop\Provider
Exception: Serialization of 'Coop\Provider' is not allowed
Error: Coop\Provider::__construct() cannot be called twice
Exception: Unserialization of 'Coop\Provider' is not allowed
