--TEST--
On the servers: ids that differ in case only are all refreshed, and neither too long an id, a refused row nor a page is in the way
--EXTENSIONS--
coop
pdo
pdo_sqlite
pdo_pgsql
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/crons.inc';
foreach (['pgsql', 'mysql'] as $kind) {
    echo "-- $kind\n";
    $site = new Crons($kind);
    $quote = $kind === 'mysql' ? '`' : '"';
    if ($kind === 'mysql') {
        $site->pdo->exec('ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
    }
    $site->pdo->exec($kind === 'mysql' ? 'ALTER TABLE users MODIFY email VARCHAR(255) COLLATE utf8mb4_bin'
        : 'ALTER TABLE users ALTER COLUMN email TYPE VARCHAR(255)');
    $users = ['aB3', 'Ab3', 'ab3', 'jose', "jos\u{e9}", str_repeat('l', 191), str_repeat('m', 190), 'zoe'];
    $insert = $site->pdo->prepare('INSERT INTO users VALUES (?, ?, ?, ?, ?)');
    $tokens = [];
    foreach ($site->server->seed(count($users)) as $n => $login) {
        $insert->execute([$users[$n], $n, $login['access_token'], '2020-01-01 00:00:00', $login['refresh_token']]);
        $tokens[$users[$n]] = $login['refresh_token'];
    }
    $site->pdo->exec("ALTER TABLE users ADD CONSTRAINT old_token
        CHECK (email <> 'zoe' OR {$quote}coopRefreshToken{$quote} = '{$tokens['zoe']}')");
    $report = $site->manager()->refreshExpiring(onResult: static function (Coop\RefreshResult $result) use ($site): void {
        if ($result->error) {
            $all = $result->error . json_encode($result->error->getPrevious()?->errorInfo);
            $quoted = array_filter(array_merge(...array_column($site->server->truth(), 'live')),
                static fn (string $token): bool => str_contains($all, $token));
            $message = Database::asOfMariaDb("{$result->outcome->value}: {$result->error->getMessage()}");
            $message = wordwrap($message, 125, "\n    ");
            echo substr($result->userId, 0, 5), " $message",
                $quoted ? ', with a token' : '', "\n";
        }
    });
    echo json_encode(array_filter($report->counts)), ', ', $site->whatBecameOf($tokens), "\n";
    // A page that began before this run wants the lease of the last user.
    $site->pdo->exec($kind === 'mysql' ? 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED' : 'SELECT 1');
    $site->pdo->beginTransaction();
    $site->pdo->exec("INSERT INTO coop_refresh (store, user_key) VALUES ('users#run', '" . str_repeat('0', 32) . "')");
    $run = $site->start('$manager->refreshExpiring();');
    usleep(700_000);
    $site->pdo->exec("INSERT INTO coop_refresh (store, user_key) VALUES ('users', 'zzz')");
    $site->pdo->commit();
    echo 'beside a page: ', Crons::wait($run) ?: 'no error', "\n";
}
?>
--EXPECT--
-- pgsql
lllll not_sent: The user id does not fit into the companion table (190 characters): use a shorter column as $userIdColumn
zoe unsaveable: The token store's database refused a statement: SQLSTATE 23514, error 7 (the row cannot hold the values), table
    "users", user "zoe"
{"saved":6,"not_sent":1,"unsaveable":1}, 7 of 8 alive, no token reused, 1 token never sent, 7 tokens sent once
beside a page: no error
-- mysql
lllll not_sent: The user id does not fit into the companion table (190 characters): use a shorter column as $userIdColumn
zoe unsaveable: The token store's database refused a statement: SQLSTATE 23000, error 4025 (the row cannot hold the values),
    table "users", user "zoe"
{"saved":6,"not_sent":1,"unsaveable":1}, 7 of 8 alive, no token reused, 1 token never sent, 7 tokens sent once
beside a page: no error
