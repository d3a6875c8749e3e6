--TEST--
Connections that fail: which phase, and whether the request left
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();

function attempt(FaultServer $server, string $url, ?array $fault = null, string $ca = ''): string
{
    [$login] = $server->seed();
    $server->dropConnections();
    $fault === null ? $server->script() : $server->script($fault);
    $client = new Coop\Client(new Coop\Provider('test', $url), 'id', 'secret', connectTimeout: 3, timeout: 2, caFile: $server->ca);
    try {
        $client->refresh($login['refresh_token']);
        $words = 'tokens';
    } catch (Coop\TransportException $e) {
        $words = ($e->requestSent ? 'sent' : 'not sent') . ", $e->phase";
        if ($server->uses($login['refresh_token']) > (int) $e->requestSent) {
            $words .= ', BUT ARRIVED';
        }
        if (str_contains($e->getMessage(), $login['refresh_token'])) {
            $words .= ', TOKEN IN THE MESSAGE';
        }
    }
    $probe = $server->probe($login['refresh_token']);
    return "$words; presented {$probe['presented']}, processed {$probe['processed']}, " . ($probe['live'] ? 'live' : 'used up');
}

$closed = stream_socket_server('tcp://127.0.0.1:0');
$refused = stream_socket_get_name($closed, false);
fclose($closed);
echo 'refused: ', attempt($server, "http://$refused/token"), "\n";
echo 'no such name: ', attempt($server, 'https://name.invalid/token'), "\n";
foreach (['expired', 'selfSigned', 'wrongHost', 'oldTls'] as $name) {
    echo "$name: ", attempt($server, $server->$name . '/token'), "\n";
}
echo 'TLS to a plain port: ', attempt($server, strtr($server->http, ['http:' => 'https:']) . '/token'), "\n";
echo 'https, reset on accept: ', preg_replace('/not sent, (connect|tls)/', 'not sent', attempt($server, "$server->https/token", ['reset_on_accept' => true, 'listener' => 'https'])), "\n";
foreach (['http' => $server->http, 'https' => $server->https] as $name => $origin) {
    foreach (['reset_on_request', 'lose', 'lose_reset', 'lose_silent'] as $fault) {
        echo "$name, $fault: ", preg_replace('/sent, (send|receive)/', 'sent', attempt($server, "$origin/token", [$fault => true])), "\n";
    }
}
echo $server->stats()['listeners']['expired']['requests'], " requests got through\n";
?>
--EXPECT--
refused: not sent, connect; presented 0, processed 0, live
no such name: not sent, dns; presented 0, processed 0, live
expired: not sent, tls; presented 0, processed 0, live
selfSigned: not sent, tls; presented 0, processed 0, live
wrongHost: not sent, tls; presented 0, processed 0, live
oldTls: not sent, tls; presented 0, processed 0, live
TLS to a plain port: not sent, timeout; presented 0, processed 0, live
https, reset on accept: not sent; presented 0, processed 0, live
http, reset_on_request: sent; presented 1, processed 0, live
http, lose: sent; presented 1, processed 1, used up
http, lose_reset: sent; presented 1, processed 1, used up
http, lose_silent: sent, timeout; presented 1, processed 1, used up
https, reset_on_request: sent; presented 1, processed 0, live
https, lose: sent; presented 1, processed 1, used up
https, lose_reset: sent; presented 1, processed 1, used up
https, lose_silent: sent, timeout; presented 1, processed 1, used up
0 requests got through
