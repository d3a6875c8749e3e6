--TEST--
TokenSet::fromArray() names the scope as well when it is wrong, and every other member
--EXTENSIONS--
coop
--FILE--
<?php
foreach (['scope' => [[1], ['a b'], [''], [null], [['a']], new stdClass(), 7, true], 'expires_at' => [1.5, '1', true, [], new stdClass()], 'expires_in' => [1.5, true, [], new DateTime()],
    'received_at' => ['now'], 'refresh_token_expires_at' => ['never'], 'token_type' => [1, []], 'id_token' => [1], 'refresh_token' => [1], 'access_token' => [true], 'extra' => ['x', 1, new ArrayObject()]] as $member => $values) {
    foreach ($values as $value) {
        try {
            Coop\TokenSet::fromArray([$member => $value] + ['access_token' => 'TheAccessToken']);
            echo "$member: fine\n";
        } catch (Throwable $e) {
            echo "$member: ", $e::class, ' ', str_contains($e->getMessage(), "\"$member\"") ? 'names it' : 'does not name it', "\n";
        }
    }
}
?>
--EXPECT--
scope: ValueError names it
scope: ValueError names it
scope: ValueError names it
scope: ValueError names it
scope: ValueError names it
scope: ValueError names it
scope: ValueError names it
scope: ValueError names it
expires_at: ValueError names it
expires_at: ValueError names it
expires_at: ValueError names it
expires_at: ValueError names it
expires_at: ValueError names it
expires_in: ValueError names it
expires_in: ValueError names it
expires_in: ValueError names it
expires_in: ValueError names it
received_at: ValueError names it
refresh_token_expires_at: ValueError names it
token_type: ValueError names it
token_type: ValueError names it
id_token: ValueError names it
refresh_token: ValueError names it
access_token: ValueError names it
extra: ValueError names it
extra: ValueError names it
extra: ValueError names it
