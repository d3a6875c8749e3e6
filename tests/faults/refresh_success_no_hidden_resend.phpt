--TEST--
Kept-alive connections: a refresh token is sent exactly once, also when the server closes under the request
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();

foreach (['http' => $server->http, 'https' => $server->https] as $name => $origin) {
    $server->reset();
    // It processes every second request of a connection and closes without a byte: libcurl would send it again and call that a success.
    $server->script(['connection_nth_mod' => 2, 'lose' => true]);
    $client = new Coop\Client(new Coop\Provider('test', "$origin/token"), 'id', 'secret', caFile: $server->ca);
    $counts = ['tokens' => 0, 'lost' => 0];
    foreach ($server->seed(40) as $login) {
        try {
            $tokens = $client->refresh($login['refresh_token']);
            $counts['tokens'] += (int) $server->isLive($tokens->refreshToken());
        } catch (Coop\TransportException $e) {
            $counts['lost'] += (int) $e->requestSent;
            if ($e->phase !== 'receive' && $e->phase !== 'send') {
                echo "phase $e->phase\n";
            }
        }
        if ($server->uses($login['refresh_token']) !== 1) {
            echo "{$login['login']}: sent {$server->uses($login['refresh_token'])} times\n";
        }
    }
    $stats = $server->stats();
    echo "$name: ", json_encode($counts), ", {$stats['requests']} requests on {$stats['connections']} connections, {$stats['tokens']['reuses']} reused\n";
}
?>
--EXPECT--
http: {"tokens":20,"lost":20}, 40 requests on 20 connections, 0 reused
https: {"tokens":20,"lost":20}, 40 requests on 20 connections, 0 reused
