--TEST--
Client's $transport stands for the network
--EXTENSIONS--
coop
--FILE--
<?php
$answer = new Coop\Response(200, ['Content-Type' => 'application/json'],
    '{"access_token":"a","token_type":"Bearer","expires_in":60,"sub":"7"}');
$provider = new Coop\Provider('x', 'https://a.example/token', apiBaseUrl: 'https://a.example');
$client = fn (Closure $transport) => new Coop\Client($provider, 'id', 'secret', transport: $transport);
$tokens = $client(function (string $method, string $url, array $headers, string $body) use ($answer) {
    $headers['User-Agent'] = str_replace(Coop\VERSION, 'VERSION', $headers['User-Agent']);
    ksort($headers);
    echo "$method $url\n$body\n", json_encode($headers, JSON_UNESCAPED_SLASHES | JSON_PRETTY_PRINT), "\n";
    return $answer;
})->refresh('old');
echo $tokens->accessToken(), ' ', $tokens->refreshToken(), ' ', json_encode($tokens->extra()), "\n";
echo $client(fn () => new Coop\Response(404, ['x' => 'y'], 'no'))->request('GET', '/x')->body, "\n";
foreach ([
    fn () => 'text', fn () => throw new Coop\TransportException('down', false, 'dns'), fn () => throw new RuntimeException('mine'),
    fn () => new Coop\Response(200, ['a' => "b\r\nc: d"]),
    fn () => new Coop\Response(401, [], '{"error":"invalid_client"}'), fn () => new Coop\Response(200, [], 'x'),
] as $transport) {
    try {
        $client($transport)->refresh('old');
    } catch (Throwable $e) {
        echo wordwrap($e::class . ': ' . $e->getMessage(), 130, "\n    "), "\n";
    }
}
?>
--EXPECT--
POST https://a.example/token
grant_type=refresh_token&refresh_token=old
{
    "Accept": "application/json",
    "Authorization": "Basic aWQ6c2VjcmV0",
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": "coop/VERSION"
}
a old {"sub":"7"}
no
TypeError: Coop\Client's $transport must return a Coop\Response with headers and body that fit
Coop\TransportException: down
RuntimeException: mine
TypeError: Coop\Client's $transport must return a Coop\Response with headers and body that fit
Coop\OAuthErrorException: The token endpoint of the provider "x" (https://a.example/token) refused with status 401: invalid_client
Coop\InvalidResponseException: The token endpoint of the provider "x" (https://a.example/token) gave an answer with status 200
    that is not a JSON object without duplicate members
