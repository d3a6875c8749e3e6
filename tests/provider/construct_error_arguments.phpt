--TEST--
Provider refuses URLs that would leak or lose something, and names the argument
--EXTENSIONS--
coop
--FILE--
<?php
function attempt(callable $make): void
{
    try {
        $make();
        echo "fine\n";
    } catch (Error $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
$url = 'https://a.example/token';
attempt(fn () => new Coop\Provider('', $url));
foreach (['token', '//a.example/token', 'ftp://a.example/', 'http://a.example/token', 'https://me:secret@a.example/', 'https://a.example/#x',
    "https://a.example/\r\nX: y", 'https://a.example:0/', 'https:///x', 'http://127.0.0.1.evil.example/'] as $bad) {
    attempt(fn () => new Coop\Provider('x', $bad));
}
foreach (['http://localhost/token', 'http://127.0.0.9:8080/token', 'http://[::1]/token', 'https://a.example/index.php?option=token'] as $good) {
    attempt(fn () => new Coop\Provider('x', $good));
}
attempt(fn () => new Coop\Provider('x', 'http://a.example/token', allowHttp: true));
attempt(fn () => new Coop\Provider('x', $url, apiBaseUrl: 'http://a.example'));
attempt(fn () => new Coop\Provider('x', $url, authorizationParameters: ['state' => 'mine']));
attempt(fn () => new Coop\Provider('x', $url, authorizationParameters: ['a' => []]));
attempt(fn () => new Coop\Provider('x', $url, apiOrigins: ['a.example']));
attempt(fn () => new Coop\Provider('x', $url, defaultAccessTokenLifetime: 0));
attempt(fn () => Coop\Provider::coop('coop.example'));
attempt(fn () => Coop\Provider::coop('http://coop.example'));
attempt(fn () => (new Coop\Provider('x', $url))->with(nonsense: 1));
attempt(fn () => (new Coop\Provider('x', $url))->with('y'));
?>
--EXPECT--
ValueError: Coop\Provider::__construct(): Argument #1 ($name) cannot be empty
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must not contain a user name or password
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must not contain a fragment
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must not contain spaces, backslashes or other characters that a URL writes with a percent sign
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must have a port between 1 and 65535, or none
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must use https:// unless its host is loopback or plain http is allowed
fine
fine
fine
fine
fine
ValueError: Coop\Provider::__construct(): Argument #4 ($apiBaseUrl) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "state", which the extension sets itself
TypeError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must be an array with names as keys and strings as values
ValueError: Coop\Provider::__construct(): Argument #12 ($apiOrigins) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #14 ($defaultAccessTokenLifetime) must be between 1 and 315360000
ValueError: Coop\Provider::coop(): Argument #1 ($baseUrl) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::coop(): Argument #1 ($baseUrl) must use https:// unless its host is loopback or plain http is allowed
Error: Unknown named parameter $nonsense
ArgumentCountError: Coop\Provider::with() takes named arguments only
