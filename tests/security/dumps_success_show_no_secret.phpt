--TEST--
No dump, cast, reflection, serialization, message or trace shows a secret
--EXTENSIONS--
coop
pdo
pdo_sqlite
--INI--
zend.exception_ignore_args=0
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
require __DIR__ . '/../inc/secrets.inc';
/** Everything that dumps, casts, reflection and serialization show of a value. */
function shown(object $value): string
{
    ob_start();
    $show = function (callable $print): void {
        try {
            print_r($print());
        } catch (Throwable $e) {
            echo $e; // a refusal is text too
        }
    };
    var_dump($value);
    debug_zval_dump($value);
    foreach ([fn () => print_r($value, true), fn () => var_export($value, true), fn () => json_encode($value), fn () => serialize($value), fn () => (array) $value,
        fn () => get_mangled_object_vars($value), fn () => get_object_vars($value), fn () => (string) new ReflectionObject($value), fn () => new ArrayObject($value), fn () => (string) $value] as $print) {
        $show($print);
    }
    foreach ((new ReflectionObject($value))->getProperties() as $property) {
        $show(fn () => $property . ($property->isInitialized($value) ? print_r($property->getValue($value), true) : ''));
    }
    return ob_get_clean();
}

$server = FaultServer::start();
$planted = ['SECRETat1234567890', 'SECRETrt1234567890', 'SECRETid1234567890', 'SECRETclient567890', 'SECRETproxy4567890', 'SECRETsalvage67890'];
[$at, $rt, $id, $clientSecret, $proxy, $salvage] = $planted;
$provider = new Coop\Provider('x', "$server->http/token", "$server->http/authorize", apiBaseUrl: $server->http, userinfoEndpoint: "$server->http/userinfo", revocationEndpoint: "$server->http/revoke");
$client = new Coop\Client($provider, 'id', $clientSecret, 'http://localhost/cb');
$tokens = Coop\TokenSet::fromArray(['access_token' => $at, 'refresh_token' => $rt, 'id_token' => $id, 'extra' => ['sub' => 'x']]);
$session = [];
$url = $client->authorizationUrl($session);
parse_str(parse_url($url, PHP_URL_QUERY), $query);
$planted[] = $session['coop'][0]['code_verifier'];
$planted[] = $query['state'];
$code = $client->readCallback($session, "code=SECRETcode34567890&state=$query[state]");
$planted[] = 'SECRETcode34567890';
$pdo = new PDO('sqlite::memory:');
$pdo->exec('CREATE TABLE users (email TEXT PRIMARY KEY, coopUserId TEXT, coopAccessToken TEXT, coopAccessExpiresAt DateTime, coopRefreshToken TEXT)');
$pdo->exec("INSERT INTO users (email) VALUES ('ann')");
$store = new Coop\PdoTokenStore($pdo);
$store->saveNewTokens('ann', $tokens);
$folder = sys_get_temp_dir() . '/coop-secrets-' . getmypid();
$manager = new Coop\TokenManager($client, $store, journalDirectory: $folder);
$sessionStore = new Coop\SessionTokenStore(fn () => $tokens->toArray(), fn ($tokens) => null);
$secrets = new Secrets($planted);

$values = ['Provider' => $provider, 'Client' => $client, 'client with a proxy' => new Coop\Client($provider, 'id', $clientSecret, proxy: "http://me:$proxy@127.0.0.1:1"),
    'TokenSet' => $tokens, 'AuthorizationCode' => $code, 'PdoTokenStore' => $store, 'TokenManager' => $manager, 'Account' => $manager->account('ann'),
    'StoredTokens' => $store->findTokens('ann'), 'SessionTokenStore' => $sessionStore, 'PdoLeases' => new Coop\PdoLeases($pdo, 'x'),
    'InvalidResponseException' => new Coop\InvalidResponseException('m', 200, $salvage),
    'RefreshResult' => new Coop\RefreshResult('ann', Coop\RefreshOutcome::OutcomeUnknown, null, new Coop\InvalidResponseException('m', 200, $salvage))];
foreach ($values as $name => $value) {
    if ($found = $secrets->in(shown($value))) {
        echo "$name: ", implode('; ', $found), "\n";
    }
}
// what throws, with the arguments in the trace
$down = new Coop\Client(new Coop\Provider('x', 'http://127.0.0.1:1/token', apiBaseUrl: 'http://127.0.0.1:1'), 'id', $clientSecret, 'http://localhost/cb');
$thrown = 0;
foreach ([
    fn () => $down->refresh($rt), fn () => $down->refresh($tokens), fn () => $down->password('ann', $rt), fn () => $down->requestTokens('x', ['assertion' => $rt]),
    fn () => $down->request('GET', '/x', $at), fn () => $down->request('POST', '/x', null, form: ['t' => $rt]), fn () => $down->request('POST', '/x', null, json: [$rt]),
    fn () => $down->request('POST', '/x', null, headers: ['X-Token' => $rt]), fn () => $down->request('POST', '/x', null, body: $rt),
    fn () => $client->request('GET', 'http://localhost:1/x', $at), fn () => $client->request('GET', '/x', "$at\n"), fn () => $client->request('GET', '/x', $at, headers: ['X' => "$rt\n"]),
    fn () => $client->revoke("$rt\0"), fn () => $client->introspect($rt), fn () => $client->refresh($rt), fn () => $client->exchangeCode($code),
    fn () => $client->readCallback($session, "code=SECRETcode34567890&state=$query[state]"), fn () => Coop\TokenSet::fromArray(['access_token' => $at, 'scope' => 1]),
    fn () => $store->saveNewTokens('nobody', $tokens), fn () => $manager->refresh('ann'), fn () => $manager->account('ann')->me(), fn () => $manager->refresh('ann', $tokens),
    fn () => new Coop\Client($provider, null, $clientSecret), fn () => new Coop\Client($provider, 'id', $clientSecret, proxy: "$proxy\n"),
] as $number => $throws) {
    try {
        $throws();
    } catch (Throwable $e) {
        $thrown++;
        // the closures of this test hold the secrets themselves: their frames are this file's, not the extension's
        if ($found = $secrets->in($e->getMessage() . $e . print_r(array_column($e->getTrace(), 'args'), true) . $e->getPrevious())) {
            echo "exception $number: ", implode('; ', $found), "\n";
        }
    }
}
var_dump($thrown, $secrets->in(print_r($tokens->toArray(), true)) !== []); // and the scanner does find them where they are
foreach (glob("$folder/*") as $file) {
    unlink($file);
}
rmdir($folder);
?>
--EXPECT--
int(23)
bool(true)
