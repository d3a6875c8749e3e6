--TEST--
Provider::with() keeps what the named constructor knows of its server, checks again, and takes any number of changes
--EXTENSIONS--
coop
--FILE--
<?php
$users = Coop\Provider::fastapi('https://api.example');
$same = $users->with();
var_dump($same === $users, get_object_vars($same) == get_object_vars($users));
// the expiry is read from the JWT there, and nowhere else
$jwt = 'e30.' . rtrim(strtr(base64_encode(json_encode(['exp' => time() + 86400])), '+/', '-_'), '=') . '.x';
$transport = fn () => new Coop\Response(200, [], json_encode(['access_token' => $jwt, 'token_type' => 'bearer', 'expires_in' => 60]));
foreach ([$users, $users->with(name: 'mine', defaultAccessTokenLifetime: 60, issuer: 'https://api.example'), new Coop\Provider('plain', 'https://api.example/token')] as $provider) {
    $tokens = (new Coop\Client($provider, transport: $transport))->password('ann', 'right');
    echo "$provider->name: ", $tokens->expiresAt->getTimestamp() > time() + 3600 ? 'a day' : 'a minute', "\n";
}
foreach ([fn () => $users->with(tokenEndpoint: 'token'), fn () => $users->with(apiBaseUrl: 'http://coop.example'), fn () => $users->with(pkce: []),
    fn () => $users->with(name: ''), fn () => $users->with(issuer: null)] as $change) {
    try {
        var_dump($change()->issuer);
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
bool(false)
bool(true)
fastapi: a day
mine: a day
plain: a minute
ValueError: Coop\Provider::__construct(): Argument #2 ($tokenEndpoint) must be an absolute http:// or https:// URL
ValueError: Coop\Provider::__construct(): Argument #4 ($apiBaseUrl) must use https:// unless its host is loopback or plain http is allowed
TypeError: Coop\Provider::__construct(): Argument #13 ($pkce) must be of type bool, array given
ValueError: Coop\Provider::__construct(): Argument #1 ($name) cannot be empty
NULL
