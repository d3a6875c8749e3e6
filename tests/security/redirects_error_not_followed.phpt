--TEST--
No redirect is followed, neither with a code, a password or a token in it nor on API calls: the other origin hears nothing
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
[$login] = $server->seed();
$provider = new Coop\Provider('x', "$server->http/token", "$server->http/authorize", $server->http, apiOrigins: [$server->otherHttp]);
$client = new Coop\Client($provider, 'id', 'secret', 'http://localhost/cb', authMethod: Coop\ClientAuthMethod::ClientSecretPost);
foreach ([301, 302, 303, 307, 308] as $status) {
    $server->script(['path' => '*', 'redirect' => $status, 'times' => 0]);
    $session = [];
    parse_str(parse_url($client->authorizationUrl($session), PHP_URL_QUERY), $query);
    foreach ([fn () => $client->handleCallback($session, "code=c&state=$query[state]"), fn () => $client->password('ann', 'pw'), fn () => $client->clientCredentials()] as $grant) {
        try {
            $grant();
            echo 'tokens ';
        } catch (Coop\OAuthErrorException $e) {
            echo $e->status, ' ';
        }
    }
    foreach (['GET', 'POST', 'HEAD', 'DELETE'] as $method) {
        $response = $client->request($method, '/api/x', $login['access_token']);
        echo $response->status, $response->header('Location') === "$server->otherHttp/api/x" ? ' to the other' : ' to nowhere', $method === 'DELETE' ? "\n" : ', ';
    }
}
echo $server->otherConnections(), " connections, ", $server->stats()['requests'], " requests\n";
?>
--EXPECT--
301 301 301 301 to the other, 301 to the other, 301 to the other, 301 to the other
302 302 302 302 to the other, 302 to the other, 302 to the other, 302 to the other
303 303 303 303 to the other, 303 to the other, 303 to the other, 303 to the other
307 307 307 307 to the other, 307 to the other, 307 to the other, 307 to the other
308 308 308 308 to the other, 308 to the other, 308 to the other, 308 to the other
0 connections, 35 requests
