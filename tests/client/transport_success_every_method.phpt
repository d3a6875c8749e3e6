--TEST--
Client's $transport stands for the network in every method; what it throws comes out as it is
--EXTENSIONS--
coop
--FILE--
<?php
$provider = new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize', 'https://a.example', revocationEndpoint: 'https://a.example/revoke',
    introspectionEndpoint: 'https://a.example/introspect', passwordEndpoint: 'https://a.example/login');
$client = new Coop\Client($provider, 'id', 'secret', 'https://site.example/cb', transport: function (string $method, string $url) use (&$client, $provider) {
    echo "$method $url\n";
    // a transport may use another client, or the same one
    return $method === 'HEAD' ? $client->request('GET', '/inside') : new Coop\Response(200, [], '{"access_token":"a","active":false}');
});
$session = [];
parse_str(parse_url($client->authorizationUrl($session), PHP_URL_QUERY), $query);
$client->handleCallback($session, "code=c&state=$query[state]");
$client->refresh('r');
$client->password('ann', 'pw');
$client->clientCredentials();
$client->requestTokens('x');
$client->introspect('t');
$client->revoke('t');
$client->request('DELETE', '/eggs');
echo $client->request('HEAD', '/eggs')->body, "\n";
$client = null; // the function holds it

class Down extends Coop\TransportException
{
    public function __construct() // without its parent's
    {
    }
}
foreach ([new Coop\TransportException('t', true, 'receive'), new Down(), new LogicException('l'), new Error('e')] as $thrown) {
    $broken = new Coop\Client($provider, 'id', 'secret', transport: fn () => throw $thrown);
    foreach ([fn () => $broken->refresh('r'), fn () => $broken->request('GET', '/'), fn () => $broken->revoke('t'), fn () => $broken->introspect('t')] as $call) {
        try {
            $call();
        } catch (Throwable $e) {
            echo $e === $thrown ? 'the same ' : 'another ', $e::class, "\n";
        }
    }
}
?>
--EXPECT--
POST https://a.example/token
POST https://a.example/token
POST https://a.example/login
POST https://a.example/token
POST https://a.example/token
POST https://a.example/introspect
POST https://a.example/revoke
DELETE https://a.example/eggs
HEAD https://a.example/eggs
GET https://a.example/inside
{"access_token":"a","active":false}
the same Coop\TransportException
the same Coop\TransportException
the same Coop\TransportException
the same Coop\TransportException
the same Down
the same Down
the same Down
the same Down
the same LogicException
the same LogicException
the same LogicException
the same LogicException
the same Error
the same Error
the same Error
the same Error
