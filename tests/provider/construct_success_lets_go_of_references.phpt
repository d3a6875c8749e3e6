--TEST--
A provider does not change with the variables it was made of
--EXTENSIONS--
coop
--FILE--
<?php
$origin = 'https://files.example';
$prompt = 'login';
$provider = new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize', authorizationParameters: ['prompt' => &$prompt], apiOrigins: [&$origin]);
$origin = 'https://evil.example';
$prompt = 'none';
echo json_encode([$provider->apiOrigins, $provider->authorizationParameters], JSON_UNESCAPED_SLASHES), "\n";
$client = new Coop\Client($provider, 'id', null, 'https://site.example/cb', transport: fn () => throw new Exception('the token was sent'));
try {
    $client->request('GET', 'https://evil.example/', 'token');
} catch (Throwable $e) {
    echo $e::class, "\n";
}
$origin = 12345;
try {
    $client->request('GET', 'https://b.example/', 'token');
} catch (Throwable $e) {
    echo $e::class, "\n";
}
?>
--EXPECT--
[["https://files.example"],{"prompt":"login"}]
ValueError
ValueError
