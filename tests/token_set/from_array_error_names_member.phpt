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
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have "access_token" or "refresh_token"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have "access_token" or "refresh_token"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have a string as "access_token"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have a string as "refresh_token"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have Unix seconds as "expires_at"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have a number of seconds as "expires_in"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have a list of strings without spaces, or one string, as "scope"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have a list of strings without spaces, or one string, as "scope"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have an array as "extra"
ValueError: Coop\TokenSet::fromArray(): Argument #1 ($tokens) must have Unix seconds as "received_at"
fine
