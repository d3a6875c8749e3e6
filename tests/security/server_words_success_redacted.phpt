--TEST--
A server that quotes what it was sent does not put a secret into our messages
--EXTENSIONS--
coop
--FILE--
<?php
require __DIR__ . '/../inc/secrets.inc';
// as some servers do: {"error":"invalid_grant","error_description":"Invalid refresh token: 8xLOxBtZp8"}
$secrets = new Secrets(['refresh token' => 'kZ81-refresh-token', 'code' => 'pQ72-code-of-ann', 'client secret' => 'tR63-client-secret', 'password' => 'wY54-password-ann', 'access token' => 'uB45-access-token']);
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize', 'https://a.example', revocationEndpoint: 'https://a.example/revoke', clientAuthMethod: Coop\ClientAuthMethod::ClientSecretPost),
    'id', 'tR63-client-secret', 'https://site.example/cb', transport: function (string $method, string $url, array $headers, #[SensitiveParameter] string $body) {
        parse_str($body, $form);
        return new Coop\Response(400, [], json_encode(['error' => 'invalid_grant', 'error_description' => 'Invalid: ' . implode(', ', $form), 'error_uri' => 'https://a.example/?' . $body]));
    });
$session = [];
parse_str(parse_url($client->authorizationUrl($session), PHP_URL_QUERY), $query);
foreach (['refresh' => fn () => $client->refresh('kZ81-refresh-token'), 'code' => fn () => $client->handleCallback($session, "code=pQ72-code-of-ann&state=$query[state]"),
    'password' => fn () => $client->password('ann', 'wY54-password-ann'), 'revoke' => fn () => $client->revoke('uB45-access-token')] as $what => $send) {
    try {
        $send();
    } catch (Coop\OAuthErrorException $e) {
        $secrets->check($what, ['the message' => $e->getMessage()]);
    }
}
?>
--EXPECT--
refresh: nothing
code: nothing
password: nothing
revoke: nothing
