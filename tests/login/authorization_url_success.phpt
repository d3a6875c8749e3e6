--TEST--
authorizationUrl(): the request of RFC 6749 section 4.1.1 with state and S256; what the callback needs is in the session
--EXTENSIONS--
coop
--FILE--
<?php
$provider = new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize?tenant=1', authorizationParameters: ['prompt' => 'consent']);
$client = new Coop\Client($provider, 'id', 'secret', 'https://site.example/cb?x=1');
$session = ['other' => 1];
$url = $client->authorizationUrl($session, [Coop\Action::EggsCount, 'profile'], ['login_hint' => 'ann@x y'], ['next' => '/home']);
parse_str(parse_url($url, PHP_URL_QUERY), $query);
$pending = $session['coop'][0];
var_dump(strlen($query['state']) === 43, strlen($pending['code_verifier']) === 43, $query['state'] !== $pending['code_verifier']);
var_dump($query['code_challenge'] === rtrim(strtr(base64_encode(hash('sha256', $pending['code_verifier'], true)), '+/', '-_'), '='));
var_dump(str_contains($url, $pending['code_verifier']), str_contains($url, 'secret'));
unset($query['state'], $query['code_challenge']);
print_r($query);
var_dump($session['other']);

$urls = [$client->authorizationUrl($session), $client->authorizationUrl($session)];
var_dump($urls[0] !== $urls[1]);
for ($i = 0; $i < 40; $i++) {
    $client->authorizationUrl($session);
}
var_dump(count($session['coop'])); // at most 16 are kept
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
bool(false)
Array
(
    [tenant] => 1
    [response_type] => code
    [client_id] => id
    [redirect_uri] => https://site.example/cb?x=1
    [scope] => eggs-count profile
    [code_challenge_method] => S256
    [prompt] => consent
    [login_hint] => ann@x y
)
int(1)
bool(true)
int(16)
