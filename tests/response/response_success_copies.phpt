--TEST--
A response does not change with the variables it was made of
--EXTENSIONS--
coop
--FILE--
<?php
$type = 'text/plain';
$list = ['a', &$type];
$response = new Coop\Response(200, ['Content-Type' => &$type, 'X' => &$list, 'None' => []]);
$type = ['evil'];
$list = 7;
echo json_encode($response->headers), ' ', json_encode([$response->header('x'), $response->header('none')]), "\n";
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token'), transport: fn () => $response);
echo json_encode($client->request('GET', 'https://a.example/')->headers), "\n";
try {
    $response->headers['x'][] = 'more';
} catch (Error) {
    echo 'refused, and still ', json_encode($response->headers['x']), "\n";
}
foreach (['[1' => 1, '{"a":1}' => 1, str_repeat('[', 31) . str_repeat(']', 31) => 1, str_repeat('[', 33) . str_repeat(']', 33) => 1, ' 7 ' => 1, "\xEF\xBB\xBF{}" => 1, '{"a":1,"a":2}' => 1] as $body => $_) {
    try {
        echo json_encode((new Coop\Response(200, [], $body))->json()), "\n";
    } catch (Coop\InvalidResponseException) {
        echo "not JSON\n";
    }
}
?>
--EXPECT--
{"content-type":["text\/plain"],"x":["a","text\/plain"]} ["a",null]
{"content-type":["text\/plain"],"x":["a","text\/plain"]}
refused, and still ["a","text\/plain"]
not JSON
{"a":1}
[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
not JSON
7
not JSON
{"a":2}
