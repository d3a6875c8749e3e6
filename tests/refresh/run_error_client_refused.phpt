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
    'unauthorized_client' => ['status' => 400, 'body' => '{"error":"unauthorized_client"}'],
    '401 without a word' => ['status' => 401],
    'no such page' => ['status' => 404, 'body' => '<h1>Not Found</h1>'],
    'method not allowed' => ['status' => 405],
    'redirect 301' => ['redirect' => 301],
    'redirect 302' => ['redirect' => 302],
    'redirect 303' => ['redirect' => 303],
    'redirect 307' => ['redirect' => 307],
    'redirect 308' => ['redirect' => 308],
];
foreach ($refusals as $name => $fault) {
    $site->server->script($fault + ['times' => 0]);
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $before = $site->server->stats()['requests'];
    $report = $site->manager()->refreshExpiring();
    $sent = $site->server->stats()['requests'] - $before;
    echo "$name: ", match (true) {
        $sent <= 3 => 'at most 3 requests',
        $sent <= 8 => 'at most 8 requests', // in words that may mean a user
        default => "$sent requests",
    }, ', ',
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
unauthorized_client: at most 8 requests, deferred, client_refused, not ok, nobody is marked
401 without a word: at most 8 requests, deferred, client_refused, not ok, nobody is marked
no such page: at most 8 requests, deferred, client_refused, not ok, nobody is marked
method not allowed: at most 8 requests, deferred, client_refused, not ok, nobody is marked
redirect 301: at most 8 requests, deferred, client_refused, not ok, nobody is marked
redirect 302: at most 8 requests, deferred, client_refused, not ok, nobody is marked
redirect 303: at most 8 requests, deferred, client_refused, not ok, nobody is marked
redirect 307: at most 8 requests, deferred, client_refused, not ok, nobody is marked
redirect 308: at most 8 requests, deferred, client_refused, not ok, nobody is marked
untouched, all 10000 alive, connections to the other host: 0
