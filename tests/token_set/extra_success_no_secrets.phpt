--TEST--
extra(): what the answer says beyond the known, without anything that is a secret by its name
--EXTENSIONS--
coop
--FILE--
<?php
$answer = ['access_token' => 'a', 'refresh_token' => 'r', 'id_token' => 'i', 'token_type' => 'Bearer', 'scope' => 'x', 'expires_in' => 60, 'refresh_expires_in' => 90,
    'sub' => 'ann', 'uid' => 7, 'team' => ['id' => 'T', 'admin' => true], 'not-before-policy' => 0, 'session_state' => 's', '0' => 'zero', '' => 'empty', 'ü' => 1.5, 'nothing' => null,
    'client_secret' => 'no', 'device_token' => 'no', 'password' => 'no', 'authorization_code' => 'no', 'api_key' => 'no', 'Refresh_Token' => 'no',
    'installation' => ['id' => 5, 'owner' => ['login' => 'ann', 'accessToken' => 'no', 'Client-Secret' => 'no'], 'members' => [['id' => 1, 'sessionCookie' => 'no'], 'plain', ['passwordHash' => 'no']]]];
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token'), transport: fn () => new Coop\Response(200, [], json_encode($answer)));
$tokens = $client->clientCredentials();
echo json_encode($tokens->extra(), JSON_UNESCAPED_UNICODE), "\n";
var_dump(Coop\TokenSet::fromArray($tokens->toArray())->extra() === $tokens->extra());
echo "what an older version has stored:\n";
$stored = ['access_token' => 'a', 'extra' => ['authed_user' => ['id' => 'U', 'access_token' => 'no'], 'client_secret' => 'no', 'list' => ['x']]];
echo json_encode(Coop\TokenSet::fromArray($stored)->toArray()['extra']), "\n";
?>
--EXPECT--
{"sub":"ann","uid":7,"team":{"id":"T","admin":true},"not-before-policy":0,"session_state":"s","":"empty","ü":1.5,"nothing":null,"installation":{"id":5,"owner":{"login":"ann"},"members":[{"id":1},"plain",[]]}}
bool(true)
what an older version has stored:
{"authed_user":{"id":"U"},"list":["x"]}
