--TEST--
Client::request(): a header of the caller is sent instead of the one of the same name, in any case, and once
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", apiBaseUrl: "$server->http/api"));
$client->request('POST', '/x', json: [1], headers: [
    'content-type' => 'application/merge-patch+json', 'USER-AGENT' => 'eggs/1', 'accept' => 'text/csv', 'X-Number' => 7, 'X-Yes' => true,
]);
$client->request('POST', '/x', form: ['a' => 1], headers: ['Content-Type' => 'application/x-www-form-urlencoded; charset=utf-8']);
$client->request('GET', '/x', headers: ['Accept-Encoding' => 'gzip', 'X-Empty' => '', 'Authorization' => 'Basic YTpi']);
foreach ($server->requests() as $request) {
    foreach ($request['headers'] as [$name, $value]) {
        if (!in_array($name, ['Host', 'Content-Length'], true)) {
            echo json_encode([$name => str_replace(Coop\VERSION, 'VERSION', $value)], JSON_UNESCAPED_SLASHES), "\n";
        }
    }
    echo "\n";
}
?>
--EXPECT--
{"Accept-Encoding":"identity"}
{"content-type":"application/merge-patch+json"}
{"USER-AGENT":"eggs/1"}
{"accept":"text/csv"}
{"X-Number":"7"}
{"X-Yes":"1"}

{"User-Agent":"coop/VERSION"}
{"Accept-Encoding":"identity"}
{"Accept":"application/json"}
{"Content-Type":"application/x-www-form-urlencoded; charset=utf-8"}

{"User-Agent":"coop/VERSION"}
{"Accept":"application/json"}
{"Accept-Encoding":"gzip"}
{"X-Empty":""}
{"Authorization":"Basic YTpi"}
