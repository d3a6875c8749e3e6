--TEST--
equals(): access, refresh and ID token, and nothing else
--EXTENSIONS--
coop
--FILE--
<?php
$base = ['access_token' => 'a', 'refresh_token' => 'r', 'id_token' => 'i'];
$tokens = Coop\TokenSet::fromArray($base + ['expires_at' => 1, 'scope' => 'a', 'token_type' => 'Bearer', 'extra' => ['x' => 1]]);
foreach ([[], ['access_token' => 'A'], ['access_token' => 'aa'], ['access_token' => null], ['refresh_token' => 'r '], ['refresh_token' => null], ['id_token' => 'j'], ['id_token' => null]] as $change) {
    $other = Coop\TokenSet::fromArray($change + $base);
    var_dump([$tokens->equals($other), $other->equals($tokens)] === [true, true]);
}
var_dump($tokens->equals($tokens), $tokens == Coop\TokenSet::fromArray($tokens->toArray()), $tokens <=> Coop\TokenSet::fromArray($base), in_array(Coop\TokenSet::fromArray($tokens->toArray()), [$tokens]));
?>
--EXPECT--
bool(true)
bool(false)
bool(false)
bool(false)
bool(false)
bool(false)
bool(false)
bool(false)
bool(true)
bool(false)
int(1)
bool(false)
