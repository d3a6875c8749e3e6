--TEST--
readCallback(): a URL, a path, a bare query string, a fragment behind it; question marks, escapes and foreign parameters
--EXTENSIONS--
coop
--FILE--
<?php
$provider = new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize', issuer: 'https://a.example');
$code = null;
$client = new Coop\Client($provider, 'id', 'secret', 'https://site.example/cb', transport: function (string $method, string $url, array $headers, string $body) use (&$code) {
    parse_str($body, $form);
    $code = $form['code'];
    return new Coop\Response(200, [], '{"access_token":"a"}');
});
foreach (['https://site.example/cb?code=a-1&state=STATE', '/cb?state=STATE&code=a-2', 'code=a-3&state=STATE', '?code=a-4&state=STATE', 'https://site.example/cb?code=a-5&state=STATE#_=_',
    'code=a-6&state=STATE#', '&&code=a%2F7+8%3D&&state=STATE&', 'code=4/0AX?b&state=STATE', 'state=STATE&code=9&next=/x?y=1', 'state=STATE&code=10&a=1&a=2&session_state=s',
    'st%61te=STATE&c%6fde=11', 'https://site.example/cb?x=1&code=12&state=STATE&iss=https%3A%2F%2Fa.example', 'https://site.example/cb?code=13?state=1&state=STATE'] as $callback) {
    $session = [];
    parse_str(parse_url($client->authorizationUrl($session), PHP_URL_QUERY), $query);
    try {
        $client->handleCallback($session, str_replace('STATE', $query['state'], $callback));
        echo "$callback: $code\n";
    } catch (Coop\CallbackException $e) {
        echo "$callback: $e->reason\n";
    }
}
?>
--EXPECT--
https://site.example/cb?code=a-1&state=STATE: a-1
/cb?state=STATE&code=a-2: a-2
code=a-3&state=STATE: a-3
?code=a-4&state=STATE: a-4
https://site.example/cb?code=a-5&state=STATE#_=_: a-5
code=a-6&state=STATE#: a-6
&&code=a%2F7+8%3D&&state=STATE&: a/7 8=
code=4/0AX?b&state=STATE: 4/0AX?b
state=STATE&code=9&next=/x?y=1: 9
state=STATE&code=10&a=1&a=2&session_state=s: 10
st%61te=STATE&c%6fde=11: 11
https://site.example/cb?x=1&code=12&state=STATE&iss=https%3A%2F%2Fa.example: 12
https://site.example/cb?code=13?state=1&state=STATE: 13?state=1
