--TEST--
A time limit ends the run; what is in flight is finished and saved
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site();
$tokens = $site->users(40);
$site->server->script(['delay' => 150, 'times' => 0]);
$started = hrtime(true);
$report = $site->manager()->refreshExpiring(concurrency: 1, timeLimit: 1);
$seconds = (hrtime(true) - $started) / 1e9;
$saved = $report->counts['saved'];
echo $saved >= 3 && $saved <= 12 ? 'some' : $saved, " saved, ",
    array_sum($report->counts) === $saved && $report->total === $saved ? 'nothing else' : json_encode($report->counts), "\n";
echo json_encode([$report->complete, $report->stoppedBecause, $report->ok()]), $seconds < 3 ? ' in time' : " after $seconds", "\n";
$sent = array_sum(array_map($site->server->uses(...), $tokens));
echo $site->whoIsAlive(), ', sent: ', $sent === $saved ? 'as many as saved' : $site->howOftenSent($tokens), "\n";
$site->server->script();
$rest = $site->manager()->refreshExpiring(timeLimit: 60);
echo $rest->counts['saved'] + $saved, $rest->complete ? ' complete' : '', ', ', $site->whoIsAlive(), ', ',
    $site->howOftenSent($tokens), "\n";
?>
--EXPECT--
some saved, nothing else
[false,"time_limit",false] in time
all 40 alive, sent: as many as saved
40 complete, all 40 alive, 40 tokens sent once
