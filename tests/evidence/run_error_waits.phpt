--TEST--
A Retry-After makes a pause with any status; after a rotation a 503 with one, or a middleman's answer, is made good by the one resend
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/evidence.inc';

/** Each user's first request is performed, but answered so. */
function answer_first(Site $site, int $users, array $fault): void
{
    $site->server->script(...array_map(static fn (int $n): array => $fault + ['login' => "u$n", 'rotate' => true], range(1, $users)));
}

$site = new Site(['mode' => 'grace', 'grace_ms' => 60000]);
$tokens = begin_again($site, 8);
answer_first($site, 8, ['status' => 503, 'headers' => ['Retry-After' => '2'], 'body' => '']);
$report = run_of($site);
show($report);
echo '503 with Retry-After: ', $site->howOftenSent($tokens), ", {$site->whoIsAlive()}, ",
    $report->seconds >= 2 ? 'after a pause' : 'without a pause', "\n";
$site->server->stop();

echo "-- middlemen, two seconds of grace\n";
$site = new Site(['mode' => 'grace', 'grace_ms' => 2000]);
foreach ([408, 499, 502, 504, 520, 522, 524, 527, 530, 598, 599] as $status) {
    $tokens = begin_again($site, 40);
    answer_first($site, 40, ['status' => $status, 'headers' => ['Content-Type' => 'text/html'], 'body' => '<h1>Timed out</h1>']);
    $report = run_of($site);
    echo "$status: {$site->whoIsAlive()}, ", $site->howOftenSent($tokens), ", {$report->counts['saved']} saved\n";
}

echo "-- a Retry-After with other answers\n";
$answers = [
    [400, '{"error":"invalid_request"}'], [403, '<h1>Forbidden</h1>'], [403, '{"message":"Forbidden"}'],
    [503, ''], [200, '{"error":"something"}'], [200, '{"ok":false}'],
];
foreach ($answers as [$status, $body]) {
    $tokens = begin_again($site, 10);
    $site->server->script(['status' => $status, 'headers' => ['Retry-After' => '2'], 'body' => $body]);
    $report = run_of($site);
    echo "$status $body: ", $report->counts['saved'] + $report->counts['deferred'], ' saved or deferred, ', $site->whoIsAlive(), ', ',
        $report->seconds >= 2 ? 'after a pause' : 'without a pause', ", {$site->whoIsMarked()}\n";
    run_of($site);
    echo "    then: ", $site->server->stats()['tokens']['rotations'], " refreshed\n";
}
?>
--EXPECT--
{"saved":8} of 8, complete, ok
503 with Retry-After: 8 tokens sent twice, all 8 alive, after a pause
-- middlemen, two seconds of grace
408: all 40 alive, 40 tokens sent twice, 40 saved
499: all 40 alive, 40 tokens sent twice, 40 saved
502: all 40 alive, 40 tokens sent twice, 40 saved
504: all 40 alive, 40 tokens sent twice, 40 saved
520: all 40 alive, 40 tokens sent twice, 40 saved
522: all 40 alive, 40 tokens sent twice, 40 saved
524: all 40 alive, 40 tokens sent twice, 40 saved
527: all 40 alive, 40 tokens sent twice, 40 saved
530: all 40 alive, 40 tokens sent twice, 40 saved
598: all 40 alive, 40 tokens sent twice, 40 saved
599: all 40 alive, 40 tokens sent twice, 40 saved
-- a Retry-After with other answers
400 {"error":"invalid_request"}: 10 saved or deferred, all 10 alive, after a pause, nobody is marked
    then: 10 refreshed
403 <h1>Forbidden</h1>: 10 saved or deferred, all 10 alive, after a pause, nobody is marked
    then: 10 refreshed
403 {"message":"Forbidden"}: 10 saved or deferred, all 10 alive, after a pause, nobody is marked
    then: 10 refreshed
503 : 10 saved or deferred, all 10 alive, after a pause, nobody is marked
    then: 10 refreshed
200 {"error":"something"}: 10 saved or deferred, all 10 alive, after a pause, nobody is marked
    then: 10 refreshed
200 {"ok":false}: 10 saved or deferred, all 10 alive, after a pause, nobody is marked
    then: 10 refreshed
