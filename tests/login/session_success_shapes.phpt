--TEST--
A session that holds something else under the key coop is no obstacle
--EXTENSIONS--
coop
--FILE--
<?php
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize'), 'id', null, 'https://site.example/cb');
foreach (['text', 7, null, new stdClass(), [], ['text', 7, null, [], ['state' => 1], ['state' => '']], ['a' => ['state' => 'x', 'started_at' => 'soon', 'context' => 5]]] as $odd) {
    $session = ['coop' => $odd];
    parse_str(parse_url($client->authorizationUrl($session, ['a', 'b'], [], ['n' => 1]), PHP_URL_QUERY), $query);
    $code = $client->readCallback($session, "code=c&state=$query[state]");
    echo json_encode([$code->context, $code->scope]), "\n";
    $session = ['coop' => $odd];
    try {
        $client->readCallback($session, 'code=c&state=x');
    } catch (Coop\CallbackException $e) {
        echo "  $e->reason\n";
    }
}
// tampered: what cannot be a login is none
$session = ['coop' => [['state' => 'x', 'client_id' => 'id', 'token_endpoint' => 'https://a.example/token', 'started_at' => time(), 'scope' => 7, 'context' => 'c', 'redirect_uri' => []]]];
$code = $client->readCallback($session, 'code=c&state=x');
echo json_encode([$code->context, $code->scope]), "\n";
foreach ([time() + 700, time() - 601, PHP_INT_MAX, PHP_INT_MIN, 'x'] as $started) {
    $session = ['coop' => [['state' => 'x', 'client_id' => 'id', 'token_endpoint' => 'https://a.example/token', 'started_at' => $started]]];
    try {
        $client->readCallback($session, 'code=c&state=x');
        echo "fine\n";
    } catch (Coop\CallbackException $e) {
        echo "$e->reason\n";
    }
}
// references, as PHP's own sessions may hold them
$inner = [];
$session = ['coop' => &$inner];
$alias = &$session;
parse_str(parse_url($client->authorizationUrl($alias), PHP_URL_QUERY), $query);
$copy = $session;
$client->readCallback($session, "code=c&state=$query[state]");
foreach ([$session, 'text', new ArrayObject()] as $not) {
    try {
        $client->readCallback($not, 'code=c');
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
[{"n":1},["a","b"]]
  state_unknown
[{"n":1},["a","b"]]
  state_unknown
[{"n":1},["a","b"]]
  state_unknown
[{"n":1},["a","b"]]
  state_unknown
[{"n":1},["a","b"]]
  state_unknown
[{"n":1},["a","b"]]
  state_unknown
[{"n":1},["a","b"]]
  state_expired
[[],[]]
state_expired
state_expired
state_expired
state_expired
state_expired
Coop\CallbackException: The callback has no state
TypeError: Coop\Client::readCallback(): Argument #1 ($session) must be of type array, string given: call session_start() first
TypeError: Coop\Client::readCallback(): Argument #1 ($session) must be of type array, ArrayObject given: call session_start() first
