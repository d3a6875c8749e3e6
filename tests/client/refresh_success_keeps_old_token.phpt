--TEST--
refresh(): the old refresh token stays when the answer has none, and the next refresh uses it
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start(['mode' => 'no_rotation']);
[$login] = $server->seed();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token"), 'id', 'secret');
$first = $client->refresh($login['refresh_token']);
$second = $client->refresh($first);
var_dump($first->refreshToken() === $login['refresh_token'], $second->refreshToken() === $login['refresh_token'], $first->accessToken() !== $second->accessToken(), $server->uses($login['refresh_token']));

$server->mode('strict');
$third = $client->refresh($second);
var_dump($third->refreshToken() !== $login['refresh_token'], $server->isLive($third->refreshToken()));
try {
    $client->refresh($second);
} catch (Coop\OAuthErrorException $e) {
    echo "$e->status $e->error\n";
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
int(2)
bool(true)
bool(true)
400 invalid_grant
