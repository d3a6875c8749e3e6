--TEST--
No token, code or password reaches a server whose certificate or TLS is not good; there is only a CA file to change that
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
[$login] = $server->seed();
$attempts = function (string $origin, ?string $ca) use ($login): void {
    $provider = new Coop\Provider('x', "$origin/token", "$origin/authorize", $origin, revocationEndpoint: "$origin/revoke", introspectionEndpoint: "$origin/introspect");
    $client = new Coop\Client($provider, 'id', 'secret', 'http://localhost/cb', caFile: $ca);
    $session = [];
    parse_str(parse_url($client->authorizationUrl($session), PHP_URL_QUERY), $query);
    foreach ([fn () => $client->refresh($login['refresh_token']), fn () => $client->password('ann', 'pw'), fn () => $client->revoke('t'), fn () => $client->introspect('t'),
        fn () => $client->handleCallback($session, "code=c&state=$query[state]"), fn () => $client->request('GET', '/api/x', $login['access_token'])] as $send) {
        try {
            $send();
            echo ' fine';
        } catch (Coop\TransportException $e) {
            echo " $e->phase", $e->requestSent ? ' sent' : '';
        } catch (Coop\OAuthErrorException $e) {
            echo " $e->error";
        }
    }
    echo "\n";
};
foreach (['expired', 'selfSigned', 'wrongHost', 'oldTls'] as $name) {
    echo $name, ':';
    $attempts($server->$name, $server->ca);
}
echo 'good, without its CA:';
$attempts($server->https, null);
foreach (['expired', 'selfSigned', 'wrongHost', 'oldTls', 'https'] as $name) {
    echo $server->stats()['listeners'][$name]['requests'], ' ';
}
echo "requests\n";
echo 'good, with it:';
$attempts($server->https, $server->ca);
echo json_encode($server->isLive($login['refresh_token'])), ' ', $server->stats()['listeners']['https']['requests'], " requests\n";
?>
--EXPECT--
expired: tls tls tls tls tls tls
selfSigned: tls tls tls tls tls tls
wrongHost: tls tls tls tls tls tls
oldTls: tls tls tls tls tls tls
good, without its CA: tls tls tls tls tls tls
0 0 0 0 0 requests
good, with it: fine fine fine fine invalid_grant fine
false 6 requests
