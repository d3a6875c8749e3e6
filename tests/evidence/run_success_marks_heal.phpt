--TEST--
Logins that count as ended are tried once a day for a week; if one of them turns out to live, the next run tries the others at once
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
$ended = ['status' => 400, 'body' => '{"error":"invalid_grant"}'];
$marked = array_map(static fn (int $n): string => "u$n", range(1, 5));

$begin = static function () use ($site, $ended, $marked): array {
    $tokens = begin_again($site, 12);
    answer($site, $ended, $marked);
    run_of($site);
    $site->letPass(DAY);
    run_of($site);
    echo 'to log in again: ', count(to_log_in($site)), "\n";
    return array_slice($tokens, 0, 5);
};

echo "-- for a week\n";
$tokens = $begin();
for ($day = 1; $day <= 9; $day++) {
    foreach (range(1, 4) as $time) { // four runs a day
        $site->letPass(6 * HOUR);
        run_of($site);
    }
    echo "day $day: ", $site->howOftenSent($tokens), ', ', $site->alive(), " live\n";
}
echo 'to log in again: ', count(to_log_in($site)), "\n";

echo "-- one of them lives\n";
$tokens = $begin();
answer($site, $ended, array_slice($marked, 1)); // the first is well again
$site->letPass(DAY);
$report = run_of($site, $results);
$first = $results['user001@example.com']->outcome->value;
echo json_encode(array_filter($report->counts)), ", the first $first, to log in again: ", count(to_log_in($site)), "\n";
$site->server->script();
$site->letPass(HOUR);
$report = run_of($site, $results);
echo json_encode(array_filter($report->counts)), ', to log in again: ', count(to_log_in($site)), ", {$site->whoIsMarked()}\n";

echo "-- somebody else's login lives: they are not tried\n";
$tokens = $begin();
$site->letPass(HOUR);
run_of($site);
echo $site->howOftenSent($tokens), "\n";
?>
--EXPECT--
-- for a week
to log in again: 5
day 1: 5 tokens sent 3 times, 12 live
day 2: 5 tokens sent 4 times, 12 live
day 3: 5 tokens sent 5 times, 12 live
day 4: 5 tokens sent 6 times, 12 live
day 5: 5 tokens sent 7 times, 12 live
day 6: 5 tokens sent 8 times, 12 live
day 7: 5 tokens sent 9 times, 12 live
day 8: 5 tokens sent 9 times, 12 live
day 9: 5 tokens sent 9 times, 12 live
to log in again: 5
-- one of them lives
to log in again: 5
{"saved":8,"reauthorization_required":4}, the first saved, to log in again: 4
{"saved":12}, to log in again: 0, nobody is marked
-- somebody else's login lives: they are not tried
to log in again: 5
5 tokens sent twice
