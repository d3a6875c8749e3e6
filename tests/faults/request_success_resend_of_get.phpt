--TEST--
Kept-alive connections: a GET that met a closed connection is sent again, a POST is not
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();

$provider = new Coop\Provider('test', "$server->http/token", apiBaseUrl: $server->http);
$client = new Coop\Client($provider, 'id', 'secret');
[$login] = $server->seed();
foreach (['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as $method) {
    $server->dropConnections();
    $server->script(['path' => '/api/*', 'connection_nth_mod' => 2, 'lose' => true]);
    $outcomes = [];
    $before = $server->stats()['requests'];
    for ($n = 0; $n < 6; $n++) {
        try {
            $outcomes[] = $client->request($method, '/api/things', $login['access_token'])->status;
        } catch (Coop\TransportException $e) {
            $outcomes[] = $e->requestSent ? 'lost' : 'not sent';
        }
    }
    echo "$method: ", implode(' ', $outcomes), '; ', $server->stats()['requests'] - $before > 6 ? 'sent again' : 'never sent again', "\n";
}
?>
--EXPECT--
GET: 200 200 200 200 200 200; sent again
HEAD: 200 200 200 200 200 200; sent again
OPTIONS: 200 200 200 200 200 200; sent again
POST: 200 lost 200 lost 200 lost; never sent again
PUT: 200 lost 200 lost 200 lost; never sent again
PATCH: 200 lost 200 lost 200 lost; never sent again
DELETE: 200 lost 200 lost 200 lost; never sent again
