--TEST--
Arrays in memory that opcache shares between processes are only read
--EXTENSIONS--
coop
opcache
--INI--
opcache.enable_cli=1
opcache.protect_memory=1
opcache.file_update_protection=0
--FILE--
<?php
// Each array below is a constant, which opcache keeps in its memory; a write there ends this process with a signal.
echo opcache_is_script_cached(__FILE__) ? "shared\n" : "not shared\n";

const TOKENS = ['access_token' => 'at', 'refresh_token' => 'rt', 'scope' => ['read', 'write'], 'extra' => ['deep' => ['list' => [1]]]];
$provider = new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize', 'https://a.example',
    authorizationParameters: ['prompt' => 'login'], apiOrigins: ['https://b.example']);
$provider = $provider->with(authorizationParameters: ['prompt' => 'none']);
$answer = function (string $method, string $url, array $headers, string $body) {
    return new Coop\Response(200, ['X' => ['1', '2']], str_ends_with($url, '/token') ? '{"access_token":"at"}' : "$url $body");
};
$client = new Coop\Client($provider, 'id', 'secret', 'https://site.example/cb', transport: $answer);

echo "-- requests\n";
for ($time = 1; $time <= 2; $time++) {
    $query = $client->request('GET', '/x', query: ['a' => '1', 'deep' => ['list' => ['2', '3']]], headers: ['X-A' => 'b']);
    $form = $client->request('POST', '/x', form: ['a' => '1', 'deep' => ['list' => ['2', '3']]]);
    $json = $client->request('POST', '/x', json: ['a' => 1, 'deep' => ['list' => [2, 3]]]);
}
echo urldecode("$query->body\n$form->body\n"), "$json->body\n";

echo "-- logins\n";
$session = ['coop' => ['old' => ['state' => 's', 'started_at' => 1]], 'other' => ['kept' => [1]]];
$url = $client->authorizationUrl($session, ['read'], ['ui_locales' => 'de'], ['next' => ['/home']]);
parse_str(parse_url($url, PHP_URL_QUERY), $query);
echo json_encode($client->readCallback($session, "code=c&state=$query[state]")->context), "\n";
$session = ['coop' => [['state' => 's', 'started_at' => 1]]];
try {
    $client->readCallback($session, 'code=c&state=s');
} catch (Coop\CallbackException $e) {
    echo $e->getMessage(), "\n";
}

echo "-- tokens\n";
echo json_encode(Coop\TokenSet::fromArray(TOKENS)->toArray()), "\n";
echo $client->refresh('rt', ['read'])->accessToken(), $client->password('u', 'p', ['read'])->accessToken();
echo $client->clientCredentials(['read'])->accessToken(), $client->requestTokens('urn:x', ['a' => 'b'])->accessToken(), "\n";
$store = new Coop\SessionTokenStore(fn () => TOKENS, fn (?array $tokens) => print(json_encode($tokens) . "\n"));
$store->saveNewTokens(Coop\SessionTokenStore::USER, Coop\TokenSet::fromArray(['access_token' => 'new']));
echo (new Coop\RefreshReport(['saved' => 1], 1, 0.5, true))->counts['saved'], "\n";
?>
--EXPECT--
shared
-- requests
https://a.example/x?a=1&deep[list][0]=2&deep[list][1]=3 
https://a.example/x a=1&deep[list][0]=2&deep[list][1]=3
https://a.example/x {"a":1,"deep":{"list":[2,3]}}
-- logins
{"next":["\/home"]}
The callback of the provider "x" belongs to a login that was started more than 10 minutes ago: start a new one
-- tokens
{"access_token":"at","token_type":"Bearer","refresh_token":"rt","scope":["read","write"],"extra":{"deep":{"list":[1]}}}
atatatat
{"access_token":"new","token_type":"Bearer","refresh_token":"rt"}
1
