--TEST--
The context of a login is the one it was started with, whatever happens to the variables
--EXTENSIONS--
coop
--FILE--
<?php
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize'), 'id', null, 'https://site.example/cb');
$next = '/home';
$session = [];
$context = ['next' => &$next, 'deep' => ['list' => [1, null, 2.5, true]]];
parse_str(parse_url($client->authorizationUrl($session, context: $context), PHP_URL_QUERY), $query);
$next = '/evil';
$session = unserialize(serialize($session)); // as between two requests
$code = $client->readCallback($session, "code=c&state=$query[state]");
echo json_encode($code->context, JSON_UNESCAPED_SLASHES), "\n";
try {
    $code->context['next'] = '/other';
} catch (Error) {
    echo 'refused, and still ', json_encode($code->context['next'], JSON_UNESCAPED_SLASHES), "\n";
}
?>
--EXPECT--
{"next":"/home","deep":{"list":[1,null,2.5,true]}}
refused, and still "/home"
