--TEST--
A server that cannot be reached: the run stops, nothing has happened to anybody
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site();
$tokens = $site->users(200);
$closed = stream_socket_server('tcp://127.0.0.1:0');
$refused = stream_socket_get_name($closed, false);
fclose($closed);
$client = new Coop\Client(new Coop\Provider('test', "http://$refused/token"), 'id', 'secret');
$started = hrtime(true);
$report = $site->manager(client: $client)->refreshExpiring(timeLimit: 3, onResult: function (Coop\RefreshResult $result): void {
    if (!$result->error instanceof Coop\TransportException || $result->error->requestSent) {
        echo get_class($result->error), "\n";
    }
});
echo array_keys(array_filter($report->counts)) === ['not_sent'] ? 'not sent' : json_encode($report->counts), ", $report->stoppedBecause, ",
    $report->complete || $report->ok() ? 'ok' : 'not ok', "\n";
echo $site->stored() === $tokens ? 'untouched' : 'touched', ", {$site->whoIsMarked()}, ", $site->howOftenSent($tokens), "\n";
echo "-- it comes back\n";
show($site->manager()->refreshExpiring());
echo $site->whoIsAlive(), "\n";
echo "-- it goes down in the middle\n";
$site->pdo->exec('DELETE FROM users');
$tokens = $site->users(200);
$limit = getenv('COOP_TEST_FULL') ? 60 : 3;
$seconds_of = static fn (string $kind): float => getrusage()["$kind.tv_sec"] + getrusage()["$kind.tv_usec"] / 1e6;
$cpu = static fn (): float => $seconds_of('ru_utime') + $seconds_of('ru_stime');
$on_result = function (Coop\RefreshResult $result) use ($site, $cpu, &$started, &$used): void {
    if ($result->done === 50) {
        posix_kill($site->server->pid, 9);
        [$started, $used] = [hrtime(true), $cpu()];
    }
};
$report = $site->manager()->refreshExpiring(concurrency: 1, timeLimit: $limit, onResult: $on_result);
$seconds = (hrtime(true) - $started) / 1e9;
$used = ($cpu() - $used) / $seconds;
$saved = count(array_diff_assoc($site->stored(), $tokens));
echo "saved $saved, {$report->counts['saved']} reported, ", $report->counts['rejected'] + $report->counts['deferred'], " others, ",
    $report->stoppedBecause, $seconds < $limit + 2 ? ' in time' : " after $seconds s", $used < 0.1 ? '' : ", busy for $used of it",
    ', ', $site->whoIsMarked(), "\n";
?>
--EXPECT--
not sent, time_limit, not ok
untouched, nobody is marked, 200 tokens never sent
-- it comes back
{"saved":200} of 200, complete, ok
all 200 alive
-- it goes down in the middle
saved 50, 50 reported, 0 others, time_limit in time, nobody is marked
