--TEST--
requestTokens(): parameters are sent as given; what the extension sends itself cannot be sent twice
--EXTENSIONS--
coop
--FILE--
<?php
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token', clientAuthMethod: Coop\ClientAuthMethod::ClientSecretPost), 'id', 'secret', transport: function (string $method, string $url, array $headers, string $body) {
    echo "$body\n";
    return new Coop\Response(200, [], '{"access_token":"a","token_type":"Bearer","issued_token_type":"urn:y"}');
});
echo json_encode($client->requestTokens('urn:ietf:params:oauth:grant-type:token-exchange', ['subject_token' => "a&b=\0", 'n' => 1.5, 'no' => false, 'ü' => ''])->extra()), "\n";
foreach ([['a' => null], ['a' => []], ['a' => new stdClass()], ['a']] as $parameters) {
    try {
        $client->requestTokens('x', $parameters);
    } catch (TypeError $e) {
        echo $e->getMessage(), "\n";
    }
}
foreach (['grant_type', 'client_id', 'client_secret'] as $name) {
    try {
        $client->requestTokens('x', [$name => 'mine']);
    } catch (ValueError) {
        echo "$name: ValueError\n";
    }
}
?>
--EXPECT--
grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=a%26b%3D%00&n=1.5&no=&%C3%BC=&client_id=id&client_secret=secret
[]
Coop\Client::requestTokens(): Argument #2 ($parameters) must be an array with names as keys and strings as values
Coop\Client::requestTokens(): Argument #2 ($parameters) must be an array with names as keys and strings as values
Coop\Client::requestTokens(): Argument #2 ($parameters) must be an array with names as keys and strings as values
Coop\Client::requestTokens(): Argument #2 ($parameters) must be an array with names as keys and strings as values
grant_type: ValueError
client_id: ValueError
client_secret: ValueError
