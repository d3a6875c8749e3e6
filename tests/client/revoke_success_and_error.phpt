--TEST--
revoke(): the refresh token of a set, else its access token; an unknown token is fine; what the server cannot do now is an error
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", revocationEndpoint: "$server->http/revoke"), 'id', 'secret', authMethod: Coop\ClientAuthMethod::ClientSecretPost);
[$login, $other] = $server->seed(2);
$client->revoke(Coop\TokenSet::fromArray($login));
var_dump($server->isLive($login['refresh_token']), $server->isLive($other['refresh_token']));
$client->revoke($other['refresh_token']);
var_dump($server->isLive($other['refresh_token']));
$client->revoke('unknown');
$client->revoke(Coop\TokenSet::fromArray(['access_token' => 'only']));
foreach ($server->requests() as $request) {
    echo strtr($request['body'], [$login['refresh_token'] => 'REFRESH', $other['refresh_token'] => 'OTHER']), "\n";
}
foreach ([['status' => 200, 'body' => ''], ['status' => 200, 'body' => 'OK', 'headers' => ['Content-Type' => 'text/plain']], ['status' => 204, 'body' => ''],
    ['status' => 503, 'headers' => ['Retry-After' => '30'], 'body' => ''], ['status' => 400, 'body' => '{"error":"unsupported_token_type"}'], ['redirect' => 307], ['lose' => true]] as $fault) {
    $server->script($fault + ['path' => '/revoke']);
    try {
        $client->revoke('x');
        echo "done\n";
    } catch (Coop\OAuthErrorException $e) {
        echo $e::class, " $e->status ", json_encode([$e->error, $e->retryAfter]), "\n";
    } catch (Coop\TransportException $e) {
        echo $e::class, ' ', $e->requestSent ? 'sent' : 'not sent', "\n";
    }
}
echo $server->otherConnections(), " connections to another origin\n";
?>
--EXPECT--
bool(false)
bool(true)
bool(false)
token=REFRESH&token_type_hint=refresh_token&client_id=id&client_secret=secret
token=OTHER&client_id=id&client_secret=secret
token=unknown&client_id=id&client_secret=secret
token=only&token_type_hint=access_token&client_id=id&client_secret=secret
done
done
done
Coop\OAuthErrorException 503 [null,30]
Coop\OAuthErrorException 400 ["unsupported_token_type",null]
Coop\OAuthErrorException 307 [null,null]
Coop\TransportException sent
0 connections to another origin
