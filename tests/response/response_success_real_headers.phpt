--TEST--
A response of a real server: repeated, folded, empty and odd headers, and a body as it came
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", apiBaseUrl: "$server->http/api"));
$server->script(['path' => '/api/*', 'method' => 'GET', 'raw' => "HTTP/1.1 299 Odd\r\nSet-Cookie: a=1; HttpOnly\r\nset-cookie: b=2\r\nX-Empty:\r\nX-Padded:  \t padded \t\r\nX-Folded: one\r\n two\r\nX-Latin: \xe9\r\n123: number\r\nContent-Length: 4\r\n\r\n\0\xff\r\n"]);
$response = $client->request('GET', '/x');
echo $response->status, ' ', bin2hex($response->body), "\n";
foreach ($response->headers as $name => $values) {
    echo json_encode([$name => $values], JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE), "\n";
}
echo json_encode([$response->header('SET-COOKIE'), $response->header('x-empty'), $response->header('123'), $response->header('none'), $response->header('')]), "\n";
foreach ([204, 404, 500, 302] as $status) {
    $server->script(['path' => '/api/*', 'status' => $status, 'body' => '']);
    $response = $client->request('GET', '/x');
    echo $response->status, ' ', json_encode($response->body), "\n";
}
try {
    $response->json();
} catch (Coop\InvalidResponseException $e) {
    echo "$e->status ", json_encode($e->salvagedRefreshToken()), "\n";
}
?>
--EXPECT--
299 00ff0d0a
{"set-cookie":["a=1; HttpOnly","b=2"]}
{"x-empty":[""]}
{"x-padded":["padded"]}
{"x-folded":["one two"]}
{"x-latin":["�"]}
{"123":["number"]}
{"content-length":["4"]}
["a=1; HttpOnly","","number",null,null]
204 ""
404 ""
500 ""
302 ""
302 null
