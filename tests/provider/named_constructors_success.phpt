--TEST--
Provider's named constructors: endpoints and options of each server
--EXTENSIONS--
coop
--FILE--
<?php
function show(Coop\Provider $p): void
{
    $facts = get_object_vars($p);
    $facts['clientAuthMethod'] = $p->clientAuthMethod->value;
    foreach (array_filter($facts, fn ($fact) => $fact !== null && $fact !== []) as $name => $fact) {
        echo "$name: ", json_encode($fact, JSON_UNESCAPED_SLASHES), "\n";
    }
    echo "\n";
}
show(Coop\Provider::coop('http://localhost:9002/'));
show(Coop\Provider::google());
show(Coop\Provider::redcore('https://joomla.example', name: 'shop'));
show(Coop\Provider::keycloak('https://accounts.organicity.eu/realms/organicity'));
echo Coop\Provider::keycloak('https://kc.example/realms/r', apiBaseUrl: 'https://api.example/v1')->apiBaseUrl, "\n\n";
show(Coop\Provider::fastapi('http://api.example', '/in', '/again', allowHttp: true));
?>
--EXPECT--
name: "coop"
tokenEndpoint: "http://localhost:9002/token"
authorizationEndpoint: "http://localhost:9002/authorize"
apiBaseUrl: "http://localhost:9002"
userinfoEndpoint: "http://localhost:9002/api/me"
clientAuthMethod: "client_secret_post"
pkce: true
defaultAccessTokenLifetime: 86400
allowHttp: false

name: "google"
tokenEndpoint: "https://oauth2.googleapis.com/token"
authorizationEndpoint: "https://accounts.google.com/o/oauth2/v2/auth"
apiBaseUrl: "https://www.googleapis.com"
issuer: "https://accounts.google.com"
userinfoEndpoint: "https://openidconnect.googleapis.com/v1/userinfo"
revocationEndpoint: "https://oauth2.googleapis.com/revoke"
introspectionEndpoint: "https://oauth2.googleapis.com/tokeninfo"
clientAuthMethod: "client_secret_post"
authorizationParameters: {"access_type":"offline","prompt":"consent"}
pkce: true
defaultAccessTokenLifetime: 3600
allowHttp: false

name: "shop"
tokenEndpoint: "https://joomla.example/index.php?option=token&api=oauth2"
authorizationEndpoint: "https://joomla.example/index.php?option=authorize&api=oauth2"
apiBaseUrl: "https://joomla.example"
userinfoEndpoint: "https://joomla.example/index.php?option=resource&api=oauth2"
clientAuthMethod: "client_secret_basic_raw"
pkce: true
defaultAccessTokenLifetime: 3600
allowHttp: false

name: "keycloak"
tokenEndpoint: "https://accounts.organicity.eu/realms/organicity/protocol/openid-connect/token"
authorizationEndpoint: "https://accounts.organicity.eu/realms/organicity/protocol/openid-connect/auth"
issuer: "https://accounts.organicity.eu/realms/organicity"
userinfoEndpoint: "https://accounts.organicity.eu/realms/organicity/protocol/openid-connect/userinfo"
revocationEndpoint: "https://accounts.organicity.eu/realms/organicity/protocol/openid-connect/revoke"
introspectionEndpoint: "https://accounts.organicity.eu/realms/organicity/protocol/openid-connect/token/introspect"
clientAuthMethod: "client_secret_basic"
pkce: true
defaultAccessTokenLifetime: 300
allowHttp: false

https://api.example/v1

name: "fastapi"
tokenEndpoint: "http://api.example/again"
apiBaseUrl: "http://api.example"
userinfoEndpoint: "http://api.example/users/me/"
passwordEndpoint: "http://api.example/in"
clientAuthMethod: "none"
pkce: false
defaultAccessTokenLifetime: 1800
allowHttp: true
