--TEST--
A login without a refresh token and without an expiry is used until an API refuses it: never due, never listed
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
function table_with(string $expiryType, string $accessToken): PDO
{
    $pdo = new PDO('sqlite::memory:');
    $pdo->exec("CREATE TABLE users (email VARCHAR(190) PRIMARY KEY, coopUserId TEXT, coopAccessToken TEXT,
        coopAccessExpiresAt $expiryType, coopRefreshToken TEXT)");
    $pdo->exec("INSERT INTO users VALUES ('u', '1', $accessToken, '2000-01-01 00:00:00', NULL)");
    return $pdo;
}

$sent = 0;
$answers = [];
$transport = function (string $method, string $url) use (&$answers, &$sent): Coop\Response {
    $sent++;
    return new Coop\Response(200, ['content-type' => 'application/json'], array_shift($answers) ?? '{"fine":true}');
};
$provider = new Coop\Provider('test', 'https://as.example/token', apiBaseUrl: 'https://api.example');
$client = new Coop\Client($provider, 'id', 'secret', transport: $transport);
foreach ([
    'no expires_in (GitHub)' => '{"access_token":"a","scope":"repo","token_type":"bearer"}',
    'zero (Mailchimp)' => '{"access_token":"a","expires_in":0,"scope":null}',
    'null (Doorkeeper)' => '{"access_token":"a","expires_in":null,"token_type":"Bearer"}',
    'ten years and three days (Linear)' => '{"access_token":"a","token_type":"Bearer","expires_in":315705599}',
] as $name => $answer) {
    $answers = [$answer];
    $tokens = $client->password('u', 'p');
    echo "$name: ", $tokens->expiresAt === null && !$tokens->isExpired(86400 * 365) ? 'does not expire' : 'expires', "\n";
}
foreach (['DATETIME', 'DATETIME NOT NULL', 'INTEGER', 'INTEGER NOT NULL', 'VARCHAR(40)', 'VARCHAR(40) NOT NULL'] as $type) {
    $pdo = table_with($type, 'NULL');
    $store = new Coop\PdoTokenStore($pdo);
    $store->saveNewTokens('u', $tokens);
    $stored = $pdo->query('SELECT coopAccessExpiresAt FROM users')->fetchColumn();
    $at = is_numeric($stored) ? (int) $stored : strtotime("$stored UTC");
    echo "$type: ", $stored === null ? 'null' : (abs($at - time() - 3649 * 86400) < 10 ? 'ten years less a day' : $stored);
    $far = new DateTimeImmutable('+20 years');
    echo count($store->getExpiringTokens($far)) + count($store->getTokensToReauthorize()) === 0 ? ', not listed' : ', listed';
    $journal = sys_get_temp_dir() . '/coop-lasting-' . bin2hex(random_bytes(8));
    $manager = new Coop\TokenManager($client, $store, $journal);
    $sent = 0;
    $report = $manager->refreshExpiring($far);
    echo $report->total === 0 && $sent === 0 ? ', not due' : ', due';
    echo $manager->account('u')->tokens()->accessToken() === 'a' && $sent === 0 ? ', used' : ', not used';
    echo $manager->account('u')->request('GET', '/x')->json() === ['fine' => true] && $sent === 1 ? ' as it is' : '?', "\n";
    array_map('unlink', glob("$journal/*"));
    @rmdir($journal);
}
echo "replaced by the long form: ";
$pdo = table_with('DATETIME', "'old'");
$store = new Coop\PdoTokenStore($pdo);
var_dump($store->saveNewTokens('u', $tokens, replaces: $store->findTokens('u')->tokens), $store->findTokens('u')->tokens->isExpired());
echo "zero beside a refresh token means unknown: ";
$answers = ['{"access_token":"a","refresh_token":"r","expires_in":0}'];
$tokens = $client->password('u', 'p');
var_dump($tokens->expiresAt, $tokens->isExpired(), $tokens->isExpired(3700));
$store->saveNewTokens('u', $tokens);
echo abs($store->findTokens('u')->tokens->expiresAt->getTimestamp() - time() - 3600) < 10 ? "saved as the default lifetime\n" : "?\n";
?>
--EXPECT--
no expires_in (GitHub): does not expire
zero (Mailchimp): does not expire
null (Doorkeeper): does not expire
ten years and three days (Linear): does not expire
DATETIME: null, not listed, not due, used as it is
DATETIME NOT NULL: ten years less a day, not listed, not due, used as it is
INTEGER: null, not listed, not due, used as it is
INTEGER NOT NULL: ten years less a day, not listed, not due, used as it is
VARCHAR(40): null, not listed, not due, used as it is
VARCHAR(40) NOT NULL: ten years less a day, not listed, not due, used as it is
replaced by the long form: bool(true)
bool(false)
zero beside a refresh token means unknown: NULL
bool(false)
bool(true)
saved as the default lifetime
