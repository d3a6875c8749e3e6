--TEST--
A token set does not change with the variables it was made of, nor with what it gave away
--EXTENSIONS--
coop
--FILE--
<?php
$access = 'first';
$sub = 'ann';
$scope = 'a';
$expires = new DateTime('@2000000000');
$tokens = Coop\TokenSet::fromArray(['access_token' => &$access, 'scope' => [&$scope], 'expires_at' => $expires, 'extra' => ['sub' => &$sub, 'deep' => ['x' => 1]]]);
$access = 'second';
$scope = 'b';
$sub = 'bob';
$expires->setTimestamp(0);
$extra = $tokens->extra();
$extra['deep']['x'] = 2;
$array = $tokens->toArray();
$array['access_token'] .= '!';
$array['extra']['deep']['x'] = 3;
echo json_encode($tokens->toArray()), "\n";
$access = $tokens->accessToken();
$access[0] = 'F';
echo $tokens->accessToken(), "\n";
unset($tokens);
echo $array['access_token'], "\n"; // what was given away outlives the set
?>
--EXPECT--
{"access_token":"first","token_type":"Bearer","scope":["a"],"expires_at":2000000000,"extra":{"sub":"ann","deep":{"x":1}}}
first
first!
