--TEST--
Base URLs may have a path, slashes at the end, a port, and plain http where it is loopback or allowed
--EXTENSIONS--
coop
--FILE--
<?php
foreach ([
    Coop\Provider::coop('https://coop.example/sub//'), Coop\Provider::coop('http://[::1]:9002'), Coop\Provider::coop('http://coop.example', true, 'farm'),
    Coop\Provider::redcore('https://shop.example/joomla/'), Coop\Provider::keycloak('http://idp.example/auth/realms/r/', allowHttp: true),
    Coop\Provider::fastapi('http://127.0.0.1:8000/'), Coop\Provider::fastapi('https://api.example/v1', 'sign-in', 'renew', name: 'users'),
] as $provider) {
    echo "$provider->name $provider->tokenEndpoint ", $provider->apiBaseUrl ?? $provider->issuer, ' ', $provider->passwordEndpoint ?? '-', "\n";
}
?>
--EXPECT--
coop https://coop.example/sub/token https://coop.example/sub -
coop http://[::1]:9002/token http://[::1]:9002 -
farm http://coop.example/token http://coop.example -
redcore https://shop.example/joomla/index.php?option=token&api=oauth2 https://shop.example/joomla -
keycloak http://idp.example/auth/realms/r/protocol/openid-connect/token http://idp.example/auth/realms/r -
fastapi http://127.0.0.1:8000/token http://127.0.0.1:8000 http://127.0.0.1:8000/login
users https://api.example/v1/renew https://api.example/v1 https://api.example/v1/sign-in
