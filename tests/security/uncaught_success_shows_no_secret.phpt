--TEST--
Uncaught exceptions of every method that takes a secret: neither the output nor the error log shows it
--EXTENSIONS--
coop
--FILE--
<?php
require __DIR__ . '/../inc/secrets.inc';
$planted = ['access token' => 'uB45-access-token-of-ann', 'refresh token' => 'kZ81-refresh-token-of-ann', 'id token' => 'eX18-id-token-of-ann', 'client secret' => 'tR63-client-secret-of-us',
    'password' => 'wY54-password-of-ann', 'code' => 'pQ72-code-of-ann-here', 'proxy password' => 'mN36-password-of-proxy', 'body' => 'cV27-body-of-a-request'];
$file = sys_get_temp_dir() . '/coop-uncaught-' . getmypid();
file_put_contents("$file.php", <<<'PHP'
<?php
// the secrets come from a file and not from this one, which a trace may quote
$s = unserialize(file_get_contents($argv[1]));
$provider = new Coop\Provider('x', 'http://127.0.0.1:1/token', 'http://127.0.0.1:1/authorize', 'http://127.0.0.1:1', revocationEndpoint: 'http://127.0.0.1:1/revoke', introspectionEndpoint: 'http://127.0.0.1:1/introspect');
$client = new Coop\Client($provider, 'id', $s['client secret'], 'http://localhost/cb');
$tokens = Coop\TokenSet::fromArray(['access_token' => $s['access token'], 'refresh_token' => $s['refresh token'], 'id_token' => $s['id token']]);
$session = ['user' => $s['password']];
$state = preg_replace('/.*state=([^&]+).*/', '$1', $client->authorizationUrl($session));
$throw = [
    fn () => $client->refresh($s['refresh token']), fn () => $client->refresh($tokens), fn () => $client->refresh("{$s['refresh token']}", ['a b']), fn () => $client->password('ann', $s['password']),
    fn () => $client->requestTokens('x', ['assertion' => $s['password']]), fn () => $client->requestTokens('x', [$s['password']]), fn () => $client->introspect($s['access token']), fn () => $client->revoke($s['refresh token']),
    fn () => $client->readCallback($session, "code={$s['code']}&state=x"), fn () => $client->handleCallback($session, "code={$s['code']}&state=$state"),
    fn () => $client->request('GET', '/', $s['access token']), fn () => $client->request('GET', 'https://evil.example/', $tokens), fn () => $client->request('GET', '/', "{$s['access token']}\n"),
    fn () => $client->request('POST', '/', null, [], ['pw' => $s['password']], null, [], $s['body']), fn () => $client->request('POST', '/', json: ['pw' => $s['password'], NAN]), fn () => $client->request('POST', '/', body: $s['body']),
    fn () => $client->request('GET', '/', headers: ['X' => "{$s['access token']}\0"]), fn () => $client->request('GET', '/', headers: [$s['access token']]),
    fn () => new Coop\Client($provider, 'id', "{$s['client secret']}\n"), fn () => new Coop\Client($provider, null, $s['client secret'], timeout: 0), fn () => new Coop\Client($provider, proxy: "http://me:{$s['proxy password']}@\n"),
    fn () => (new Coop\Client($provider, proxy: "http://me:{$s['proxy password']}@127.0.0.1:1"))->refresh('r'), fn () => (new Coop\Client($provider, proxy: "nonsense://{$s['proxy password']}:x:y"))->refresh('r'),
    fn () => Coop\TokenSet::fromArray(['access_token' => $s['access token'], 'expires_at' => 'x']), fn () => Coop\TokenSet::fromArray(['access_token' => [$s['access token']]]),
    fn () => json_encode($tokens), fn () => serialize($tokens), fn () => throw new Coop\InvalidResponseException('m', 200, $s['refresh token']), fn () => new Coop\InvalidResponseException('m', 200, $s['refresh token'], 1),
    fn () => $client->authorizationUrl($session, [1]), fn () => $client->request($tokens, '/'), fn () => $client->refresh(5.5, $tokens),
];
if ($argv[2] === 'count') {
    exit((string) count($throw));
}
$throw[$argv[2]]();
PHP);
file_put_contents($file, serialize($planted));
$options = '';
$arguments = explode("\0", file_get_contents('/proc/self/cmdline'));
foreach ($arguments as $at => $argument) {
    if (str_starts_with($argument, 'extension=')) {
        $options .= ' -d ' . escapeshellarg($argument);
    }
}
$run = fn (string $which) => (string) shell_exec(PHP_BINARY . " -n $options -d error_log=$file.log -d log_errors=1 -d display_errors=1 -d error_reporting=-1 -d zend.exception_ignore_args=0 -d zend.exception_string_param_max_len=100000 $file.php $file $which 2>&1");
$secrets = new Secrets($planted);
for ($i = 0, $count = (int) $run('count'); $i < $count; $i++) {
    $output = $run((string) $i);
    if (!str_contains($output, 'Uncaught')) {
        echo "$i did not throw: $output\n";
    }
    foreach ($secrets->in($output) as $found) {
        echo "$i shows $found\n";
    }
}
foreach ($secrets->in(file_get_contents("$file.log")) as $found) {
    echo "the log shows $found\n";
}
echo "$count\n";
array_map('unlink', glob("$file*"));
?>
--EXPECT--
32
