--TEST--
Each grant's request as the server sees it: parameters and client authentication, and nothing else
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$server->mode('plain');
$provider = new Coop\Provider('x', "$server->http/token?keep=1", introspectionEndpoint: "$server->http/introspect", revocationEndpoint: "$server->http/revoke");
$show = function (string $what, callable $send) use ($server): void {
    try {
        $send();
    } catch (Coop\CoopException $e) {
        echo $e::class, ' ';
    }
    $request = $server->requests()[count($server->requests()) - 1];
    $headers = array_column($request['headers'], 1, 0);
    unset($headers['Host'], $headers['Content-Length'], $headers['Accept-Encoding']);
    ksort($headers);
    echo "$what: $request[method] $request[path]?$request[query]\n  $request[body]\n  ", json_encode($headers, JSON_UNESCAPED_SLASHES), "\n";
};
$post = new Coop\Client($provider, 'id', 'se cret', authMethod: Coop\ClientAuthMethod::ClientSecretPost);
$show('refresh', fn () => $post->refresh('r&t'));
$show('refresh, narrower', fn () => $post->refresh(Coop\TokenSet::fromArray(['refresh_token' => 'rt']), ['a', Coop\Action::EggsCount]));
$show('password', fn () => $post->password('ann@x', 'p+w', ['a']));
$show('client credentials', fn () => $post->clientCredentials());
$show('extension grant', fn () => $post->requestTokens('urn:ietf:params:oauth:grant-type:jwt-bearer', ['assertion' => 'x.y', 'n' => 1, 'yes' => true]));
$show('introspect', fn () => $post->introspect('at'));
$show('revoke', fn () => $post->revoke(Coop\TokenSet::fromArray(['access_token' => 'at', 'refresh_token' => 'rt'])));
$basic = new Coop\Client($provider, 'a:b%ü', 'p+s /=');
$show('basic', fn () => $basic->refresh('rt'));
echo '  ', base64_decode(substr(array_column($server->requests()[count($server->requests()) - 1]['headers'], 1, 0)['Authorization'], 6)), "\n";
$raw = new Coop\Client($provider, 'id', 'p+s /=', authMethod: Coop\ClientAuthMethod::ClientSecretBasicRaw);
$show('raw basic', fn () => $raw->refresh('rt'));
echo '  ', base64_decode(substr(array_column($server->requests()[count($server->requests()) - 1]['headers'], 1, 0)['Authorization'], 6)), "\n";
$show('public client', fn () => (new Coop\Client($provider, 'id'))->refresh('rt'));
$show('no client at all', fn () => (new Coop\Client($provider))->refresh('rt'));
?>
--EXPECT--
Coop\OAuthErrorException refresh: POST /token?keep=1
  grant_type=refresh_token&refresh_token=r%26t&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
Coop\OAuthErrorException refresh, narrower: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt&scope=a%20eggs-count&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
password: POST /token?keep=1
  grant_type=password&username=ann%40x&password=p%2Bw&scope=a&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
client credentials: POST /token?keep=1
  grant_type=client_credentials&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
Coop\OAuthErrorException extension grant: POST /token?keep=1
  grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=x.y&n=1&yes=1&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
introspect: POST /introspect?
  token=at&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
revoke: POST /revoke?
  token=rt&token_type_hint=refresh_token&client_id=id&client_secret=se%20cret
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
Coop\OAuthErrorException basic: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt
  {"Accept":"application/json","Authorization":"Basic YSUzQWIlMjUlQzMlQkM6cCUyQnMlMjAlMkYlM0Q=","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
  a%3Ab%25%C3%BC:p%2Bs%20%2F%3D
Coop\OAuthErrorException raw basic: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt
  {"Accept":"application/json","Authorization":"Basic aWQ6cCtzIC89","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
  id:p+s /=
Coop\OAuthErrorException public client: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt&client_id=id
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
Coop\OAuthErrorException no client at all: POST /token?keep=1
  grant_type=refresh_token&refresh_token=rt
  {"Accept":"application/json","Content-Type":"application/x-www-form-urlencoded","User-Agent":"coop/0.1.0"}
