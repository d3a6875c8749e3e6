--TEST--
A refused client stops the run: nobody is marked, and the other ten thousand are not sent
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
$tokens = $site->users(10000);
$refusals = [
    'invalid_client 401' => ['status' => 401, 'body' => '{"error":"invalid_client"}'],
    'invalid_client 400' => ['status' => 400, 'body' => '{"error":"invalid_client"}'],
    'unsupported_grant_type' => ['status' => 400, 'body' => '{"error":"unsupported_grant_type"}'],
];
foreach ($refusals as $name => $fault) {
    $site->server->script($fault + ['times' => 0]);
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $before = $site->server->stats()['requests'];
    $report = $site->manager()->refreshExpiring();
    $sent = $site->server->stats()['requests'] - $before;
    echo "$name: ", $sent <= 3 ? 'at most 3 requests' : "$sent requests", ', ',
        array_keys(array_filter($report->counts)) === ['deferred'] ? 'deferred' : json_encode($report->counts),
        ", $report->stoppedBecause, ", $report->complete || $report->ok() ? 'ok' : 'not ok', ", {$site->whoIsMarked()}\n";
}
$site->server->script();
echo $site->stored() === $tokens ? 'untouched' : 'touched', ', ', $site->whoIsAlive(), ', connections to the other host: ',
    $site->server->otherConnections(), "\n";
?>
--EXPECT--
invalid_client 401: at most 3 requests, deferred, client_refused, not ok, nobody is marked
invalid_client 400: at most 3 requests, deferred, client_refused, not ok, nobody is marked
unsupported_grant_type: at most 3 requests, deferred, client_refused, not ok, nobody is marked
untouched, all 10000 alive, connections to the other host: 0
