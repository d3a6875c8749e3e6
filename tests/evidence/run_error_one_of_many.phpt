--TEST--
One ended login among 300, in words that may mean the client: the other 299 are saved in the first run
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
$refusals = [
    '401' => [401, '{"message":"Unauthorized"}'],
    '401, HTML' => [401, '<h1>Unauthorized</h1>'],
    '401, nothing' => [401, ''],
    '403' => [403, '{"message":"Forbidden"}'],
    '403, HTML' => [403, '<h1>Forbidden</h1>'],
    '404' => [404, '{"message":"No such thing"}'],
    '404, HTML' => [404, '<h1>Not Found</h1>'],
    '405' => [405, ''],
    '302' => [302, ''],
    'unauthorized_client' => [400, '{"error":"unauthorized_client"}'],
    'unauthorized_client 401' => [401, '{"error":"unauthorized_client"}'],
    'access_denied' => [400, '{"error":"access_denied"}'],
    'access_denied 403' => [403, '{"error":"access_denied"}'],
    'invalid_client' => [401, '{"error":"invalid_client"}'],
];
foreach ($refusals as $name => [$status, $body]) {
    foreach (['head' => 1, 'middle' => 150, 'end' => 300] as $place => $number) {
        begin_again($site, 300);
        $headers = $status === 302 ? ['Location' => $site->server->otherHttp] : [];
        answer($site, compact('status', 'headers', 'body'), ["u$number"]);
        $report = run_of($site, $results);
        $error = $results[sprintf('user%03d@example.com', $number)]?->error->getMessage();
        if ($report->counts['saved'] !== 299 || $report->counts['rejected'] !== 1 || !$report->complete || $site->alive() !== 300) {
            echo "$name, at the $place: ", json_encode(array_filter($report->counts)), " $report->stoppedBecause, {$site->whoIsAlive()}\n";
        }
        if (!preg_match("/$status|unauthorized_client|access_denied|invalid_client/", $error)) {
            echo "$name, at the $place: $error\n";
        }
    }
}
echo 'to the other host: ', $site->server->otherConnections(), "\n";
?>
--EXPECT--
to the other host: 0
