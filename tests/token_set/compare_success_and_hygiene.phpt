--TEST--
TokenSet: == only for the same object, equals() compares; JSON, serialization, clones and construction are refused
--EXTENSIONS--
coop
--FILE--
<?php
$make = fn (string $access, ?string $refresh = 'r') => Coop\TokenSet::fromArray(['access_token' => $access, 'refresh_token' => $refresh]);
$a = $make('a');
$same = $a;
var_dump($a == $same, $a == $make('a'), $a->equals($make('a')), $a->equals($make('b')), $a->equals($make('a', null)));
foreach ([fn () => json_encode($a), fn () => serialize($a), fn () => clone $a, fn () => $a->tokenType = 'x', fn () => $a->x = 1, fn () => new Coop\TokenSet(),
    fn () => (new ReflectionClass($a))->newInstanceWithoutConstructor(), fn () => (new ReflectionMethod($a, '__construct'))->invoke($a)] as $wrong) {
    try {
        $wrong();
        echo "allowed\n";
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
bool(true)
bool(false)
bool(true)
bool(false)
bool(false)
Error: Coop\TokenSet cannot be written as JSON, because JSON would show its tokens: use toArray()
Exception: Serialization of 'Coop\TokenSet' is not allowed
Error: Trying to clone an uncloneable object of class Coop\TokenSet
Error: Cannot modify readonly property Coop\TokenSet::$tokenType
Error: Cannot create dynamic property Coop\TokenSet::$x
Error: Call to private Coop\TokenSet::__construct() from global scope
ReflectionException: Class Coop\TokenSet is an internal class marked as final that cannot be instantiated without invoking its constructor
Error: Coop\TokenSet cannot be made by its constructor: use Coop\TokenSet::fromArray()
