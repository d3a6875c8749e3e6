--TEST--
Client::request(): an access token goes to the origins of apiBaseUrl, userinfoEndpoint and apiOrigins, and to no other
--EXTENSIONS--
coop
--FILE--
<?php
$provider = new Coop\Provider('x', 'https://login.example/token', apiBaseUrl: 'https://api.example/v1', userinfoEndpoint: 'https://me.example/userinfo',
    apiOrigins: ['https://files.example:8443', 'http://127.0.0.1:8080/ignored/path']);
$sent = null;
$client = new Coop\Client($provider, transport: function (string $method, string $url, array $headers) use (&$sent) {
    $sent = $headers['Authorization'] ?? 'no token';
    return new Coop\Response(200);
});
foreach (['/eggs', 'https://api.example/v2', 'https://API.example:443/', 'https://me.example/other', 'https://files.example:8443/f', 'http://127.0.0.1:8080/',
    'https://login.example/token', 'https://files.example/f', 'https://api.example:444/', 'https://api.example./', 'https://evil-api.example/', 'https://api.example.evil.example/',
    'https://sub.api.example/', 'http://127.0.0.1/', 'https://127.0.0.1:8080/', 'http://localhost:8080/', 'https://api.example@evil.example/', 'https://evil.example/#https://api.example/'] as $url) {
    $sent = 'nothing sent';
    try {
        $client->request('GET', $url, 'token');
    } catch (ValueError) {
    }
    echo "$url: $sent\n";
}
$client->request('GET', 'https://evil.example/');
echo "without a token: $sent\n";
?>
--EXPECT--
/eggs: Bearer token
https://api.example/v2: Bearer token
https://API.example:443/: Bearer token
https://me.example/other: Bearer token
https://files.example:8443/f: Bearer token
http://127.0.0.1:8080/: Bearer token
https://login.example/token: nothing sent
https://files.example/f: nothing sent
https://api.example:444/: nothing sent
https://api.example./: nothing sent
https://evil-api.example/: nothing sent
https://api.example.evil.example/: nothing sent
https://sub.api.example/: nothing sent
http://127.0.0.1/: nothing sent
https://127.0.0.1:8080/: nothing sent
http://localhost:8080/: nothing sent
https://api.example@evil.example/: nothing sent
https://evil.example/#https://api.example/: nothing sent
without a token: no token
