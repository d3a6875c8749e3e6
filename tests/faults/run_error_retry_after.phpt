--TEST--
How long a server asks to be left alone, in every form: a short time is waited, a long one ends the run, and nobody is marked
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../refresh/site.inc';
$site = new Site();

function again(Site $site): array
{
    $site->server->reset();
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    return $site->users(200);
}

$long = [
    'an hour' => '3600',
    'an hour, as a date' => gmdate('D, d M Y H:i:s', time() + 3600) . ' GMT',
    'ten years' => '315360000',
    'ten years, as a date' => gmdate('D, d M Y H:i:s', time() + 315360000) . ' GMT',
    'more than a number holds' => '99999999999999999999999999',
];
foreach ($long as $name => $value) {
    foreach ([429, 503] as $status) {
        $tokens = again($site);
        $slow_down = ['status' => $status, 'headers' => ['Retry-After' => $value], 'body' => '{"error":"slow_down"}'];
        $site->server->script($slow_down + ['times' => 0]);
        $asked = null;
        $report = $site->manager()->refreshExpiring(timeLimit: 20, onResult: function (Coop\RefreshResult $result) use (&$asked): void {
            $asked = $result->error->retryAfter;
        });
        echo "$status, $name: ", json_encode(array_filter($report->counts)), ", $report->stoppedBecause, ",
            abs($asked - 3600) < 100 ? 'an hour' : $asked, ', ', $site->howOftenSent($tokens),
            $site->stored() === $tokens ? '' : ', TOUCHED', $site->marked() ? ', MARKED' : '', "\n";
    }
}
// What is no time makes a pause of the run's own, and a 503 may have come from a middleman, so it is asked once more.
$tokens = again($site);
$site->server->script(
    ['login' => 'u1', 'status' => 429, 'headers' => ['Retry-After' => 'soon'], 'body' => '{"error":"slow_down"}'],
    ['login' => 'u2', 'status' => 503, 'headers' => ['Retry-After' => '1'], 'body' => '<h1>Overloaded</h1>'],
);
$report = $site->manager()->refreshExpiring();
echo 'no time, and a second: ', json_encode(array_filter($report->counts)),
    $report->complete ? ', complete' : ", $report->stoppedBecause", ', ',
    $site->howOftenSent($tokens), $site->marked() ? ', MARKED' : '', "\n";
?>
--EXPECT--
429, an hour: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
503, an hour: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
429, an hour, as a date: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
503, an hour, as a date: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
429, ten years: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
503, ten years: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
429, ten years, as a date: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
503, ten years, as a date: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
429, more than a number holds: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
503, more than a number holds: {"deferred":1}, rate_limit, an hour, 199 tokens never sent, 1 token sent once
no time, and a second: {"saved":199,"deferred":1}, complete, 199 tokens sent once, 1 token sent twice
