--TEST--
Many processes send one request for a user; who was stopped past its lease sends nothing; ended logins hold nobody up; a login wins
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
require __DIR__ . '/../inc/clock.inc';
$full = (bool) getenv('COOP_TEST_FULL');
foreach (['sqlite' => $full ? 1000 : 60, 'pgsql' => $full ? 90 : 30, 'mysql' => $full ? 90 : 30] as $kind => $count) {
    echo "-- $kind\n";
    $site = new Crons($kind);
    $site->store()->installSchema();
    // Runs that begin in the same moment do not wait for each other's first transaction (MariaDB ended one of them for a deadlock).
    $other = $kind === 'sqlite' ? null : $site->connect();
    $other?->beginTransaction();
    $other?->exec("INSERT INTO coop_refresh (store, user_key, done_ts) VALUES ('users#run', '" . str_repeat('0', 32) . "', "
        . time() . ')');
    echo $site->crons(1), 'begun ';
    $other = null;

    $tokens = $site->users(1);
    $site->server->script(['delay' => 300, 'times' => 0]);
    $processes = [];
    for ($i = 0; $i < $count; $i++) {
        $processes[] = $site->start('$tokens = $manager->account("user00000@example.com")->tokens();
            echo $tokens->isExpired() ? "expired\n" : "";');
    }
    echo implode('', array_map(Crons::wait(...), $processes)), $site->whatBecameOf($tokens), "\n";

    // The holder of 40 leases is stopped, its leases end, another takes over: what comes afterwards is not sent again.
    $site->pdo->exec('DELETE FROM users');
    $tokens = $site->users(40, 'paused');
    $site->server->script(['delay' => 400, 'times' => 0]);
    $before = $site->server->stats()['requests'];
    $clock = new Clock();
    $holder = $site->start('$manager->refreshExpiring(concurrency: 8);', 'journal of the holder', before: $clock->prefix());
    usleep(700000);
    $pid = proc_get_status($holder[0])['pid'];
    posix_kill($pid, 19);
    usleep(200000); // what it has sent arrives
    $unsaved = $site->server->stats()['requests'] - $before - count(array_diff($site->stored(), $tokens));
    $site->server->script();
    $site->pdo->exec("UPDATE coop_refresh SET until_ts = until_ts - 1000 WHERE holder <> '' AND until_ts > 0");
    echo $site->crons(1);
    $clock->set(1000, 1000);
    $requests = $site->server->stats()['requests'];
    posix_kill($pid, 18);
    Crons::wait($holder);
    echo $site->server->stats()['requests'] - $requests, ' sent late, ';
    // Those that were sent and not saved when it was stopped are the only ones that can have been sent by both.
    echo $site->reused() <= $unsaved ? 'none but those in flight' : $site->whatBecameOf($tokens), ", {$site->whatIsHeld()}\n";

    $site->server->reset();
    $site->server->mode('strict');
    // The oldest rows are of logins that have ended.
    $site->pdo->exec('DELETE FROM users');
    $site->server->script();
    foreach ($site->users($dead = $full || $kind === 'sqlite' ? 1000 : 300, 'dead', '2015-01-01 00:00:00') as $token) {
        $site->server->revoke($token);
    }
    $tokens = $site->users(200, 'alive');
    $report = $site->manager()->refreshExpiring();
    echo "{$report->counts['saved']} saved, ", $report->counts['rejected'] === $dead ? 'the dead' : $report->counts['rejected'],
        ' rejected, ', $report->complete ? 'complete' : $report->stoppedBecause, ', ', $site->whatBecameOf($tokens), "\n";

    // A login while the request is under way.
    foreach (['strict', 'no_rotation'] as $mode) {
        $site->pdo->exec('DELETE FROM users');
        $site->server->mode($mode);
        $site->users(1, 'ann');
        [$login] = $site->server->seed(1);
        $transport = function () use ($site, $login, $mode): Coop\Response {
            $tokens = Coop\TokenSet::fromArray($login + ['expires_in' => 3600]);
            (new Coop\PdoTokenStore($site->connect()))->saveNewTokens('ann00000@example.com', $tokens);
            return new Coop\Response(200, [], '{"access_token":"late","token_type":"bearer","expires_in":60'
                . ($mode === 'strict' ? ',"refresh_token":"late too"' : '') . '}');
        };
        $report = $site->manager(client: $site->client(transport: $transport))->refreshExpiring();
        echo "$mode: {$report->counts['superseded']} superseded, ",
            $site->stored()['ann00000@example.com'] === $login['refresh_token'] ? 'the login stays' : 'the login is lost', "\n";
    }
}
?>
--EXPECT--
-- sqlite
begun 1 of 1 alive, no token reused, 1 token sent once
0 sent late, none but those in flight, no leases held
200 saved, the dead rejected, complete, all 200 alive, no token reused, 200 tokens sent once
strict: 1 superseded, the login stays
no_rotation: 1 superseded, the login stays
-- pgsql
begun 1 of 1 alive, no token reused, 1 token sent once
0 sent late, none but those in flight, no leases held
200 saved, the dead rejected, complete, all 200 alive, no token reused, 200 tokens sent once
strict: 1 superseded, the login stays
no_rotation: 1 superseded, the login stays
-- mysql
begun 1 of 1 alive, no token reused, 1 token sent once
0 sent late, none but those in flight, no leases held
200 saved, the dead rejected, complete, all 200 alive, no token reused, 200 tokens sent once
strict: 1 superseded, the login stays
no_rotation: 1 superseded, the login stays
