--TEST--
Provider checks every URL it is given, and every reserved authorization parameter
--EXTENSIONS--
coop
--FILE--
<?php
$attempt = function (array $arguments): void {
    try {
        new Coop\Provider('x', ...(['tokenEndpoint' => 'https://a.example/token'] + $arguments));
        echo "fine\n";
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
};
foreach (['authorizationEndpoint', 'apiBaseUrl', 'issuer', 'userinfoEndpoint', 'revocationEndpoint', 'introspectionEndpoint', 'passwordEndpoint'] as $name) {
    $attempt([$name => 'http://a.example/x']);
    $attempt([$name => '/x']);
}
$attempt(['apiOrigins' => ['https://b.example', 'http://b.example']]);
$attempt(['apiOrigins' => [1]]);
foreach (['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'client_secret'] as $name) {
    $attempt(['authorizationParameters' => ['prompt' => 'login', $name => 'mine']]);
}
$attempt(['authorizationParameters' => ['nonce' => 'n', 'audience' => 'https://api.example', 'max_age' => '60']]);
$attempt(['authorizationParameters' => ['prompt=login']]);
$attempt(['authorizationParameters' => ['prompt' => null]]);
$attempt(['defaultAccessTokenLifetime' => -1]);
$attempt(['defaultAccessTokenLifetime' => 315360000]);
$attempt(['defaultAccessTokenLifetime' => 315360001]);
?>
--EXPECT--
ValueError: Coop\Provider::__construct(): Argument #3 ($authorizationEndpoint) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #3 ($authorizationEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #4 ($apiBaseUrl) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #4 ($apiBaseUrl) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #5 ($issuer) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #5 ($issuer) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #6 ($userinfoEndpoint) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #6 ($userinfoEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #7 ($revocationEndpoint) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #7 ($revocationEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #8 ($introspectionEndpoint) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #8 ($introspectionEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #9 ($passwordEndpoint) must use https:// unless its host is loopback or plain http is allowed
ValueError: Coop\Provider::__construct(): Argument #9 ($passwordEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #12 ($apiOrigins) must use https:// unless its host is loopback or plain http is allowed
TypeError: Coop\Provider::__construct(): Argument #12 ($apiOrigins) must be a list of strings
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "response_type", which the extension sets itself
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "client_id", which the extension sets itself
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "redirect_uri", which the extension sets itself
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "scope", which the extension sets itself
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "state", which the extension sets itself
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "code_challenge", which the extension sets itself
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "code_challenge_method", which the extension sets itself
ValueError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must not have "client_secret", which the extension sets itself
fine
TypeError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must be an array with names as keys and strings as values
TypeError: Coop\Provider::__construct(): Argument #11 ($authorizationParameters) must be an array with names as keys and strings as values
ValueError: Coop\Provider::__construct(): Argument #14 ($defaultAccessTokenLifetime) must be between 1 and 315360000
fine
ValueError: Coop\Provider::__construct(): Argument #14 ($defaultAccessTokenLifetime) must be between 1 and 315360000
