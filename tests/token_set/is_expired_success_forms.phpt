--TEST--
TokenSet::isExpired(): leeway, a given now, an expiry that is not known
--EXTENSIONS--
coop
--FILE--
<?php
$tokens = Coop\TokenSet::fromArray(['access_token' => 'a', 'expires_at' => 1000]);
$at = fn (int $time) => new DateTimeImmutable("@$time");
var_dump($tokens->isExpired(now: $at(999)), $tokens->isExpired(now: $at(1000)), $tokens->isExpired(10, $at(989)), $tokens->isExpired(10, $at(990)), $tokens->isExpired(-10, $at(1005)));
$received = Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => 'r', 'received_at' => 1000]);
var_dump($received->isExpired(now: $at(4599)), $received->isExpired(now: $at(4600)));
var_dump(Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => 'r'])->isExpired(now: $at(0)));
echo "without a refresh token, what has no expiry does not expire\n";
$lasting = Coop\TokenSet::fromArray(['access_token' => 'a', 'received_at' => 1000]);
var_dump($lasting->expiresAt, $lasting->isExpired(), $lasting->isExpired(PHP_INT_MAX, $at(PHP_INT_MAX)));
var_dump(Coop\TokenSet::fromArray(['refresh_token' => 'r'])->isExpired());
var_dump($tokens->isExpired(PHP_INT_MAX, $at(1)), $tokens->isExpired(PHP_INT_MIN, $at(5000)));
?>
--EXPECT--
bool(false)
bool(true)
bool(false)
bool(true)
bool(false)
bool(false)
bool(true)
bool(true)
without a refresh token, what has no expiry does not expire
NULL
bool(false)
bool(false)
bool(true)
bool(true)
bool(false)
