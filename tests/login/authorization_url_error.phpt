--TEST--
authorizationUrl(): what it needs, and what it refuses
--EXTENSIONS--
coop
--FILE--
<?php
$provider = new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize');
$client = new Coop\Client($provider, 'id', 'secret', 'https://site.example/cb');
$session = [];
$null = null;
foreach ([
    fn () => $client->authorizationUrl($null),
    fn () => $client->authorizationUrl($undefined),
    fn () => $client->authorizationUrl($session, ['a b']),
    fn () => $client->authorizationUrl($session, [1]),
    fn () => $client->authorizationUrl($session, [], ['state' => 'mine']),
    fn () => $client->authorizationUrl($session, [], ['x' => []]),
    fn () => (new Coop\Client($provider, 'id', 'secret'))->authorizationUrl($session),
    fn () => (new Coop\Client($provider, redirectUri: 'https://site.example/cb'))->authorizationUrl($session),
    fn () => (new Coop\Client(new Coop\Provider('x', 'https://a.example/token'), 'id', 's', 'https://site.example/cb'))->authorizationUrl($session),
    fn () => $client->readCallback($null, 'code=1'),
] as $wrong) {
    try {
        $wrong();
        echo "fine\n";
    } catch (Error $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
var_dump($session);
?>
--EXPECT--
TypeError: Coop\Client::authorizationUrl(): Argument #1 ($session) must be of type array, null given: call session_start() first
TypeError: Coop\Client::authorizationUrl(): Argument #1 ($session) must be of type array, null given: call session_start() first
ValueError: Coop\Client::authorizationUrl(): Argument #2 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
TypeError: Coop\Client::authorizationUrl(): Argument #2 ($scope) must be a list of strings and Coop\Action cases
ValueError: Coop\Client::authorizationUrl(): Argument #3 ($parameters) must not have "state", which the extension sets itself
TypeError: Coop\Client::authorizationUrl(): Argument #3 ($parameters) must be an array with names as keys and strings as values
ValueError: A login needs $authorizationEndpoint of the provider "x", and $clientId and $redirectUri of the client: $redirectUri is missing
ValueError: A login needs $authorizationEndpoint of the provider "x", and $clientId and $redirectUri of the client: $clientId is missing
ValueError: A login needs $authorizationEndpoint of the provider "x", and $clientId and $redirectUri of the client: $authorizationEndpoint is missing
TypeError: Coop\Client::readCallback(): Argument #1 ($session) must be of type array, null given: call session_start() first
array(0) {
}
