--TEST--
A wrong client id that is deployed just after a good run: nobody is marked for three days, and all are saved once it is right
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
$shapes = ['RFC 6749' => '{"error":"invalid_grant"}', 'Google' => '{"error":"invalid_grant","error_description":"Bad Request"}'];
foreach ($shapes as $name => $body) {
    foreach ([50, 4] as $users) {
        begin_again($site, $users);
        run_of($site);
        $wrong = $site->manager(client: $site->client(clientId: 'other'));
        answer($site, ['status' => 400, 'body' => $body]);
        $requests = [];
        requests($site);
        for ($time = 0; $time < 3 * DAY; $time += 6 * HOUR) {
            $site->letPass(6 * HOUR);
            $report = run_of($site, $results, manager: $wrong);
            $requests[] = requests($site);
            if ($site->marked() || to_log_in($site) || $report->counts['reauthorization_required'] || $report->ok()) {
                echo "$name, $users users, after ", $time / HOUR, " hours: {$site->whoIsMarked()}\n";
            }
        }
        $site->server->script();
        $site->letPass(6 * HOUR);
        $report = run_of($site, $results);
        echo "$name, $users users: {$report->counts['saved']} saved, {$site->whoIsAlive()}, {$site->whoIsMarked()}\n";
    }
}
?>
--EXPECT--
RFC 6749, 50 users: 50 saved, all 50 alive, nobody is marked
RFC 6749, 4 users: 4 saved, all 4 alive, nobody is marked
Google, 50 users: 50 saved, all 50 alive, nobody is marked
Google, 4 users: 4 saved, all 4 alive, nobody is marked
