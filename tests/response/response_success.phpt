--TEST--
Response: headers in any case, JSON
--EXTENSIONS--
coop
--FILE--
<?php
$response = new Coop\Response(200, ['Content-Type' => 'application/json', 'SET-COOKIE' => ['a', 'b']], '{"a":{"b":[1,null]}}');
var_dump($response->status, $response->headers, $response->body);
var_dump($response->header('content-TYPE'), $response->header('Set-Cookie'), $response->header('missing'), $response->json());
var_dump((new Coop\Response(204))->body, (new Coop\Response(200, body: 'null'))->json());
?>
--EXPECT--
int(200)
array(2) {
  ["content-type"]=>
  array(1) {
    [0]=>
    string(16) "application/json"
  }
  ["set-cookie"]=>
  array(2) {
    [0]=>
    string(1) "a"
    [1]=>
    string(1) "b"
  }
}
string(20) "{"a":{"b":[1,null]}}"
string(16) "application/json"
string(1) "a"
NULL
array(1) {
  ["a"]=>
  array(1) {
    ["b"]=>
    array(2) {
      [0]=>
      int(1)
      [1]=>
      NULL
    }
  }
}
string(0) ""
NULL
