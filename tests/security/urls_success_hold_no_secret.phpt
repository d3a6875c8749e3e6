--TEST--
No URL that is sent anywhere holds a secret
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
require __DIR__ . '/../inc/secrets.inc';
$server = FaultServer::start();
$provider = new Coop\Provider('x', "$server->http/token", "$server->http/authorize", "$server->http/api", revocationEndpoint: "$server->http/revoke",
    introspectionEndpoint: "$server->http/introspect", userinfoEndpoint: "$server->http/userinfo");
$planted = ['client secret' => 'hGp29-client-secret', 'password' => 'kWq83-password-of-ann'];
foreach (Coop\ClientAuthMethod::cases() as $method) {
    $client = new Coop\Client($provider, 'id', $planted['client secret'], 'http://localhost/cb', $method);
    $session = [];
    $url = $client->authorizationUrl($session, ['a'], [], ['note' => 'x']);
    $planted["verifier $method->name"] = $session['coop'][0]['code_verifier'];
    $tokens = $client->handleCallback($session, $server->authorize($url));
    $client->request('GET', '/x', $tokens, ['a' => 1]);
    $client->introspect($tokens);
    $new = $client->refresh($tokens);
    $client->revoke($new);
    $client->password('ann', $planted['password']);
    foreach ([$tokens, $new] as $number => $set) {
        $planted["access $method->name $number"] = $set->accessToken();
        $planted["refresh $method->name $number"] = $set->refreshToken();
    }
}
$urls = array_map(fn ($request) => "$request[path]?$request[query]", $server->requests());
echo count($urls), " URLs\n";
(new Secrets($planted))->check('the URLs', ['together' => implode("\n", $urls)]);
?>
--EXPECT--
28 URLs
the URLs: nothing
