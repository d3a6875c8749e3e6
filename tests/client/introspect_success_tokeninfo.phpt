--TEST--
introspect() of Google asks its tokeninfo, by GET and in its own words, and gives an answer like that of RFC 7662
--EXTENSIONS--
coop
--FILE--
<?php
$answer = null;
$seen = null;
$google = Coop\Provider::google();
$transport = function (string $method, string $url, array $headers, string $body) use (&$answer, &$seen) {
    $seen = "$method $url" . (isset($headers['Authorization']) ? ' with credentials' : '') . ($body === '' ? '' : " $body");
    return new Coop\Response($answer[0], ['content-type' => 'application/json'], $answer[1]);
};
$client = new Coop\Client($google, 'id', 'secret', transport: $transport);
foreach ([
    [200, '{"azp":"c.apps","aud":"c.apps","sub":"1","scope":"openid","exp":"1700000000","expires_in":"9"}'],
    [200, '{"issued_to":"c.apps","audience":"c.apps","user_id":"1","expires_in":3599}'],
    [400, '{"error":"invalid_token","error_description":"Invalid Value"}'],
    [400, '{"error_description":"Invalid Value"}'],
    [400, '{"error":"invalid_request","error_description":"either access_token or id_token"}'],
    [400, '<html>'],
    [503, ''],
    [200, 'true'],
    [401, '{"error":"x","error_description":"you sent at-0123456789"}'],
] as $answer) {
    try {
        echo json_encode($client->introspect('at-0123456789'), JSON_UNESCAPED_SLASHES), "\n";
    } catch (Coop\CoopException $e) {
        echo wordwrap($e::class . ': ' . $e->getMessage(), 130, "\n    "), "\n";
    }
}
echo "$seen\n";
$answer = [200, '{}'];
echo json_encode($client->introspect(Coop\TokenSet::fromArray(['access_token' => 'a+b/c=', 'refresh_token' => 'r']))), " $seen\n";
foreach ([fn () => $client->introspect(Coop\TokenSet::fromArray(['refresh_token' => 'r'])),
    fn () => $client->introspect(str_repeat('a', 40000)),
    fn () => (new Coop\Client(Coop\Provider::redcore('https://joomla.example')))->introspect('t'),
    fn () => (new Coop\Client(Coop\Provider::coop('https://coop.example')))->revoke('t'),
    fn () => (new Coop\Client(Coop\Provider::keycloak('https://kc.example/realms/r')))->request('GET', 'https://api.example/x', 't'),
    fn () => (new Coop\Client(Coop\Provider::keycloak('https://kc.example/realms/r')))->request('GET', '/x', 't'),
    fn () => Coop\Provider::keycloak('https://kc.example/realms/r', apiBaseUrl: '/api'),
] as $wrong) {
    try {
        $wrong();
        echo "fine\n";
    } catch (Throwable $e) {
        echo wordwrap($e::class . ': ' . $e->getMessage(), 130, "\n    "), "\n";
    }
}
?>
--EXPECT--
{"azp":"c.apps","aud":"c.apps","sub":"1","scope":"openid","exp":1700000000,"expires_in":"9","client_id":"c.apps","active":true}
{"issued_to":"c.apps","audience":"c.apps","user_id":"1","expires_in":3599,"active":true}
{"active":false}
{"active":false}
Coop\OAuthErrorException: The introspection endpoint of the provider "google" (https://oauth2.googleapis.com/tokeninfo) refused
    with status 400: invalid_request (either access_token or id_token)
Coop\OAuthErrorException: The introspection endpoint of the provider "google" (https://oauth2.googleapis.com/tokeninfo) refused
    with status 400; the answer is HTML (Content-Type application/json)
Coop\OAuthErrorException: The introspection endpoint of the provider "google" (https://oauth2.googleapis.com/tokeninfo) refused
    with status 503
Coop\InvalidResponseException: The introspection endpoint of the provider "google" (https://oauth2.googleapis.com/tokeninfo) gave
    an answer with status 200 that is not a JSON object (Content-Type application/json)
Coop\OAuthErrorException: The introspection endpoint of the provider "google" (https://oauth2.googleapis.com/tokeninfo) refused
    with status 401: x (withheld, because it quotes a secret)
GET https://oauth2.googleapis.com/tokeninfo?access_token=at-0123456789
{"active":true} GET https://oauth2.googleapis.com/tokeninfo?access_token=a%2Bb%2Fc%3D
ValueError: Coop\Client::introspect(): Argument #1 ($token) has no access token, and the provider "google" knows nothing about
    others
ValueError: Coop\Client::introspect(): Argument #1 ($token) is too long for a URL
Coop\CoopException: The provider "redcore" has no introspection endpoint: if the server has one, give it as $introspectionEndpoint
Coop\CoopException: The provider "coop" has no revocation endpoint: if the server has one, give it as $revocationEndpoint
ValueError: Coop\Client::request(): Argument #2 ($url) is not on an origin of the API of the provider "keycloak", so the access
    token is not sent there: give the provider the origin as $apiBaseUrl, or add it to $apiOrigins, if it may see the token
ValueError: Coop\Client::request(): Argument #2 ($url) must be an absolute http:// or https:// URL, because the provider
    "keycloak" has no $apiBaseUrl
ValueError: Coop\Provider::keycloak(): Argument #4 ($apiBaseUrl) must be an absolute http:// or https:// URL
