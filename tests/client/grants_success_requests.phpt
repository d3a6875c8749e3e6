--TEST--
Each grant's request as the server sees it: parameters and client authentication, and nothing else
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$server->mode('plain');
$provider = new Coop\Provider('x', "$server->http/token?keep=1",
    introspectionEndpoint: "$server->http/introspect", revocationEndpoint: "$server->http/revoke");
$show = function (string $what, callable $send) use ($server): void {
    try {
        $send();
    } catch (Coop\CoopException $e) {
        echo $e::class, ' ';
    }
    $request = $server->requests()[count($server->requests()) - 1];
    $headers = array_column($request['headers'], 1, 0);
    unset($headers['Host'], $headers['Content-Length'], $headers['Accept-Encoding']);
    $headers['User-Agent'] = str_replace(Coop\VERSION, 'VERSION', $headers['User-Agent']);
    $authorization = $headers['Authorization'] ?? null;
    unset($headers['Authorization']);
    ksort($headers);
    echo "$what: $request[method] $request[path]?$request[query]\n  $request[body]\n";
    echo '  ', json_encode($headers, JSON_UNESCAPED_SLASHES), "\n";
    if ($authorization !== null) {
        echo "  $authorization: ", base64_decode(substr($authorization, 6)), "\n";
    }
};
$post = new Coop\Client($provider, 'id', 'se cret', authMethod: Coop\ClientAuthMethod::ClientSecretPost);
$show('refresh', fn () => $post->refresh('r&t'));
$show('refresh, narrower', fn () => $post->refresh(Coop\TokenSet::fromArray(['refresh_token' => 'rt']), ['a', Coop\Action::EggsCount]));
$show('password', fn () => $post->password('ann@x', 'p+w', ['a']));
$show('client credentials', fn () => $post->clientCredentials());
$show('extension grant', fn () => $post->requestTokens('urn:ietf:params:oauth:grant-type:jwt-bearer',
    ['assertion' => 'x.y', 'n' => 1, 'yes' => true]));
$show('introspect', fn () => $post->introspect('at'));
$show('revoke', fn () => $post->revoke(Coop\TokenSet::fromArray(['access_token' => 'at', 'refresh_token' => 'rt'])));
$basic = new Coop\Client($provider, 'a:b%ü', 'p+s /=');
$show('basic', fn () => $basic->refresh('rt'));
$raw = new Coop\Client($provider, 'id', 'p+s /=', authMethod: Coop\ClientAuthMethod::ClientSecretBasicRaw);
$show('raw basic', fn () => $raw->refresh('rt'));
$show('public client', fn () => (new Coop\Client($provider, 'id'))->refresh('rt'));
$show('no client at all', fn () => (new Coop\Client($provider))->refresh('rt'));
?>
--EXPECT--
Coop\OAuthErrorException refresh: POST /token?keep=1
  grant_type=refresh_token&refresh_token=r%26t&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
Coop\OAuthErrorException refresh, narrower: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt&scope=a%20eggs-count&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
password: POST /token?keep=1
  grant_type=password&username=ann%40x&password=p%2Bw&scope=a&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
client credentials: POST /token?keep=1
  grant_type=client_credentials&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
Coop\OAuthErrorException extension grant: POST /token?keep=1
  grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=x.y&n=1&yes=1&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
introspect: POST /introspect?
  token=at&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
revoke: POST /revoke?
  token=rt&token_type_hint=refresh_token&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
Coop\OAuthErrorException basic: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
  Basic YSUzQWIlMjUlQzMlQkM6cCUyQnMlMjAlMkYlM0Q=: a%3Ab%25%C3%BC:p%2Bs%20%2F%3D
Coop\OAuthErrorException raw basic: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
  Basic aWQ6cCtzIC89: id:p+s /=
Coop\OAuthErrorException public client: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt&client_id=id
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
Coop\OAuthErrorException no client at all: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/VERSION"}
