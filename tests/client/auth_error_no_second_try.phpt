--TEST--
A client that is refused is not tried again in another way
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
foreach (Coop\ClientAuthMethod::cases() as $method) {
    [$login] = $server->seed();
    $server->script(['status' => 401, 'times' => 0, 'headers' => ['WWW-Authenticate' => 'Basic realm="x"'], 'body' => '{"error":"invalid_client"}']);
    $before = $server->stats()['requests'];
    try {
        (new Coop\Client(new Coop\Provider('x', "$server->http/token"), 'id', 'TheSecret', authMethod: $method))->refresh($login['refresh_token']);
    } catch (Coop\OAuthErrorException $e) {
        $requests = array_slice($server->requests(), $before);
        $headers = array_column($requests[0]['headers'], 1, 0);
        echo "$method->value: $e->status $e->error, ", count($requests), ' request, secret in the ',
            str_contains($requests[0]['body'], 'TheSecret') ? 'body' : (isset($headers['Authorization']) ? 'header' : 'request nowhere'), "\n";
    }
}
?>
--EXPECT--
client_secret_post: 401 invalid_client, 1 request, secret in the body
client_secret_basic: 401 invalid_client, 1 request, secret in the header
client_secret_basic_raw: 401 invalid_client, 1 request, secret in the header
none: 401 invalid_client, 1 request, secret in the request nowhere
