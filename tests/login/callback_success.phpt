--TEST--
Two tabs log in at once, context and scope come back, the server checks S256, a code works once
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$client = new Coop\Client(new Coop\Provider('x', "$server->https/token", "$server->https/authorize"), 'id', 'secret', 'http://localhost/cb?x=1', caFile: $server->ca);
$session = ['mine' => 1];
$first = $client->authorizationUrl($session, ['a'], context: ['tab' => 1]);
$second = $client->authorizationUrl($session, ['b', 'c'], context: ['tab' => 2]);
$callbacks = [$server->authorize($second), parse_url($server->authorize($first), PHP_URL_QUERY)]; // a URL, a bare query string
foreach ($callbacks as $callback) {
    $code = $client->readCallback($session, $callback);
    echo json_encode($code->context), ' ', json_encode($code->scope), "\n";
    $tokens = $client->exchangeCode($code);
    echo json_encode($tokens->scope), ' ', var_export($server->isLive($tokens->refreshToken()), true), "\n";
}
unset($session['coop']); // the used ones
var_dump($session);
foreach ([fn () => $client->exchangeCode($code), fn () => (new Coop\Client(new Coop\Provider('y', "$server->otherHttp/token"), 'id', 's'))->exchangeCode($code),
    fn () => serialize($code), fn () => clone $code, fn () => new Coop\AuthorizationCode()] as $wrong) {
    try {
        $wrong();
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
$bodies = array_column(array_filter($server->requests(), fn ($r) => $r['path'] === '/token'), 'body');
echo count($bodies), ' ', preg_replace('/(code|code_verifier)=[^&]+/', '$1=...', $bodies[0]), "\n";
?>
--EXPECT--
{"tab":2} ["b","c"]
["b","c"] true
{"tab":1} ["a"]
["a"] true
array(1) {
  ["mine"]=>
  int(1)
}
Error: This authorization code was exchanged already, and a code works once: start a new login
ValueError: Coop\Client::exchangeCode(): Argument #1 ($code) is of another provider than this client's
Exception: Serialization of 'Coop\AuthorizationCode' is not allowed
Error: Trying to clone an uncloneable object of class Coop\AuthorizationCode
Error: Call to private Coop\AuthorizationCode::__construct() from global scope
2 grant_type=authorization_code&code=...&redirect_uri=http%3A%2F%2Flocalhost%2Fcb%3Fx%3D1&code_verifier=...
