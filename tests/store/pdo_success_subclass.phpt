--TEST--
A PDO of the site's own: its methods are called
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
class LoggingPdo extends PDO
{
    public array $calls = [];
    public function prepare(string $query, array $options = []): PDOStatement|false
    {
        $this->calls[] = 'prepare ' . strtok($query, ' ');
        return parent::prepare($query, $options);
    }
    public function beginTransaction(): bool
    {
        $this->calls[] = 'begin';
        return parent::beginTransaction();
    }
    public function commit(): bool
    {
        $this->calls[] = 'commit';
        return parent::commit();
    }
    public function rollBack(): bool
    {
        $this->calls[] = 'roll back';
        return parent::rollBack();
    }
}
$pdo = new LoggingPdo('sqlite::memory:');
users(['bob' => '2020-01-01'], 'DateTime', $pdo);
$store = new Coop\PdoTokenStore($pdo);
$store->installSchema();
$stored = $store->findTokens('bob');
$pdo->calls = [];
$store->saveNewTokens('bob', tokens('a1', 'r1'), $stored->tokens);
echo implode(', ', $pdo->calls), "\n";
$pdo->calls = [];
$store->saveNewTokens('bob', tokens('a2', 'r2'), tokens('a1', 'r1'));
echo implode(', ', $pdo->calls), "\n";
$pdo->calls = [];
$store->saveNewTokens('bob', tokens('a3', 'r3'), tokens('a1', 'r1'));
echo implode(', ', $pdo->calls), "\n";

echo "a closure opens the connection when it is needed, once\n";
$store = new Coop\PdoTokenStore(function () use ($pdo) {
    echo "opening\n";
    return $pdo;
});
echo "constructed\n";
echo $store->findTokens('bob')->tokens->accessToken(), $store->findTokens('bob')->tokens->refreshToken(), "\n";
--EXPECT--
begin, prepare UPDATE, prepare INSERT, commit
begin, commit
begin, roll back
a closure opens the connection when it is needed, once
constructed
opening
a2r2
