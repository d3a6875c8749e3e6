--TEST--
Token answers in a refresh run: an answer that is cut at any byte leaves the old refresh token or the live one, never another
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start(['mode' => 'grace', 'grace_ms' => 60000]);
$server->seed(1000); // the number of a login is part of its tokens: four digits from now on
$journal = sys_get_temp_dir() . '/coop-cut-' . bin2hex(random_bytes(8));
$pdo = new PDO('sqlite::memory:');
$pdo->exec('CREATE TABLE users (email VARCHAR(190) PRIMARY KEY, coopUserId TEXT, coopAccessToken TEXT, coopAccessExpiresAt DATETIME, coopRefreshToken TEXT)');
$client = new Coop\Client(new Coop\Provider('test', "$server->http/token"), 'id', 'secret');
$manager = new Coop\TokenManager($client, new Coop\PdoTokenStore($pdo), $journal);

// The server's members in this order, so that the token stands in the middle.
$body = '{"token_type":"Bearer","refresh_token":"{{refresh_token}}","access_token":"{{access_token}}","expires_in":3600}';
$head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";
[$login] = $server->seed();
$filled = strlen(strtr($body, ['{{refresh_token}}' => $login['refresh_token'], '{{access_token}}' => $login['access_token']]));
$head = sprintf($head, $filled);
$outcomes = $kept = [];
for ($n = 0; $n <= strlen($head) + $filled; $n++) {
    [$login] = $server->seed();
    $pdo->exec('DELETE FROM users');
    $pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $pdo->prepare("INSERT INTO users VALUES ('a@example.com', '1', 'before', '2020-01-01 00:00:00', ?)")->execute([$login['refresh_token']]);
    $server->script(['raw' => $head . $body, 'cut' => $n, 'times' => 2]);
    $counts = array_filter($manager->refreshExpiring()->counts);
    $token = $pdo->query('SELECT coopRefreshToken FROM users')->fetchColumn();
    $isLive = $token !== $login['refresh_token'] && $server->isLive((string) $token);
    if (!$isLive && $token !== $login['refresh_token']) {
        echo "cut at $n: a wrong token\n";
    }
    // Asked for again once where the token did not come.
    if ($server->uses($login['refresh_token']) !== ($isLive ? 1 : 2)) {
        echo "cut at $n: sent {$server->uses($login['refresh_token'])} times\n";
    }
    $outcome = key($counts) . ($isLive ? ', the live token' : ', the old token');
    $outcomes[$outcome] ??= $n;
    // Behind the token's comma it is known to be whole.
    if ($n > strlen($head) + strpos($body, '{{refresh_token}}') + strlen($login['refresh_token']) + 1 && !$isLive) {
        echo "cut at $n: the live token was there and is lost\n";
    }
}
echo implode("\n", array_keys($outcomes)), "\n", end($outcomes) === strlen($head) + $filled ? 'saved only when whole' : json_encode($outcomes), "\n";
array_map('unlink', glob("$journal/*"));
rmdir($journal);
?>
--EXPECT--
outcome_unknown, the old token
outcome_unknown, the live token
saved, the live token
saved only when whole
