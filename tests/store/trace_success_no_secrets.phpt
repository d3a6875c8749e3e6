--TEST--
What a failing statement was given is in no trace
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
ini_set('zend.exception_ignore_args', 0);
ini_set('zend.exception_string_param_max_len', 1000);
$pdo = users(['bob' => '2020-01-01', 'eve' => '2020-01-01']);
$pdo->exec('CREATE UNIQUE INDEX u ON users (coopRefreshToken)');
$store = new Coop\PdoTokenStore($pdo);
function caller(Coop\PdoTokenStore $store, string $visible): void
{
    $store->saveNewTokens('bob', tokens('SECRET-a', 'r-eve'), tokens('a-bob', 'r-bob'));
}
try {
    caller($store, 'argument of the site');
} catch (Coop\StoreException $e) {
    assert_silent($e, 'SECRET-a', 'r-eve', 'a-bob', 'r-bob');
    echo $e->getTraceAsString() === '' ? '' : (str_contains($e->getTraceAsString(), 'argument of the site') ? "the site's own frames are whole\n" : "cut\n");
    echo $e->getPrevious()->getTrace()[0]['function'], "\n";
}
--EXPECT--
does not show it
does not show it
does not show it
does not show it
the site's own frames are whole
execute
