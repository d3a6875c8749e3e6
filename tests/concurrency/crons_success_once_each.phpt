--TEST--
Four crons at once on one table, and twenty pages beside a cron: every token is sent once, on each database
--EXTENSIONS--
coop
pdo
pdo_sqlite
pdo_pgsql
mysqlnd
pdo_mysql
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/crons.inc';
foreach (['sqlite', 'pgsql', 'mysql'] as $kind) {
    echo "-- $kind\n";
    $site = new Crons($kind);
    $site->server->script(['delay' => 8, 'times' => 0]);
    $tokens = $site->users(150);
    echo $site->crons(4), $site->whatBecameOf($tokens), ", {$site->whatIsHeld()}\n";
    // of 100 runs of four days ago nothing stays
    $old = $site->pdo->prepare('INSERT INTO coop_refresh (store, user_key, done_ts) VALUES (\'users#run\', ?, ?)');
    array_map(fn (int $n) => $old->execute(["run$n", time() - 4 * 86400]), range(1, 100));
    // with a date: each user once, although everybody stays due
    $tokens = $site->users($count = $kind === 'sqlite' || getenv('COOP_TEST_FULL') ? 2000 : 400, 'dated');
    echo $site->crons(4, 'new DateTimeImmutable("+1 month")'), str_replace((string) $count, 'N', $site->whatBecameOf($tokens)), ', runs ',
         $site->pdo->query("SELECT COUNT(*) FROM coop_refresh WHERE store LIKE '%#run'")->fetchColumn(), "\n";
    // pages beside a cron: the loser waits for the winner's token
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DELETE FROM coop_refresh WHERE user_key <> \'\'');
    $tokens = $site->users(50, 'web');
    $processes = [$site->start('$manager->refreshExpiring();')];
    for ($i = 0; $i < 20; $i++) {
        $processes[] = $site->start('for ($n = 0; $n < 50; $n++) {
            $user = sprintf("web%05d@example.com", ($n * 7 + ' . $i . ') % 50);
            if ($manager->account($user)->tokens()->isExpired()) { echo "expired\n"; }
        }');
    }
    echo implode('', array_map(Crons::wait(...), $processes)), $site->whatBecameOf($tokens), ", {$site->whatIsHeld()}\n";
}
?>
--EXPECT--
-- sqlite
all 150 alive, no token reused, 150 tokens sent once, no leases held
all N alive, no token reused, N tokens sent once, runs 8
all 50 alive, no token reused, 50 tokens sent once, no leases held
-- pgsql
all 150 alive, no token reused, 150 tokens sent once, no leases held
all N alive, no token reused, N tokens sent once, runs 8
all 50 alive, no token reused, 50 tokens sent once, no leases held
-- mysql
all 150 alive, no token reused, 150 tokens sent once, no leases held
all N alive, no token reused, N tokens sent once, runs 8
all 50 alive, no token reused, 50 tokens sent once, no leases held
