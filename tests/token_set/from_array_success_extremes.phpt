--TEST--
TokenSet::fromArray(): instants at the ends of what there is, dates, lifetimes below zero, empty members
--EXTENSIONS--
coop
--FILE--
<?php
$instants = ['max' => PHP_INT_MAX, 'min' => PHP_INT_MIN, 'zero' => 0, 'minus' => -1, 'date' => new DateTime('2030-01-01 00:00:00 +02:00')];
// A year has four digits, and with 32 bits integers end in 1901 and 2038.
$ends = PHP_INT_SIZE === 8 ? ['9999-12-31 23:59:59 UTC', '0000-01-01 00:00:00 UTC'] : ['2038-01-19 03:14:07 UTC', '1901-12-13 20:45:52 UTC'];
foreach ($instants as $name => $instant) {
    $tokens = Coop\TokenSet::fromArray(['access_token' => 'a', 'expires_at' => $instant, 'received_at' => $instant, 'refresh_token_expires_at' => $instant]);
    $again = Coop\TokenSet::fromArray($tokens->toArray());
    echo "$name: ", str_replace($ends, ['the last', 'the first'], $tokens->expiresAt->format('Y-m-d H:i:s e')), ' ', $tokens->isExpired() ? 'expired' : 'valid', ' ', $tokens->receivedAt == $tokens->expiresAt && $again->toArray() === $tokens->toArray() ? 'the same again' : 'not the same again', "\n";
}
try {
    $late = Coop\TokenSet::fromArray(['access_token' => 'a', 'expires_at' => 2147483648])->expiresAt->format('Y-m-d H:i:s');
} catch (ValueError) {
    $late = 'refused';
}
echo "2038: $late\n";
foreach (['-1' => -1, '0' => 0, 'max' => PHP_INT_MAX, 'min' => PHP_INT_MIN] as $name => $seconds) {
    $tokens = Coop\TokenSet::fromArray(['access_token' => 'a', 'expires_in' => $seconds]);
    echo "for $name: ", $tokens->isExpired() ? 'expired' : 'valid', "\n";
}
echo json_encode(Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => '', 'id_token' => null, 'token_type' => '', 'scope' => [], 'extra' => [], 'unknown' => 1])->toArray()), "\n";
echo json_encode(Coop\TokenSet::fromArray(['access_token' => 'a', 'scope' => ''])->toArray()), "\n";
echo json_encode(Coop\TokenSet::fromArray(['access_token' => 'a', 'scope' => [Coop\Action::EggsCount, 'x']])->scope), "\n";
echo json_encode(Coop\TokenSet::fromArray(['access_token' => 'a', 'expires_at' => 1000, 'expires_in' => 5])->expiresAt->getTimestamp()), "\n";
$binary = Coop\TokenSet::fromArray(['access_token' => "a\0\xff\n", 'refresh_token' => str_repeat('r', 100000)]);
var_dump($binary->accessToken() === "a\0\xff\n", strlen($binary->refreshToken()));
?>
--EXPECT--
max: the last valid the same again
min: the first expired the same again
zero: 1970-01-01 00:00:00 UTC expired the same again
minus: 1969-12-31 23:59:59 UTC expired the same again
date: 2029-12-31 22:00:00 UTC valid the same again
2038: 2038-01-19 03:14:08
for -1: expired
for 0: expired
for max: valid
for min: expired
{"access_token":"a","token_type":"Bearer","scope":[]}
{"access_token":"a","token_type":"Bearer","scope":[]}
["eggs-count","x"]
1000
bool(true)
int(100000)
