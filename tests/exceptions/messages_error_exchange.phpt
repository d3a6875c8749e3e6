--TEST--
Messages name the provider and the URL without its query, and say which fault it was, without a secret
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$places = [$server->http => 'HTTP', $server->https => 'HTTPS', $server->expired => 'EXPIRED', $server->selfSigned => 'SELFSIGNED',
    $server->wrongHost => 'WRONGHOST', $server->oldTls => 'OLDTLS'];

/** What $call throws, in the names above. */
function said(callable $call): string
{
    global $places;
    try {
        $call();
        return 'nothing';
    } catch (Coop\CoopException $e) {
        $message = $e->getMessage();
        $secret = preg_match('/TheSecret|TheToken|ThePassword|q=1/', $message) ? 'SHOWS A SECRET: ' : '';
        $places += [substr($GLOBALS['server']->http, 7) => 'HOST'];
        $libcurl = '/\((Couldn|Could n|Server ret|Failure|Failed)[^()]*(\([^()]*\))?\)/';
        $message = preg_replace($libcurl, '(in the words of libcurl)', $message);
        return wordwrap($secret . strtr($message, $places), 130, "\n    ");
    }
}

$refresh = static fn (string $origin, array $more = [], ?string $ca = 'good') => said(fn () => (new Coop\Client(
    new Coop\Provider('Acme "eu"', "$origin/token?q=1"), 'id', 'TheSecret12', ...$more, connectTimeout: 2, timeout: 5,
    caFile: $ca === 'good' ? $server->ca : $ca))->refresh('TheToken12345'));

$closed = stream_socket_server('tcp://127.0.0.1:0');
$nobody = stream_socket_get_name($closed, false);
fclose($closed);
$places[$nobody] = 'NOBODY';

echo "- no answer\n";
echo $refresh("http://$nobody"), "\n";
echo $refresh('https://coop.invalid'), "\n";
$server->script(['cut' => 10]);
echo $refresh($server->http), "\n";
echo "- TLS\n";
foreach ([$server->expired, $server->selfSigned, $server->wrongHost, $server->oldTls] as $origin) {
    echo $refresh($origin), "\n";
}
$other = tempnam(sys_get_temp_dir(), 'coop'); // the machine's own authorities may be missing
exec('openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=other -keyout /dev/null -out '
    . escapeshellarg($other) . ' 2>/dev/null');
echo $refresh($server->https, ca: $other), "\n";
unlink($other);
echo "- proxies\n";
echo $refresh($server->http, ['proxy' => "http://me:ThePassword@$nobody"]), "\n";
// A proxy that wants credentials, whatever comes.
$proxy = proc_open([PHP_BINARY, '-n', '-r', '$s = stream_socket_server("tcp://127.0.0.1:0"); echo stream_socket_get_name($s, false), "\n";
    while ($c = stream_socket_accept($s, 60)) {
        fread($c, 4096); fwrite($c, "HTTP/1.1 407 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"); fclose($c);
    }'], [1 => ['pipe', 'w']], $pipes);
$address = trim(fgets($pipes[1]));
$places[$address] = 'PROXY';
foreach (['http://as.example', 'https://as.example'] as $origin) {
    $client = new Coop\Client(new Coop\Provider('Acme', "$origin/token", allowHttp: true), proxy: "http://me:ThePassword@$address");
    echo said(fn () => $client->refresh('r')), "\n";
}
proc_terminate($proxy);
echo $refresh('https://as.example', ['proxy' => $server->http]), "\n";

$odd = $refresh($server->http, ['proxy' => "http://me:The@Pass/ThePassword@$nobody"]);
echo str_contains($odd, 'SECRET') || str_contains($odd, 'Pass') ? $odd : 'an odd password is not shown', "\n";

echo "- refusals\n";
$answers = [
    [302, '', ['Location' => 'https://www.as.example/oauth/token?code=TheToken12345']],
    [301, '', ['Location' => '/login?next=TheToken12345#top']],
    [308, '', ['Location' => 'https://me:ThePassword@as.example/TheToken12345']],
    [302, '', []],
    [403, "<!DOCTYPE html>\n<title>Blocked</title>", ['Content-Type' => 'text/html; charset=utf-8']],
    [503, 'try later', ['Content-Type' => 'text/plain']],
    [404, '', []],
    [400, '{}', []],
    [401, '', []],
    [400, '{"message":"Invalid refresh token"}', []],
    [400, '{"message":"Unauthorized"}', []],
    [401, '{"error":"invalid_client"}', []],
    [400, '{"error":"invalid_grant","error_description":"gone"}', []],
    [200, "\n <html><title>Welcome</title>", ['Content-Type' => 'text/html']],
    [200, "<html>", ['Content-Type' => 'TheToken12345']],
    [200, 'access granted', ['Content-Type' => 'text/plain']],
    [200, '[1]', []],
    [200, '', []],
];
foreach ($answers as [$status, $body, $headers]) {
    $server->script(['status' => $status, 'body' => $body, 'headers' => $headers]);
    echo $refresh($server->http), "\n";
}
echo "- the API\n";
$provider = new Coop\Provider('Acme', 'https://as.example/token', apiBaseUrl: "http://$nobody/v1",
    introspectionEndpoint: "http://$nobody/introspect?q=1");
$client = new Coop\Client($provider, 'id', 'TheSecret12');
echo said(fn () => $client->request('GET', '/eggs', 'TheToken12345', query: ['q' => 1])), "\n";
echo said(fn () => $client->introspect('TheToken12345')), "\n";
?>
--EXPECT--
- no answer
The token endpoint of the provider "Acme "eu"" (http://NOBODY/token) could not be used: no connection was made (in the words of
    libcurl); the request was not sent
The token endpoint of the provider "Acme "eu"" (https://coop.invalid/token) could not be used: its host name could not be resolved
    (in the words of libcurl); the request was not sent
The token endpoint of the provider "Acme "eu"" (HTTP/token) could not be used: the answer was cut off (in the words of libcurl);
    the request was sent and may have been processed
- TLS
The token endpoint of the provider "Acme "eu"" (EXPIRED/token) could not be used: no trusted TLS connection was made (its
    certificate has expired); the request was not sent
The token endpoint of the provider "Acme "eu"" (SELFSIGNED/token) could not be used: no trusted TLS connection was made (its
    certificate is of an authority that is not trusted here); the request was not sent
The token endpoint of the provider "Acme "eu"" (WRONGHOST/token) could not be used: no trusted TLS connection was made (its
    certificate is for another host); the request was not sent
The token endpoint of the provider "Acme "eu"" (OLDTLS/token) could not be used: no trusted TLS connection was made (it speaks a
    version of TLS that is too old); the request was not sent
The token endpoint of the provider "Acme "eu"" (HTTPS/token) could not be used: no trusted TLS connection was made (its
    certificate is of an authority that is not trusted here); the request was not sent
- proxies
The token endpoint of the provider "Acme "eu"" (HTTP/token by the proxy NOBODY) could not be used: no connection was made (in the
    words of libcurl); the request was not sent
The token endpoint of the provider "Acme" (http://as.example/token by the proxy PROXY) refused with status 407, which is the
    proxy's: it wants other credentials
The token endpoint of the provider "Acme" (https://as.example/token by the proxy PROXY) could not be used: no connection was made
    (the proxy refused with status 407, it wants other credentials); the request was not sent
The token endpoint of the provider "Acme "eu"" (https://as.example/token by the proxy HTTP) could not be used: no connection was
    made (the proxy refused with status 404); the request was not sent
an odd password is not shown
- refusals
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 302: it redirects to
    https://www.as.example/oauth/token, and redirects are not followed: give the provider the right URL
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 301: it redirects to /login, and redirects are not
    followed: give the provider the right URL
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 308: it redirects to withheld, because it quotes a
    secret, and redirects are not followed: give the provider the right URL
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 302
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 403; the answer is HTML (Content-Type text/html;
    charset=utf-8)
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 503: try later; the answer is not a JSON object
    (Content-Type text/plain)
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 404
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 400; it names no error, so perhaps it wants the
    client's credentials by another Coop\ClientAuthMethod than ClientSecretBasic
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 401; it names no error, so perhaps it wants the
    client's credentials by another Coop\ClientAuthMethod than ClientSecretBasic
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 400: Invalid refresh token
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 400: Unauthorized; it names no error, so perhaps
    it wants the client's credentials by another Coop\ClientAuthMethod than ClientSecretBasic
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 401: invalid_client
The token endpoint of the provider "Acme "eu"" (HTTP/token) refused with status 400: invalid_grant (gone)
The token endpoint of the provider "Acme "eu"" (HTTP/token) gave an answer with status 200 that is HTML instead of JSON
    (Content-Type text/html)
The token endpoint of the provider "Acme "eu"" (HTTP/token) gave an answer with status 200 that is HTML instead of JSON
The token endpoint of the provider "Acme "eu"" (HTTP/token) gave an answer with status 200 that is not a JSON object without
    duplicate members (Content-Type text/plain)
The token endpoint of the provider "Acme "eu"" (HTTP/token) gave an answer with status 200 that is not a JSON object without
    duplicate members (Content-Type application/json)
The token endpoint of the provider "Acme "eu"" (HTTP/token) gave an answer with status 200 that is not a JSON object without
    duplicate members
- the API
The API of the provider "Acme" (http://NOBODY/v1/eggs) could not be used: no connection was made (in the words of libcurl); the
    request was not sent
The introspection endpoint of the provider "Acme" (http://NOBODY/introspect) could not be used: no connection was made (in the
    words of libcurl); the request was not sent
