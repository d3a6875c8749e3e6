--TEST--
TokenSet::fromArray() names the member that is wrong
--EXTENSIONS--
coop
--FILE--
<?php
foreach ([[], ['access_token' => ''], ['access_token' => 1], ['refresh_token' => []], ['access_token' => 'a', 'expires_at' => 'tomorrow'],
    ['access_token' => 'a', 'expires_in' => '60'], ['access_token' => 'a', 'scope' => 1], ['access_token' => 'a', 'scope' => ['a b']],
    ['access_token' => 'a', 'extra' => 'x'], ['access_token' => 'a', 'received_at' => 1.5], ['access_token' => 'a', 'token_type' => null, 'scope' => null, 'expires_at' => null]] as $array) {
    try {
        Coop\TokenSet::fromArray($array);
        echo "fine\n";
    } catch (Error $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "access_token" or "refresh_token"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "access_token" or "refresh_token"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "access_token" as a string
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "refresh_token" as a string
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "expires_at" as Unix seconds
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "expires_in" as seconds
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "scope" as a list of strings without spaces
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "scope" as a list of strings without spaces
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "extra" as an array
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must hold "received_at" as Unix seconds
fine
