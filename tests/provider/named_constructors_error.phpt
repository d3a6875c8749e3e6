--TEST--
Provider's named constructors refuse what is no base URL
--EXTENSIONS--
coop
--FILE--
<?php
foreach ([
    fn () => Coop\Provider::coop(''), fn () => Coop\Provider::coop('/api'), fn () => Coop\Provider::coop('https://coop.example/#x'),
    fn () => Coop\Provider::redcore('http://shop.example'), fn () => Coop\Provider::keycloak("https://a.example/\nrealms"),
    fn () => Coop\Provider::fastapi('http://api.example'), fn () => Coop\Provider::fastapi('https://me:pw@api.example'),
    fn () => Coop\Provider::fastapi('https://api.example', "/login\n"), fn () => Coop\Provider::fastapi('https://api.example', "/login\0x"),
    fn () => Coop\Provider::coop('https://coop.example', name: ''), fn () => Coop\Provider::google(''), fn () => Coop\Provider::coop(),
] as $wrong) {
    try {
        $provider = $wrong();
        echo "fine: $provider->tokenEndpoint $provider->passwordEndpoint\n";
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
ValueError: Coop\Provider::coop(): Argument #1 ($baseUrl) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::coop(): Argument #1 ($baseUrl) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::coop(): Argument #1 ($baseUrl) must not contain a fragment
ValueError: Coop\Provider::redcore(): Argument #1 ($siteUrl) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::keycloak(): Argument #1 ($realmUrl) must not contain spaces, backslashes or other characters that a URL writes with a percent sign
ValueError: Coop\Provider::fastapi(): Argument #1 ($baseUrl) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::fastapi(): Argument #1 ($baseUrl) must not contain a user name or password
ValueError: Coop\Provider::__construct(): Argument #9 ($passwordEndpoint) must not contain spaces, backslashes or other characters that a URL writes with a percent sign
ValueError: Coop\Provider::__construct(): Argument #9 ($passwordEndpoint) must not contain spaces, backslashes or other characters that a URL writes with a percent sign
ValueError: Coop\Provider::__construct(): Argument #1 ($name) cannot be empty
ValueError: Coop\Provider::__construct(): Argument #1 ($name) cannot be empty
ArgumentCountError: Coop\Provider::coop() expects at least 1 argument, 0 given
