--TEST--
Client::request(): query, form, JSON, body and headers; every HTTP answer is returned
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
[$login] = $server->seed();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", apiBaseUrl: "$server->http/api/v1", userinfoEndpoint: "$server->http/userinfo"));
$tokens = Coop\TokenSet::fromArray($login);
$show = function (Coop\Response $response): void {
    $seen = $response->json();
    $headers = array_change_key_case(array_column($seen['headers'] ?? [], 1, 0));
    echo $response->status, ' ', $seen['method'] ?? '', ' ', $seen['path'] ?? '', '?', $seen['query'] ?? '', ' ', $seen['body'] ?? '', ' ', $headers['content-type'] ?? '-', ' ', $headers['accept'] ?? '-', ' ', $headers['x-a'] ?? '', "\n";
};
$show($client->request('GET', '/eggs', $tokens, ['a' => 'x y', 'b' => [1, 2]]));
$show($client->request('GET', "$server->http/api/v1/eggs?x=1", $login['access_token'], ['a' => 1]));
$show($client->request('POST', 'eggs', $tokens, form: ['a' => 'b c', 'd' => ['e' => 1]]));
$show($client->request('PUT', '/eggs', $tokens, json: ['ü' => 1.5, 'u' => 'a/b']));
$show($client->request('PATCH', '/eggs', $tokens, body: 'raw', headers: ['Content-Type' => 'text/plain', 'X-A' => 'b', 'Accept' => 'text/html']));
$show($client->request('POST', '/eggs', $tokens, body: 'raw'));
$show($client->request('DELETE', '/eggs', $tokens));
$show($client->request('POST', '/eggs', $tokens));
echo $client->request('HEAD', '/eggs', $tokens)->status, ' ', json_encode($client->request('HEAD', '/eggs', $tokens)->body), "\n";
$response = $client->request('GET', '/eggs', 'not-a-token');
echo $response->status, ' ', $response->header('WWW-Authenticate') !== null ? 'challenge' : '', "\n";
echo $client->request('GET', "$server->otherHttp/public")->status, "\n"; // without a token any server may be asked
echo $server->stats()['requests_per_connection'][0] >= 10 ? 'one connection' : json_encode($server->stats()['requests_per_connection']), "\n";
?>
--EXPECT--
200 GET /api/v1/eggs?a=x+y&b%5B0%5D=1&b%5B1%5D=2  - application/json 
200 GET /api/v1/eggs?x=1&a=1  - application/json 
200 POST /api/v1/eggs? a=b+c&d%5Be%5D=1 application/x-www-form-urlencoded application/json 
200 PUT /api/v1/eggs? {"ü":1.5,"u":"a/b"} application/json application/json 
200 PATCH /api/v1/eggs? raw text/plain text/html b
200 POST /api/v1/eggs? raw application/octet-stream application/json 
200 DELETE /api/v1/eggs?  - application/json 
200 POST /api/v1/eggs?  application/x-www-form-urlencoded application/json 
200 ""
401 challenge
200
one connection
