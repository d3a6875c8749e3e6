--TEST--
PKCE: the server accepts the verifier of this login and no other; without it nothing is sent
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$provider = new Coop\Provider('x', "$server->http/token", "$server->http/authorize");
$client = new Coop\Client($provider, 'id', 'secret', 'http://localhost/cb');
$log_in = function (?callable $meddle = null) use ($client, $server): string {
    $session = [];
    $callback = $server->authorize($client->authorizationUrl($session));
    $meddle && $meddle($session);
    try {
        $client->handleCallback($session, $callback);
        return 'logged in';
    } catch (Coop\OAuthErrorException $e) {
        return "$e->status $e->error";
    }
};
echo $log_in(), "\n";
echo $log_in(function (array &$session) { $session['coop'][0]['code_verifier'] = strrev($session['coop'][0]['code_verifier']); }), "\n";
echo $log_in(function (array &$session) { unset($session['coop'][0]['code_verifier']); }), "\n";

$verifiers = [];
foreach ($server->requests() as $request) {
    parse_str($request['method'] === 'POST' ? $request['body'] : $request['query'], $parameters);
    if (isset($parameters['code_verifier'])) {
        $verifiers[] = $parameters['code_verifier'];
        echo preg_match('/^[A-Za-z0-9_-]{43}$/', $parameters['code_verifier']) ? 'a good verifier' : 'a bad verifier', "\n";
    }
}
$urls = implode(' ', array_map(fn ($request) => "$request[path]?$request[query]", $server->requests()));
foreach ($verifiers as $verifier) {
    echo str_contains($urls, $verifier) ? 'in a URL' : 'in no URL', "\n";
}

$session = [];
$plain = new Coop\Client($provider->with(pkce: false), 'id', 'secret', 'http://localhost/cb');
$url = $plain->authorizationUrl($session);
echo str_contains($url, 'code_challenge') ? 'a challenge' : 'no challenge', ' ', str_contains(json_encode($session), 'verifier') ? 'a verifier' : 'no verifier', "\n";
$plain->handleCallback($session, $server->authorize($url));
echo preg_replace('/=[^&]+/', '', $server->requests()[count($server->requests()) - 1]['body']), "\n";
?>
--EXPECT--
logged in
400 invalid_grant
400 invalid_grant
a good verifier
a good verifier
in no URL
in no URL
no challenge no verifier
grant_type&code&redirect_uri
