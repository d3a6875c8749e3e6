--TEST--
A server that asks for a pause gets one: few requests, nobody is marked
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
foreach ([429, 503] as $status) {
    $site = new Site();
    $tokens = $site->users(500);
    $site->server->script(['status' => $status, 'headers' => ['Retry-After' => '3600'], 'body' => '{"error":"slow_down"}', 'times' => 0]);
    $after = [];
    $report = $site->manager()->refreshExpiring(timeLimit: 10, onResult: function (Coop\RefreshResult $result) use (&$after): void {
        $after[$result->error->retryAfter] = true;
    });
    echo "$status: ", array_keys(array_filter($report->counts)) === ['deferred'] ? 'deferred' : json_encode($report->counts),
        ", $report->stoppedBecause, retry after ", implode(', ', array_keys($after)), "\n";
    echo $site->server->stats()['requests'] <= 40 ? 'few requests' : "{$site->server->stats()['requests']} requests", ', ',
        $site->stored() === $tokens ? 'untouched' : 'touched', ", {$site->whoIsMarked()}\n";
    $site->server->script();
    show($site->manager()->refreshExpiring());
}
?>
--EXPECT--
429: deferred, rate_limit, retry after 3600
few requests, untouched, nobody is marked
{"saved":500} of 500, complete, ok
503: deferred, rate_limit, retry after 3600
few requests, untouched, nobody is marked
{"saved":500} of 500, complete, ok
