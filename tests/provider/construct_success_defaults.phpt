--TEST--
Provider's constructor: what it is given is what it shows, in the order of the contract; what is not given has a default
--EXTENSIONS--
coop
--FILE--
<?php
$short = new Coop\Provider('x', 'https://a.example/token');
$long = new Coop\Provider('x', 'https://a.example/t', 'https://a.example/a', 'https://a.example/api', 'https://a.example/', 'https://a.example/me',
    'https://a.example/revoke', 'https://a.example/introspect', 'https://a.example/login', Coop\ClientAuthMethod::None, ['prompt' => 'login'],
    ['https://b.example'], false, 60, true, ['gone']);
foreach (get_object_vars($short) as $name => $default) {
    $plain = fn ($value) => json_encode($value, JSON_UNESCAPED_SLASHES);
    echo "$name: ", $plain($default), ' or ', $plain($long->$name), "\n";
}
?>
--EXPECT--
name: "x" or "x"
tokenEndpoint: "https://a.example/token" or "https://a.example/t"
authorizationEndpoint: null or "https://a.example/a"
apiBaseUrl: null or "https://a.example/api"
issuer: null or "https://a.example/"
userinfoEndpoint: null or "https://a.example/me"
revocationEndpoint: null or "https://a.example/revoke"
introspectionEndpoint: null or "https://a.example/introspect"
passwordEndpoint: null or "https://a.example/login"
clientAuthMethod: "client_secret_basic" or "none"
authorizationParameters: [] or {"prompt":"login"}
apiOrigins: [] or ["https://b.example"]
pkce: true or false
defaultAccessTokenLifetime: 3600 or 60
allowHttp: false or true
endedErrors: [] or ["gone"]
