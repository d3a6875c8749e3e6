--TEST--
introspect(): an inactive token is an answer; which token is named, and what is thrown
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
[$login] = $server->seed();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", introspectionEndpoint: "$server->http/introspect"), 'id', 'secret');
var_dump($client->introspect($login['access_token'])['active'], $client->introspect('unknown'));
$client->introspect(Coop\TokenSet::fromArray($login));
$client->introspect(Coop\TokenSet::fromArray(['refresh_token' => 'lone']));
foreach (array_slice($server->requests(), 2) as $request) {
    echo str_replace($login['access_token'], 'ACCESS', $request['body']), "\n";
}
foreach ([
    ['status' => 200, 'body' => '{"active":true,"scope":"a b","exp":2000000000,"error":"not one","access_token":"x"}'],
    ['status' => 401, 'body' => '{"error":"invalid_client","error_description":"who?"}'],
    ['status' => 503, 'headers' => ['Retry-After' => '7']], ['redirect' => 302], ['status' => 200, 'body' => 'true'], ['status' => 200, 'body' => '[]'],
    ['status' => 200, 'body' => '[{"active":true}]'], ['status' => 200, 'body' => ''], ['lose' => true],
] as $fault) {
    $server->script($fault + ['path' => '/introspect']);
    try {
        echo json_encode($client->introspect('x')), "\n";
    } catch (Coop\OAuthErrorException $e) {
        echo $e::class, " $e->status ", json_encode([$e->error, $e->errorDescription, $e->retryAfter]), "\n";
    } catch (Coop\InvalidResponseException $e) {
        echo $e::class, " $e->status ", json_encode($e->salvagedRefreshToken()), "\n";
    } catch (Coop\TransportException $e) {
        echo $e::class, " $e->phase\n";
    }
}
echo $server->otherConnections(), " connections to another origin\n";
?>
--EXPECT--
bool(true)
array(1) {
  ["active"]=>
  bool(false)
}
token=ACCESS&token_type_hint=access_token
token=lone&token_type_hint=refresh_token
{"active":true,"scope":"a b","exp":2000000000,"error":"not one","access_token":"x"}
Coop\OAuthErrorException 401 ["invalid_client","who?",null]
Coop\OAuthErrorException 503 [null,null,7]
Coop\OAuthErrorException 302 [null,null,null]
Coop\InvalidResponseException 200 null
Coop\InvalidResponseException 200 null
Coop\InvalidResponseException 200 null
Coop\InvalidResponseException 200 null
Coop\TransportException receive
0 connections to another origin
