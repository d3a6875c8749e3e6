--TEST--
A server that has forgotten everybody, and no success ever: nobody is marked for three days, and then all are, after the event
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/evidence.inc';
foreach ([12 => 12 * HOUR, 5 => DAY] as $users => $apart) {
    $site = new Site(['mode' => 'plain']);
    array_map($site->server->revoke(...), $site->users($users));
    $manager = $site->manager(onEvent: static function (string $event, array $data) use ($site): void {
        $listed = count(to_log_in($site));
        $event === 'rejections_believed' && print("    rejections_believed: {$data['count']}, so far $listed listed\n");
    });
    echo "$users users, a run each ", $apart / HOUR, " hours\n";
    for ($time = 0; $time <= 4 * DAY; $time += $apart) {
        $time === 0 || $site->letPass($apart);
        $report = run_of($site, $results, manager: $manager);
        $listed = count(to_log_in($site));
        if ($listed !== ($time >= 3 * DAY ? $users : 0)) {
            echo 'after ', $time / HOUR, " hours: $listed listed, $report->stoppedBecause\n";
        }
        if ($time < 3 * DAY && $report->counts['reauthorization_required'] !== 0) {
            echo 'after ', $time / HOUR, ' hours: ', json_encode(array_filter($report->counts)), "\n";
        }
    }
    $site->server->stop();
}
?>
--EXPECT--
12 users, a run each 12 hours
    rejections_believed: 12, so far 0 listed
5 users, a run each 24 hours
    rejections_believed: 5, so far 0 listed
