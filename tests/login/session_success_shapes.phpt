--TEST--
What a session holds under the key coop: the site's own is left alone, and said; tampered logins are none
--EXTENSIONS--
coop
--FILE--
<?php
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize'), 'id', null, 'https://site.example/cb');
$own = ['text', 7, new stdClass(), ['text', 7], [['cart' => 1]], [['state' => 1]], ['logins' => ['state' => 'x'], 'count' => 1]];
foreach ($own as $site) {
    foreach ([fn (array &$session) => $client->authorizationUrl($session), fn (array &$session) => $client->readCallback($session, 'code=c&state=x')] as $call) {
        $session = ['coop' => $site, 'more' => 1];
        try {
            $call($session);
            echo "taken over\n";
        } catch (ValueError $e) {
            echo $session === ['coop' => $site, 'more' => 1] ? 'left alone' : 'changed', $site === 'text' && str_contains($e, 'Url') ? ": " . wordwrap($e->getMessage(), 120, "\n    ") : '', "\n";
        }
    }
}
foreach ([null, [], [['state' => '']], ['a' => ['state' => 'x', 'started_at' => 'soon', 'context' => 5]]] as $odd) {
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
left alone: Coop\Client::authorizationUrl(): Argument #1 ($session) has something of the site's own as "coop", where this extension
    keeps the logins that were started: use another key for it
left alone
left alone
left alone
left alone
left alone
left alone
left alone
left alone
left alone
left alone
left alone
left alone
left alone
[{"n":1},["a","b"]]
  session_empty
[{"n":1},["a","b"]]
  session_empty
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
Coop\CallbackException: The callback of the provider "x" has no state
TypeError: Coop\Client::readCallback(): Argument #1 ($session) must be of type array, string given: call session_start() first
TypeError: Coop\Client::readCallback(): Argument #1 ($session) must be of type array, ArrayObject given: call session_start() first
