--TEST--
Client::request(): a token goes to the provider's own origins only, and nothing writes a header that is none
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", apiBaseUrl: $server->http, apiOrigins: []));
foreach ([
    fn () => $client->request('GET', "$server->otherHttp/steal", 'at'),
    fn () => $client->request('GET', str_replace('127.0.0.1', 'localhost', $server->http), 'at'),
    fn () => $client->request('GET', "$server->https/", 'at'),
    fn () => $client->request('GET', 'http://example.org/', null),
    fn () => $client->request('GET', '//example.org/', 'at'),
    fn () => $client->request('GET', "/x\r\nX: y", 'at'),
    fn () => $client->request("GET\r\nX: y", '/x', 'at'),
    fn () => $client->request('get', '/x', 'at'),
    fn () => $client->request('GET', '/x', "at\r\nX: y"),
    fn () => $client->request('GET', '/x', "at\0"),
    fn () => $client->request('GET', '/x', 'tökn'),
    fn () => $client->request('GET', '/x', ''),
    fn () => $client->request('GET', '/x', Coop\TokenSet::fromArray(['refresh_token' => 'r'])),
    fn () => $client->request('GET', '/x', 'at', headers: ["X\r\nY" => 'z']),
    fn () => $client->request('GET', '/x', 'at', headers: ['X' => "y\r\nZ: a"]),
    fn () => $client->request('GET', '/x', 'at', headers: ['X' => "y\0"]),
    fn () => $client->request('GET', '/x', 'at', headers: ['Authorization' => 'Basic x']),
    fn () => $client->request('GET', '/x', 'at', headers: ['Host' => 'x']),
    fn () => $client->request('GET', '/x', 'at', headers: ['content-LENGTH' => '1']),
    fn () => $client->request('GET', '/x', 'at', headers: ['x']),
    fn () => $client->request('POST', '/x', 'at', form: ['a' => 1], json: 1),
    fn () => $client->request('POST', '/x', 'at', json: NAN),
    fn () => $client->request('POST', '/x', 'at', json: "\xff"),
    fn () => $client->request('POST', '/x', 'at', body: str_repeat('x', 9 * 1024 * 1024)),
] as $wrong) {
    try {
        $wrong();
        echo "sent\n";
    } catch (Throwable $e) {
        echo $e::class, ': ', str_replace([$server->http, $server->https, $server->otherHttp], '...', $e->getMessage()), "\n";
    }
}
var_dump($server->stats()['requests'], $server->otherConnections());
?>
--EXPECT--
ValueError: Coop\Client::request(): Argument #2 ($url) is not on an origin of the API of the provider "x", so the access token is not sent there: give the provider the origin as $apiBaseUrl, or add it to $apiOrigins, if it may see the token
ValueError: Coop\Client::request(): Argument #2 ($url) is not on an origin of the API of the provider "x", so the access token is not sent there: give the provider the origin as $apiBaseUrl, or add it to $apiOrigins, if it may see the token
ValueError: Coop\Client::request(): Argument #2 ($url) is not on an origin of the API of the provider "x", so the access token is not sent there: give the provider the origin as $apiBaseUrl, or add it to $apiOrigins, if it may see the token
ValueError: Coop\Client::request(): Argument #2 ($url) must use https:// unless its host is loopback or plain http is allowed
sent
ValueError: Coop\Client::request(): Argument #2 ($url) must not contain spaces, backslashes or other characters that a URL writes with a percent sign
ValueError: Coop\Client::request(): Argument #1 ($method) must be an HTTP method in upper-case letters
ValueError: Coop\Client::request(): Argument #1 ($method) must be an HTTP method in upper-case letters
ValueError: The access token has bytes that cannot be in a header: get a new one
ValueError: The access token has bytes that cannot be in a header: get a new one
ValueError: The access token has bytes that cannot be in a header: get a new one
ValueError: Coop\Client::request(): Argument #3 ($accessToken) has no access token
ValueError: Coop\Client::request(): Argument #3 ($accessToken) has no access token
ValueError: Coop\Client::request(): Argument #7 ($headers) has the header "?", which cannot be set
ValueError: Coop\Client::request(): Argument #7 ($headers) has control characters in "X"
ValueError: Coop\Client::request(): Argument #7 ($headers) has control characters in "X"
ValueError: Coop\Client::request(): Argument #7 ($headers) has the header "Authorization", which cannot be set
ValueError: Coop\Client::request(): Argument #7 ($headers) has the header "Host", which cannot be set
ValueError: Coop\Client::request(): Argument #7 ($headers) has the header "content-LENGTH", which cannot be set
TypeError: Coop\Client::request(): Argument #7 ($headers) must be an array with names as keys and strings as values
ValueError: Coop\Client::request(): Argument #8 ($body) cannot be given together with $form or $json
ValueError: Coop\Client::request(): Argument #6 ($json) cannot be written as JSON
ValueError: Coop\Client::request(): Argument #6 ($json) cannot be written as JSON
ValueError: The request's body is larger than 8388608 bytes
int(1)
int(0)
