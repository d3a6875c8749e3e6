--TEST--
Rows that always answer 500 hold up nobody: 60 healthy ones behind 40 such, or between 40 and 20, are saved soon
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/evidence.inc';
$site = new Site();
$failing = ['status' => 500, 'headers' => ['Content-Type' => 'text/html'], 'body' => '<h1>Internal Server Error</h1>'];
$worlds = [
    'in front' => [40, 60, 0, false],
    'in front and at the end' => [40, 60, 20, false],
    'in front, and all have failed before' => [40, 60, 0, true],
];
foreach ($worlds as $name => [$front, $healthy, $end, $failed]) {
    $tokens = begin_again($site, $front + $healthy + $end);
    $poisoned = [...range(1, $front), ...($end ? range($front + $healthy + 1, $front + $healthy + $end) : [])];
    answer($site, $failing, array_map(static fn (int $n): string => "u$n", $poisoned));
    $live = array_slice($tokens, $front, $healthy);
    if ($failed) {
        $site->manager()->refreshExpiring(new DateTimeImmutable('1990-01-01')); // makes the companion table
        $columns = '(store, user_key, fp, reason, since_ts)';
        $insert = $site->pdo->prepare("INSERT INTO coop_refresh $columns VALUES ('users', ?, ?, 'failed', 1)");
        foreach ($tokens as $user => $token) {
            $insert->execute([$user, substr(hash('sha256', $token), 0, 32)]);
        }
    }
    $seconds = $runs = 0;
    while (array_intersect_assoc($live, $site->stored()) && $runs++ < 3) {
        $seconds += run_of($site, timeLimit: 20)->seconds;
    }
    echo "$name: ", $healthy - count(array_intersect_assoc($live, $site->stored())), " of $healthy saved, ",
        $seconds < 60 ? 'in time' : "in $seconds seconds", ", {$site->whoIsAlive()}\n";
    $site->letPass(DAY);
    run_of($site, $results, timeLimit: 5);
    $order = array_map(static fn (Coop\RefreshResult $result): string => $result->outcome->value, array_values($results));
    $first = array_filter(array_keys($order), static fn (int $n): bool => $n === 0 || $order[$n - 1] !== $order[$n]);
    $order = implode(', then ', array_map(static fn (int $n): string => $order[$n], $first));
    echo "    the next day: $order", "; {$site->whoIsMarked()}\n";
}
?>
--EXPECT--
in front: 60 of 60 saved, in time, all 100 alive
    the next day: saved, then outcome_unknown; nobody is marked
in front and at the end: 60 of 60 saved, in time, all 120 alive
    the next day: saved, then outcome_unknown; nobody is marked
in front, and all have failed before: 60 of 60 saved, in time, all 100 alive
    the next day: saved, then outcome_unknown; nobody is marked
