--TEST--
An expiry after 2038 is saved, found and read, also where PHP's int has 32 bits
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$date = new DateTimeImmutable('2040-01-02 03:04:05 UTC');
$tokens = Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => 'r', 'expires_at' => $date]);
echo 'as an array: ', number_format($tokens->toArray()['expires_at'], 0, '', ''), ', the same again: ';
echo Coop\TokenSet::fromArray($tokens->toArray())->expiresAt == $date ? 'yes' : 'no', "\n";

foreach (['DATETIME', 'TEXT', 'INTEGER', 'REAL'] as $type) {
    $store = new Coop\PdoTokenStore($pdo = users(['bob' => null], $type));
    $store->saveNewTokens('bob', $tokens);
    $until = fn (string $text) => count($store->getExpiringTokens(new DateTimeImmutable("$text UTC")));
    echo str_pad($type, 8), ' ', str_replace("'", '', row($pdo, 'bob'));
    echo ', read as ', $store->findTokens('bob')->tokens->expiresAt->format('Y-m-d H:i:s');
    echo ", due until 2039: {$until('2039-12-31')}, until 2041: {$until('2041-01-01')}\n";
}
?>
--EXPECT--
as an array: 2209086245, the same again: yes
DATETIME a | 2040-01-02 03:04:05 | text | r, read as 2040-01-02 03:04:05, due until 2039: 0, until 2041: 1
TEXT     a | 2040-01-02 03:04:05 | text | r, read as 2040-01-02 03:04:05, due until 2039: 0, until 2041: 1
INTEGER  a | 2209086245 | integer | r, read as 2040-01-02 03:04:05, due until 2039: 0, until 2041: 1
REAL     a | 2209086245.0 | real | r, read as 2040-01-02 03:04:05, due until 2039: 0, until 2041: 1
