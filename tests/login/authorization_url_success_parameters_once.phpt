--TEST--
authorizationUrl(): each parameter once; the ones of a call are sent instead of the provider's
--EXTENSIONS--
coop
--FILE--
<?php
$show = function (Coop\Provider $provider, array $parameters): void {
    $session = [];
    $url = (new Coop\Client($provider, 'id', null, 'https://site.example/cb'))->authorizationUrl($session, [], $parameters);
    $names = array_map(fn ($pair) => urldecode(strtok($pair, '=')), explode('&', explode('?', $url, 2)[1]));
    parse_str(parse_url($url, PHP_URL_QUERY), $query);
    echo json_encode(array_diff_key($query, array_flip(['state', 'code_challenge', 'redirect_uri', 'client_id'])), JSON_UNESCAPED_SLASHES), ' ',
        $names === array_unique($names) ? 'each once' : 'some twice', substr_count($url, '?') === 1 ? '' : ' two question marks', "\n";
};
$show(Coop\Provider::google(), []);
$show(Coop\Provider::google(), ['prompt' => 'none', 'login_hint' => 'ann@example.org']);
$show(Coop\Provider::google()->with(authorizationParameters: []), ['max_age' => 60]);
$show(new Coop\Provider('x', 'https://a.example/token', 'https://a.example/index.php?option=authorize&api=oauth2', pkce: false), ['ui locales' => 'de&fr']);
$show(new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize?'), []);
?>
--EXPECT--
{"response_type":"code","code_challenge_method":"S256","access_type":"offline","prompt":"consent"} each once
{"response_type":"code","code_challenge_method":"S256","access_type":"offline","prompt":"none","login_hint":"ann@example.org"} each once
{"response_type":"code","code_challenge_method":"S256","max_age":"60"} each once
{"option":"authorize","api":"oauth2","response_type":"code","ui_locales":"de&fr"} each once
{"response_type":"code","code_challenge_method":"S256"} each once
