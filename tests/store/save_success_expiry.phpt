--TEST--
The expiry is written in the form that the column's type asks for, an unknown one as the default
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
foreach (['DateTime', 'TIMESTAMP', 'DATE', 'TEXT', 'VARCHAR(30)', '', 'INT', 'INTEGER', 'BIGINT UNSIGNED', 'REAL', 'DOUBLE PRECISION', 'NUMERIC', 'DECIMAL(12, 0)'] as $type) {
    $pdo = users(['bob' => null], $type);
    $store = new Coop\PdoTokenStore($pdo);
    $store->saveNewTokens('bob', tokens('a', 'r', '2030-01-02 03:04:05 UTC'));
    printf("%-17s %s, read as %s\n", $type, row($pdo, 'bob'), $store->findTokens('bob')->tokens->expiresAt->format(DATE_ATOM));
}

$pdo = users(['bob' => '2020-01-01 00:00:00'], 'INT');
try {
    (new Coop\PdoTokenStore($pdo))->saveNewTokens('bob', Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => 'r', 'expires_at' => new DateTimeImmutable('2040-01-02 03:04:05 UTC')]));
    $late = row($pdo, 'bob');
} catch (Error) {
    $late = 'refused';
}
echo 'after January 2038: ', str_replace("'2209086245'", '2209086245', $late), "\n"; // PHP of 32 bits has no such integer

$pdo = users(['bob' => '2020-01-01 00:00:00'], 'INT');
$store = new Coop\PdoTokenStore($pdo);
$seconds = fn () => $pdo->query('SELECT coopAccessExpiresAt FROM users')->fetchColumn() - time();
$store->saveNewTokens('bob', Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => 'r']));
echo 'unknown: ', abs($seconds() - 3600) < 5 ? 'an hour from now' : $seconds(), "\n";
$store->saveNewTokens('bob', Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => 'r', 'received_at' => time() - 1000]));
echo 'unknown, received a while ago: ', abs($seconds() - 2600) < 5 ? 'an hour from then' : $seconds(), "\n";
$store->saveNewTokens('bob', Coop\TokenSet::fromArray(['refresh_token' => 'lone']));
echo 'a lone refresh token: ', abs($seconds()) < 5 ? 'due now' : $seconds(), "\n", $store->getExpiringTokens()[0]->tokens->refreshToken(), ' ';
var_dump($store->findTokens('bob')->tokens->accessToken());
--EXPECT--
DateTime          'a' | '2030-01-02 03:04:05' | 'text' | 'r', read as 2030-01-02T03:04:05+00:00
TIMESTAMP         'a' | '2030-01-02 03:04:05' | 'text' | 'r', read as 2030-01-02T03:04:05+00:00
DATE              'a' | '2030-01-02 03:04:05' | 'text' | 'r', read as 2030-01-02T03:04:05+00:00
TEXT              'a' | '2030-01-02 03:04:05' | 'text' | 'r', read as 2030-01-02T03:04:05+00:00
VARCHAR(30)       'a' | '2030-01-02 03:04:05' | 'text' | 'r', read as 2030-01-02T03:04:05+00:00
                  'a' | '2030-01-02 03:04:05' | 'text' | 'r', read as 2030-01-02T03:04:05+00:00
INT               'a' | 1893553445 | 'integer' | 'r', read as 2030-01-02T03:04:05+00:00
INTEGER           'a' | 1893553445 | 'integer' | 'r', read as 2030-01-02T03:04:05+00:00
BIGINT UNSIGNED   'a' | 1893553445 | 'integer' | 'r', read as 2030-01-02T03:04:05+00:00
REAL              'a' | 1893553445.0 | 'real' | 'r', read as 2030-01-02T03:04:05+00:00
DOUBLE PRECISION  'a' | 1893553445.0 | 'real' | 'r', read as 2030-01-02T03:04:05+00:00
NUMERIC           'a' | 1893553445 | 'integer' | 'r', read as 2030-01-02T03:04:05+00:00
DECIMAL(12, 0)    'a' | 1893553445 | 'integer' | 'r', read as 2030-01-02T03:04:05+00:00
after January 2038: 'a' | 2209086245 | 'integer' | 'r'
unknown: an hour from now
unknown, received a while ago: an hour from then
a lone refresh token: due now
lone string(0) ""
