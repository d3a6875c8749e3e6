--TEST--
Exceptions made without their constructor, copied or serialized are harmless
--EXTENSIONS--
coop
--FILE--
<?php
final class Quiet extends Coop\InvalidResponseException
{
    public function __construct() // without its parent's
    {
    }
}
$reflected = (new ReflectionClass(Coop\InvalidResponseException::class))->newInstanceWithoutConstructor();
foreach ([new Quiet(), $reflected, new Coop\InvalidResponseException('m', 200, 'salvaged'), new Coop\OAuthErrorException('m', 'e')] as $e) {
    foreach ([fn () => $e instanceof Coop\InvalidResponseException ? $e->salvagedRefreshToken() : '-', fn () => $e->status, fn () => clone $e, fn () => serialize($e) !== '', fn () => (string) $e !== ''] as $do) {
        try {
            echo json_encode($do()), "\n";
        } catch (Throwable $t) {
            echo $t::class, ': ', $t->getMessage(), "\n";
        }
    }
}
$forged = unserialize('O:29:"Coop\InvalidResponseException":1:{s:6:"status";i:1;}');
echo $forged->status, ' ', json_encode($forged->salvagedRefreshToken()), "\n";
try {
    unserialize('O:29:"Coop\InvalidResponseException":1:{s:39:"' . "\0Coop\\InvalidResponseException\0salvaged" . '";s:1:"x";}');
} catch (Throwable $t) {
    echo $t::class, ': ', $t->getMessage(), "\n";
}
foreach ([fn () => $reflected->__construct('late', 201, 'salvaged'), fn () => $reflected->__construct('again')] as $construct) {
    try {
        $construct();
        echo $reflected->getMessage(), ' ', $reflected->status, ' ', $reflected->salvagedRefreshToken(), "\n";
    } catch (Error $t) {
        echo $t->getMessage(), "\n";
    }
}
?>
--EXPECT--
null
Error: Typed property Coop\InvalidResponseException::$status must not be accessed before initialization
Error: Trying to clone an uncloneable object of class Quiet
true
true
null
Error: Typed property Coop\InvalidResponseException::$status must not be accessed before initialization
Error: Trying to clone an uncloneable object of class Coop\InvalidResponseException
true
true
"salvaged"
200
Error: Trying to clone an uncloneable object of class Coop\InvalidResponseException
Exception: Serialization of 'Coop\TokenSet' is not allowed
true
"-"
null
Error: Trying to clone an uncloneable object of class Coop\OAuthErrorException
true
true
1 null
TypeError: Cannot assign string to property Coop\InvalidResponseException::$salvaged of type ?Coop\TokenSet
late 201 salvaged
Coop\InvalidResponseException::__construct() cannot be called twice
