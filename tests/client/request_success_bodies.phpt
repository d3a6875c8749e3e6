--TEST--
Client::request(): what each method and each kind of body looks like to the server
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
[$login] = $server->seed();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", apiBaseUrl: "$server->http/api"));
final class Egg implements JsonSerializable
{
    public function jsonSerialize(): mixed
    {
        return ['shell' => 'brown'];
    }
}
enum Size: string
{
    case Large = 'L';
}
$send = fn (string $method, mixed ...$bodies) => $client->request($method, '/x', $login['access_token'], ...$bodies);
foreach ([false, 0, '', [], new stdClass(), 0.1, 'ü"/', [new Egg(), Size::Large]] as $json) {
    $send('POST', json: $json);
}
$send('POST', form: ['a b' => 'c&d', 'list' => [1, 2], 'no' => false, 'none' => null, 'ü' => '+']);
$send('PUT', body: "\0\r\n\xff");
$send('DELETE', body: '{}', headers: ['Content-Type' => 'application/json']);
$send('GET', json: ['q' => 1]);
$send('OPTIONS');
$send('HEAD');
$send('PATCH');
$send('DELETE');
$send('REPORT', body: 'x');
foreach ($server->requests() as $request) {
    $headers = array_change_key_case(array_column($request['headers'], 1, 0));
    echo $request['method'], ' ', json_encode($request['body'], JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE), ' ',
        $headers['content-type'] ?? 'no type', ' ', $headers['content-length'] ?? 'no length', "\n";
}
$large = str_repeat('x', 300000);
echo strlen($send('POST', body: $large)->json()['body']), ' ', isset(array_column($server->requests()[17]['headers'], 1, 0)['Expect']) ? 'waits' : 'does not wait', "\n";
?>
--EXPECT--
POST "false" application/json 5
POST "0" application/json 1
POST "\"\"" application/json 2
POST "[]" application/json 2
POST "{}" application/json 2
POST "0.1" application/json 3
POST "\"ü\\\"\/\"" application/json 7
POST "[{\"shell\":\"brown\"},\"L\"]" application/json 23
POST "a+b=c%26d&list%5B0%5D=1&list%5B1%5D=2&no=0&%C3%BC=%2B" application/x-www-form-urlencoded 53
PUT "\u0000\r\n�" application/octet-stream 4
DELETE "{}" application/json 2
GET "{\"q\":1}" application/json 7
OPTIONS "" no type no length
HEAD "" no type no length
PATCH "" application/x-www-form-urlencoded 0
DELETE "" no type no length
REPORT "x" application/octet-stream 1
300000 does not wait
