--TEST--
Without a secret a client is public, whatever method its provider or its caller asks for
--EXTENSIONS--
coop
--FILE--
<?php
$provider = new Coop\Provider('x', 'https://a.example/token', clientAuthMethod: Coop\ClientAuthMethod::ClientSecretPost);
$transport = function (string $method, string $url, array $headers, string $body) {
    echo $body, isset($headers['Authorization']) ? ' and a header' : '', "\n";
    return new Coop\Response(200, [], '{"access_token":"a"}');
};
(new Coop\Client($provider, 'id', transport: $transport))->refresh('r');
(new Coop\Client($provider, 'id', authMethod: Coop\ClientAuthMethod::ClientSecretBasic, transport: $transport))->refresh('r');
(new Coop\Client($provider, 'id', 'secret', authMethod: Coop\ClientAuthMethod::None, transport: $transport))->refresh('r');
(new Coop\Client($provider, 'id', 'secret', transport: $transport))->refresh('r');
(new Coop\Client($provider, transport: $transport))->refresh('r');
?>
--EXPECT--
grant_type=refresh_token&refresh_token=r&client_id=id
grant_type=refresh_token&refresh_token=r&client_id=id
grant_type=refresh_token&refresh_token=r&client_id=id
grant_type=refresh_token&refresh_token=r&client_id=id&client_secret=secret
grant_type=refresh_token&refresh_token=r
