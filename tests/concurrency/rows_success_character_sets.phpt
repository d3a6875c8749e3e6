--TEST--
MariaDB and MySQL: no token is sent twice by processes whose connections have different character sets
--EXTENSIONS--
coop
pdo
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/crons.inc';

/** A run over the second connection in the middle of one over the first: how often tokens were sent, what the second run says. */
function run_within_a_run(Crons $site, string $first, string $second, string $column = 'utf8mb4'): void
{
    $site->pdo->exec("DELETE FROM users");
    $site->pdo->exec("ALTER TABLE users MODIFY email VARCHAR(190) CHARACTER SET $column");
    $user = $site->users(1, "gr\u{f6}\u{df}e-$first-$second-$column-") + $site->users(1, "zoe-$first-$second-$column-");
    $over = static function (string $names) use ($site): Coop\PdoTokenStore {
        $pdo = $site->connect();
        $pdo->exec("SET NAMES $names");
        return new Coop\PdoTokenStore($pdo);
    };
    $told = [];
    $tell = static function (Coop\RefreshResult $result) use (&$told): void {
        $error = $result->error ? ' (' . strtok($result->error->getMessage(), ',') . ')' : '';
        $told[] = (str_contains($result->userId, 'zoe') ? 'zoe ' : 'her ') . $result->outcome->value . $error;
    };
    $within = $site->manager(store: $over($second));
    $once = true;
    $transport = static function (string $method, string $url, array $headers, string $body) use ($within, $tell, &$once): Coop\Response {
        if ($once) {
            $once = false;
            $within->refreshExpiring(onResult: $tell);
        }
        $lines = array_map(fn ($name, $value) => "$name: $value", array_keys($headers), $headers);
        $context = stream_context_create(['http' => ['method' => $method, 'content' => $body, 'header' => $lines]]);
        $answer = file_get_contents($url, false, $context);
        return new Coop\Response(200, ['content-type' => ['application/json']], $answer);
    };
    $site->manager(client: $site->client(transport: $transport), store: $over($first))->refreshExpiring();
    $sent = how_often(array_map($site->server->uses(...), $user), 'token', 'sent');
    echo "$second within $first, $column: $sent; ", implode(', ', $told), "\n";
}

$site = new Crons('mysql');
run_within_a_run($site, 'utf8mb4', 'latin1');
run_within_a_run($site, 'utf8mb4', 'utf8mb3');
run_within_a_run($site, 'utf8mb4', 'binary', 'latin1');
run_within_a_run($site, 'utf8mb4', 'latin1', 'binary');
$pdo = $site->connect();
$pdo->exec('SET NAMES latin1');
$site->pdo->exec("ALTER TABLE users MODIFY email VARCHAR(190) CHARACTER SET utf8mb4");
$site->users(1, "\u{f6}");
try {
    $site->manager(store: new Coop\PdoTokenStore($pdo))->refresh("\xf600000@example.com");
} catch (Coop\StoreException $e) {
    echo "one user: ", wordwrap($e->getMessage(), 130), "\n";
}
$new = Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => 'r', 'expires_at' => 2000000000]);
(new Coop\PdoTokenStore($pdo))->saveNewTokens("\xf600000@example.com", $new);
$keys = $site->pdo->query("SELECT user_key FROM coop_refresh WHERE user_key LIKE '%00000@example.com' AND user_key NOT LIKE '%-%'");
echo 'a login is noted of ', implode(', ', $keys->fetchAll(PDO::FETCH_COLUMN)), "\n";
?>
--EXPECT--
latin1 within utf8mb4, utf8mb4: 2 tokens sent once; her not_sent (The user id has letters beside those of ASCII), zoe saved
utf8mb3 within utf8mb4, utf8mb4: 2 tokens sent once; her leased, zoe saved
binary within utf8mb4, latin1: 2 tokens sent once; her not_sent (The user id has letters beside those of ASCII), zoe saved
latin1 within utf8mb4, binary: 2 tokens sent once; her leased, zoe saved
one user: The user id has letters beside those of ASCII, and over a connection with another character set it would be another id, whose
lease says nothing: put charset=utf8mb4 into the DSN of the token store's connection
a login is noted of ö00000@example.com
