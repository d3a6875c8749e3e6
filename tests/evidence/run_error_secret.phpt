--TEST--
A wrong secret in the words of several servers: at most eight requests a run, nobody is marked, the right one saves all at once
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
$words = [
    'RFC 6749' => [401, '{"error":"invalid_client"}'],
    'GitHub' => [200, all_refusals()['GitHub, client']['body']],
    'a message of the client' => [400, '{"message":"Invalid client credentials"}'],
    'a message' => [400, '{"message":"Bad Request"}'],
    'the grant' => [400, '{"error":"unauthorized_client"}'],
];
foreach ($words as $name => [$status, $body]) {
    foreach ([40, 3, 1] as $users) {
        begin_again($site, $users);
        if ($users === 40) { // it has worked before
            run_of($site);
            $site->letPass(DAY);
        }
        answer($site, compact('status', 'body'));
        requests($site);
        for ($run = 1; $run <= 5; $run++) {
            $report = run_of($site, $results);
            $requests = requests($site);
            if ($requests > 8 || $requests === 0 || $report->stoppedBecause !== 'client_refused') {
                echo "$name, $users users, run $run: $requests requests, $report->stoppedBecause\n";
            }
            if (to_log_in($site) || $site->marked() || array_filter($report->counts) !== ['deferred' => $requests]) {
                echo "$name, $users users, run $run: {$site->whoIsMarked()}, ", json_encode(array_filter($report->counts)), "\n";
            }
            $site->letPass(12 * HOUR);
        }
        $site->server->script();
        run_of($site);
        $site->alive() === $users && $site->server->stats()['tokens']['rotations'] === ($users === 40 ? 80 : $users)
            || print("$name, $users users: in the end {$site->whoIsAlive()}\n");
    }
}
echo "done\n";
?>
--EXPECT--
done
