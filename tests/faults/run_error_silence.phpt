--TEST--
Answers that do not come, or too slowly: one resend each, over within two deadlines, and whoever is answered in time is saved
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../refresh/site.inc';
$deadline = getenv('COOP_TEST_FULL') ? 20 : 1;
$site = new Site(['mode' => 'grace', 'grace_ms' => 300000]);

/** A run of so many users with this script. */
function run(Site $site, int $users, int $deadline, array ...$faults): array
{
    $site->server->dropConnections();
    $site->server->script();
    $site->server->reset();
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $tokens = $site->users($users);
    $site->server->script(...$faults);
    $before = getrusage();
    $started = hrtime(true);
    $outcomes = [];
    $manager = $site->manager(client: $site->client(timeout: $deadline));
    $report = $manager->refreshExpiring(onResult: function (Coop\RefreshResult $result) use (&$outcomes): void {
        $outcomes[$result->userId] = $result->outcome->value . ($result->error ? " {$result->error->phase}" : '');
    });
    $seconds = (hrtime(true) - $started) / 1e9;
    $after = getrusage();
    $cpu = 0;
    foreach (['ru_utime', 'ru_stime'] as $kind) {
        $cpu += $after["$kind.tv_sec"] - $before["$kind.tv_sec"] + ($after["$kind.tv_usec"] - $before["$kind.tv_usec"]) / 1e6;
    }
    $kept = array_intersect_assoc($site->stored(), $tokens);
    foreach ($tokens as $user => $token) {
        if (($outcomes[$user] === 'saved') === isset($kept[$user])) {
            echo "$user: $outcomes[$user], but the row has ", isset($kept[$user]) ? 'the old' : 'another', " token\n";
        }
    }
    $in_time = $seconds < 2 * $deadline + 5 ? 'in time' : "after $seconds s";
    $busy = $cpu < 0.9 ? '' : ", $cpu s of CPU"; // a loop that does not wait takes all of it
    return [$outcomes, $tokens, "$in_time$busy, " . json_encode(array_filter($report->counts))
        . ", {$site->whoIsAlive()}, {$site->whoIsMarked()}"];
}

echo "-- some of 20 users\n";
$slow = [
    'never answered' => ['lose_silent' => true],
    'a byte at a time' => ['trickle' => 50 * $deadline],
    'stalls in the body' => ['cut_body' => 10, 'end' => 'keep'],
    'stalls in the head' => ['cut' => 30, 'end' => 'keep'],
    'reset' => ['reset_on_request' => true],
    'cut and reset' => ['cut' => 40, 'end' => 'reset'],
];
$faults = [];
foreach (array_values($slow) as $n => $fault) {
    $faults[] = $fault + ['login' => 'u' . (2 * $n + 2)];
    $faults[] = $fault + ['login' => 'u' . (2 * $n + 3), 'times' => 2];
}
[$outcomes, $tokens, $summary] = run($site, 20, $deadline, ...$faults);
foreach (array_keys($slow) as $n => $name) {
    [$once, $twice] = array_map(static fn (int $user): string => sprintf('user%03d@example.com', $user), [2 * $n + 2, 2 * $n + 3]);
    $what = "$outcomes[$once], sent {$site->server->uses($tokens[$once])}; twice: $outcomes[$twice]";
    echo "$name: ", preg_replace('/ (send|receive)$/', '', $what), ", sent {$site->server->uses($tokens[$twice])}\n";
}
echo "$summary\n";

foreach (['reset_on_accept' => 'reset at once', 'silent_on_accept' => 'accepted, then silent'] as $fault => $name) {
    [$outcomes, $tokens, $summary] = run($site, 1, $deadline, [$fault => true, 'listener' => 'http', 'times' => 0]);
    // Whether the request has left before the reset came is chance: twice never left, then unclear and sent again, is the most.
    echo "-- $name\n", preg_replace(['/"(outcome_unknown|not_sent)":1/', '/, 1 of 1 alive/'], ['not saved', ''], $summary), ', ',
        $site->howOftenSent($tokens), ', connections: ',
        $site->server->stats()['connections'] <= 4 ? 'few' : $site->server->stats()['connections'], "\n";
}

echo "-- just in time\n";
[$delay, $deadline] = getenv('COOP_TEST_FULL') ? [19000, 20] : [1000, 2];
[$outcomes, $tokens, $summary] = run($site, 1, $deadline, ['delay' => $delay, 'times' => 0]);
echo $summary, ', ', $site->howOftenSent($tokens), "\n";
?>
--EXPECT--
-- some of 20 users
never answered: saved, sent 2; twice: outcome_unknown timeout, sent 2
a byte at a time: saved, sent 2; twice: outcome_unknown timeout, sent 2
stalls in the body: saved, sent 2; twice: outcome_unknown timeout, sent 2
stalls in the head: saved, sent 2; twice: outcome_unknown timeout, sent 2
reset: saved, sent 2; twice: outcome_unknown, sent 2
cut and reset: saved, sent 2; twice: outcome_unknown, sent 2
in time, {"saved":14,"outcome_unknown":6}, 15 of 20 alive, nobody is marked
-- reset at once
in time, {not saved}, nobody is marked, 1 token never sent, connections: few
-- accepted, then silent
in time, {not saved}, nobody is marked, 1 token never sent, connections: few
-- just in time
in time, {"saved":1}, 1 of 1 alive, nobody is marked, 1 token sent once
