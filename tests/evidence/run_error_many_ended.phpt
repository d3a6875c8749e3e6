--TEST--
900 of 1,000 logins have ended: the 100 that live are saved whenever they are due, and only the others are told, within two days
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
$orders = [
    'RFC 6749, the live ones last' => ['RFC 6749', static fn (int $n): bool => $n > 900],
    'RFC 6749, each tenth lives' => ['RFC 6749', static fn (int $n): bool => $n % 10 === 0],
    'Square, each tenth lives' => ['Square', static fn (int $n): bool => $n % 10 === 0],
];
foreach ($orders as $name => [$words, $lives]) {
    // Of refusals in words, each 32 in a row make a pause.
    $count = $words === 'Square' && !getenv('COOP_TEST_FULL') ? 200 : 1000;
    begin_again($site, $count);
    $users = array_keys($site->stored());
    $ended = array_filter(range(1, $count), static fn (int $n): bool => !$lives($n));
    answer($site, all_refusals()[$words], array_map(static fn (int $n): string => "u$n", $ended));
    $ended_users = array_map(static fn (int $n): string => $users[$n - 1], array_values($ended));
    for ($time = 0; $time <= 2 * DAY; $time += 12 * HOUR) {
        $time === 0 || $site->letPass(12 * HOUR);
        $report = run_of($site, $results);
        $listed = array_keys(to_log_in($site));
        if ($report->counts['saved'] !== intdiv($count, 10) || $site->alive() !== $count || array_diff($listed, $ended_users)) {
            echo "$name, after ", $time / HOUR, ' hours: ', json_encode(array_filter($report->counts)), ", {$site->whoIsAlive()}\n";
        }
        if (count($listed) === count($ended)) {
            break;
        }
    }
    echo "$name: ", count($listed) === count($ended) ? 'nine tenths' : count($listed), ' told after ', min($time, 2 * DAY) / HOUR,
        ' hours, ', $site->marked() === count($ended) ? 'nobody else is marked' : $site->whoIsMarked(), "\n";
}
?>
--EXPECT--
RFC 6749, the live ones last: nine tenths told after 24 hours, nobody else is marked
RFC 6749, each tenth lives: nine tenths told after 24 hours, nobody else is marked
Square, each tenth lives: nine tenths told after 24 hours, nobody else is marked
