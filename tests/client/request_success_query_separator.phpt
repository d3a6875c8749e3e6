--TEST--
Client::request(): a query and a form are the same under any PHP settings
--EXTENSIONS--
coop
--FILE--
<?php
ini_set('arg_separator.output', '&amp;');
ini_set('precision', 3);
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token', apiBaseUrl: 'https://a.example'),
    transport: fn (string $method, string $url, array $headers, string $body) => new Coop\Response(200, [], "$url $body"));
echo $client->request('POST', '/x', query: ['a' => 1, 'b' => 2], form: ['c' => 3, 'd' => ['e' => 4]])->body, "\n";
setlocale(LC_ALL, 'de_DE.UTF-8', 'C.UTF-8');
echo $client->request('POST', '/x', json: ['half' => 0.5])->body, "\n";
?>
--EXPECT--
https://a.example/x?a=1&b=2 c=3&d%5Be%5D=4
https://a.example/x {"half":0.5}
