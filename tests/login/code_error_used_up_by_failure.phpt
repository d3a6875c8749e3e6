--TEST--
A code that was sent is not sent again, even if the exchange failed; a state is used up by an error as well
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", "$server->http/authorize"), 'id', 'secret', 'http://localhost/cb');
foreach ([['lose' => true], ['status' => 503, 'body' => ''], ['status' => 200, 'body' => 'x']] as $fault) {
    $session = [];
    $callback = $server->authorize($client->authorizationUrl($session));
    $code = $client->readCallback($session, $callback);
    $server->script($fault);
    $before = $server->stats()['requests'];
    for ($i = 0; $i < 2; $i++) {
        try {
            $client->exchangeCode($code);
        } catch (Throwable $e) {
            echo $e::class, ' ';
        }
    }
    try {
        $client->handleCallback($session, $callback);
    } catch (Coop\CallbackException $e) {
        echo $e->reason, ' ';
    }
    echo $server->stats()['requests'] - $before, " request\n";
}
?>
--EXPECT--
Coop\TransportException Error state_used 1 request
Coop\OAuthErrorException Error state_used 1 request
Coop\InvalidResponseException Error state_used 1 request
