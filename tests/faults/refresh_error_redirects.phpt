--TEST--
Redirects of the token endpoint are errors; the other host hears nothing
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();

$client = new Coop\Client(new Coop\Provider('test', "$server->http/token"), 'id', 'secret');
foreach ([301, 302, 303, 307, 308] as $status) {
    [$login] = $server->seed();
    $server->script(['redirect' => $status]);
    try {
        $client->refresh($login['refresh_token']);
        echo "tokens\n";
    } catch (Coop\OAuthErrorException $e) {
        echo "$e->status ", json_encode($e->error), ' sent ', $server->uses($login['refresh_token']), ' time, ', $server->isLive($login['refresh_token']) ? 'live' : 'dead', "\n";
    }
}
echo $server->otherConnections(), " connections to the other host\n";
?>
--EXPECT--
301 null sent 1 time, live
302 null sent 1 time, live
303 null sent 1 time, live
307 null sent 1 time, live
308 null sent 1 time, live
0 connections to the other host
