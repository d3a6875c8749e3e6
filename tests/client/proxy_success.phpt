--TEST--
A proxy is used when it is given, for every host; the environment has no say
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
putenv('NO_PROXY=*');
putenv('no_proxy=*');
$client = new Coop\Client(new Coop\Provider('x', 'http://login.example/token', apiBaseUrl: 'http://api.example', allowHttp: true), 'id', 'secret', proxy: str_replace('http://', 'http://me:pw@', $server->http));
try {
    $client->refresh('r');
} catch (Coop\CoopException) {
}
$request = $server->requests()[0];
echo strtok($request['head'], "\r"), "\n";
$headers = array_column($request['headers'], 1, 0);
echo $headers['Host'], ' ', base64_decode(substr($headers['Proxy-Authorization'], 6)), ' ', base64_decode(substr($headers['Authorization'], 6)), "\n";
$closed = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($closed, false);
fclose($closed);
try {
    (new Coop\Client(new Coop\Provider('x', "$server->http/token"), proxy: "http://me:TheProxyPassword@$address"))->refresh('r');
} catch (Coop\TransportException $e) {
    echo $e->phase, ' ', $e->requestSent ? 'sent' : 'not sent', ' ', str_contains($e, 'TheProxyPassword') ? 'shows the password' : '', "\n";
}
?>
--EXPECT--
POST http://login.example/token HTTP/1.1
login.example me:pw id:secret
connect not sent
