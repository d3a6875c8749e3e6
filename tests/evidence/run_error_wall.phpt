--TEST--
A wall before all 600 users: a run asks a few times only, and after 100 successes one at a time with pauses
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
$walls = [
    'HTML' => refused(403, '<!DOCTYPE html><title>Request blocked</title>', 'mute', null, null, ['Content-Type' => 'text/html']),
    'JSON' => refused(403, '{"message":"Forbidden"}', 'said', null, 'Forbidden'),
];
foreach ($walls as $name => $wall) {
    $tokens = begin_again($site, 600);
    answer($site, $wall);
    requests($site);
    for ($run = 1; $run <= 3; $run++) {
        $report = run_of($site);
        $requests = requests($site);
        echo "$name: ", $requests <= 60 ? 'few requests' : "$requests requests", ", $report->stoppedBecause, {$site->whoIsMarked()}\n";
        $site->letPass(DAY);
    }
    $site->server->script();
    run_of($site);
    echo "    without the wall: {$site->whoIsAlive()}\n";

    $tokens = begin_again($site, 600);
    $fault = array_intersect_key($wall, ['status' => 1, 'headers' => 1, 'body' => 1]) + ['times' => 0];
    $site->server->script(['times' => 100, 'delay' => 0], $fault);
    requests($site);
    $report = run_of($site, $results, timeLimit: 8);
    $requests = requests($site) - 100;
    $rate = (int) ($requests / $report->seconds);
    echo "    after 100 successes: ", $rate < 50 ? 'slowly' : "$rate requests a second", "; the others as they were: ",
        count(array_intersect_assoc($site->stored(), $tokens)), "\n";
}
?>
--EXPECT--
HTML: few requests, client_refused, nobody is marked
HTML: few requests, client_refused, nobody is marked
HTML: few requests, client_refused, nobody is marked
    without the wall: all 600 alive
    after 100 successes: slowly; the others as they were: 500
JSON: few requests, client_refused, nobody is marked
JSON: few requests, client_refused, nobody is marked
JSON: few requests, client_refused, nobody is marked
    without the wall: all 600 alive
    after 100 successes: slowly; the others as they were: 500
