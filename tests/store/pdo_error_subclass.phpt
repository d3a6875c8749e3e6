--TEST--
What code of the site's throws in the middle
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
class BrokenStatement extends PDOStatement
{
    public static string $broken = 'nothing', $how = 'throw';
    public function execute(?array $params = null): bool
    {
        if (str_starts_with($this->queryString, self::$broken)) {
            return match (self::$how) {
                'throw' => throw new RuntimeException('cannot execute with ' . implode(' ', $params)),
                'error' => throw new Error('cannot execute with ' . implode(' ', $params)),
                'false' => false,
            };
        }
        return parent::execute($params);
    }
}
$pdo = new PDO('sqlite::memory:', null, null, [PDO::ATTR_STATEMENT_CLASS => [BrokenStatement::class]]);
users(['bob' => '2020-01-01 00:00:00'], 'DateTime', $pdo);
$store = new Coop\PdoTokenStore($pdo);
$store->installSchema();
foreach (['UPDATE', 'INSERT', 'SELECT'] as BrokenStatement::$broken) {
    foreach (['throw', 'error', 'false'] as BrokenStatement::$how) {
        echo BrokenStatement::$broken, ', ', BrokenStatement::$how, "\n";
        attempt(fn () => $store->saveNewTokens('bob', tokens('secret-a', 'secret-r'), tokens('a-bob', 'r-bob')));
        BrokenStatement::$broken === 'SELECT' && attempt(fn () => $store->getExpiringTokens());
        $broken = BrokenStatement::$broken;
        BrokenStatement::$broken = 'nothing';
        echo row($pdo, 'bob'), $pdo->inTransaction() ? ' in a transaction' : '', "\n";
        BrokenStatement::$broken = $broken;
    }
}
BrokenStatement::$broken = 'nothing';
var_dump($store->saveNewTokens('bob', tokens('a', 'r')));

echo "a connection that does not open\n";
attempt(fn () => (new Coop\PdoTokenStore(fn () => new PDO('sqlite:/nowhere/at/all')))->findTokens('bob'));
attempt(fn () => (new Coop\PdoTokenStore(fn () => 'sqlite'))->findTokens('bob'));
attempt(fn () => (new Coop\PdoTokenStore(function () {}))->findTokens('bob'));
attempt(fn () => (new Coop\PdoTokenStore(fn () => throw new LogicException('no')))->id());

echo "exit in the middle\n";
$store = new Coop\PdoTokenStore(function () {
    exit("bye\n");
});
$store->findTokens('bob');
--EXPECT--
UPDATE, throw
Coop\StoreException: The token store's database refused a statement, user "bob"
  after RuntimeException
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
UPDATE, error
Coop\StoreException: The token store's database refused a statement, user "bob"
  after Error
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
UPDATE, false
Coop\StoreException: The token store's database refused a statement, user "bob"
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
INSERT, throw
Coop\StoreException: The token store's database refused a statement
  after RuntimeException
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
INSERT, error
Coop\StoreException: The token store's database refused a statement
  after Error
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
INSERT, false
Coop\StoreException: The token store's database refused a statement
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
SELECT, throw
Coop\StoreException: The token store's database refused a statement
  after RuntimeException
Coop\StoreException: The token store's database refused a statement
  after RuntimeException
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
SELECT, error
Coop\StoreException: The token store's database refused a statement
  after Error
Coop\StoreException: The token store's database refused a statement
  after Error
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
SELECT, false
Coop\StoreException: The token store's database refused a statement
Coop\StoreException: The token store's database refused a statement
'a-bob' | '2020-01-01 00:00:00' | 'text' | 'r-bob'
bool(true)
a connection that does not open
Coop\StoreException: The token store's database refused a connection: the function that opens it threw: SQLSTATE HY000, error 14
  after PDOException
Coop\StoreException: The function that opens the token store's connection must return a PDO, not string
Coop\StoreException: The function that opens the token store's connection must return a PDO, not null
Coop\StoreException: The token store's database refused a connection: the function that opens it threw
  after LogicException
exit in the middle
bye
