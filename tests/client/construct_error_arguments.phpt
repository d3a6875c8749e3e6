--TEST--
Client's constructor names the argument that is wrong
--EXTENSIONS--
coop
--FILE--
<?php
$p = new Coop\Provider('x', 'https://a.example/token');
foreach ([
    fn () => new Coop\Client($p, ''), fn () => new Coop\Client($p, "i\n"), fn () => new Coop\Client($p, 'i', ''), fn () => new Coop\Client($p, null, 's'),
    fn () => new Coop\Client($p, 'i', 's', ''), fn () => new Coop\Client($p, connectTimeout: 0), fn () => new Coop\Client($p, timeout: 3601),
    fn () => new Coop\Client($p, caFile: '/nowhere.pem'), fn () => new Coop\Client($p, caFile: "/etc/passwd\0x"), fn () => new Coop\Client($p, proxy: ''),
    fn () => new Coop\Client($p, transport: 'strlen'), fn () => (new Coop\Client($p))->__construct($p), fn () => clone new Coop\Client($p),
    fn () => serialize(new Coop\Client($p)), fn () => (new Coop\Client($p))->refresh(''),
    fn () => (new Coop\Client($p))->refresh(Coop\TokenSet::fromArray(['access_token' => 'a'])), fn () => (new Coop\Client($p))->introspect('a'),
    fn () => (new Coop\Client($p))->revoke('a'), fn () => (new Coop\Client($p))->requestTokens(''), fn () => (new Coop\Client($p))->requestTokens('x', ['a']),
] as $wrong) {
    try {
        $wrong();
        echo "fine\n";
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
ValueError: Coop\Client::__construct(): Argument #2 ($clientId) must not be empty or have control characters
ValueError: Coop\Client::__construct(): Argument #2 ($clientId) must not be empty or have control characters
ValueError: Coop\Client::__construct(): Argument #3 ($clientSecret) must not be empty or have control characters
ValueError: Coop\Client::__construct(): Argument #3 ($clientSecret) cannot be given without argument #2 ($clientId)
ValueError: Coop\Client::__construct(): Argument #4 ($redirectUri) must not be empty or have control characters
ValueError: Coop\Client::__construct(): Argument #6 ($connectTimeout) must be between 1 and 3600
ValueError: Coop\Client::__construct(): Argument #7 ($timeout) must be between 1 and 3600
ValueError: Coop\Client::__construct(): Argument #8 ($caFile) must be a file that this process can read, which "/nowhere.pem" is not
ValueError: Coop\Client::__construct(): Argument #8 ($caFile) must not contain any null bytes
ValueError: Coop\Client::__construct(): Argument #9 ($proxy) must not be empty or have control characters
TypeError: Coop\Client::__construct(): Argument #10 ($transport) must be of type ?Closure, string given
Error: Coop\Client::__construct() cannot be called twice
Error: Trying to clone an uncloneable object of class Coop\Client
Exception: Serialization of 'Coop\Client' is not allowed
ValueError: Coop\Client::refresh(): Argument #1 ($refreshToken) has no refresh token: the user has to log in again
ValueError: Coop\Client::refresh(): Argument #1 ($refreshToken) has no refresh token: the user has to log in again
Coop\CoopException: The provider "x" has no introspection endpoint: if the server has one, give it as $introspectionEndpoint
Coop\CoopException: The provider "x" has no revocation endpoint: if the server has one, give it as $revocationEndpoint
ValueError: Coop\Client::requestTokens(): Argument #1 ($grantType) cannot be empty
TypeError: Coop\Client::requestTokens(): Argument #2 ($parameters) must be an array with names as keys and strings as values
