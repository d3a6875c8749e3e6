--TEST--
TokenSet::fromArray() and toArray() are inverse; all members
--EXTENSIONS--
coop
--FILE--
<?php
$array = ['access_token' => 'a', 'token_type' => 'bearer', 'refresh_token' => 'r', 'id_token' => 'i', 'scope' => ['x', 'y'],
    'expires_at' => 2000000000, 'received_at' => 1999996400, 'refresh_token_expires_at' => 2100000000, 'extra' => ['sub' => 7]];
$tokens = Coop\TokenSet::fromArray($array);
var_dump($tokens->toArray() === $array);
echo $tokens->accessToken(), $tokens->refreshToken(), $tokens->idToken(), ' ', $tokens->tokenType, ' ', implode(',', $tokens->scope), "\n";
echo $tokens->expiresAt->format('c e'), ' ', $tokens->receivedAt->format('c'), ' ', $tokens->refreshTokenExpiresAt->format('c'), "\n";
var_dump($tokens->extra());

$lone = Coop\TokenSet::fromArray(['refresh_token' => 'r']);
var_dump($lone->accessToken(), $lone->idToken(), $lone->tokenType, $lone->scope, $lone->expiresAt, $lone->isExpired());
var_dump(Coop\TokenSet::fromArray(['access_token' => 'a', 'scope' => 'x  y '])->scope);
$soon = Coop\TokenSet::fromArray(['access_token' => 'a', 'expires_in' => 60]);
var_dump($soon->isExpired(), $soon->isExpired(61));
?>
--EXPECT--
bool(true)
ari bearer x,y
2033-05-18T03:33:20+00:00 UTC 2033-05-18T02:33:20+00:00 2036-07-18T13:20:00+00:00
array(1) {
  ["sub"]=>
  int(7)
}
string(0) ""
NULL
string(6) "Bearer"
NULL
NULL
bool(true)
array(2) {
  [0]=>
  string(1) "x"
  [1]=>
  string(1) "y"
}
bool(false)
bool(true)
