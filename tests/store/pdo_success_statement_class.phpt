--TEST--
A statement class of the site's makes references of rows, which are read, or what is no row, which is passed over
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
class Statement extends PDOStatement
{
    public static Closure $make;
    public function fetchAll(int $mode = PDO::FETCH_DEFAULT, mixed ...$arguments): array
    {
        $rows = parent::fetchAll($mode, ...$arguments);
        foreach ($rows as &$row) {
            $row = (self::$make)($row);
        }
        return $rows;
    }
    public function fetch(int $mode = PDO::FETCH_DEFAULT, int $orientation = PDO::FETCH_ORI_NEXT, int $offset = 0): mixed
    {
        $row = parent::fetch($mode, $orientation, $offset);
        return $row === false ? false : (self::$make)($row);
    }
}

$same = fn (array $row): array => $row;
$references = function (array $row): array {
    foreach ($row as &$value) {
        $value = $value;
    }
    return $row;
};
$makers = [
    'rows' => $same,
    'references' => $references,
    'objects' => fn (array $row) => (object) $row,
    'nothing' => fn () => [],
    'texts' => fn () => 'row',
];
$pdo = users(['bob' => '2020-01-01', 'eve' => null]);
(new Coop\PdoTokenStore($pdo))->installSchema();
(new Coop\PdoTokenStore($pdo))->id();
$fingerprint = substr(hash('sha256', 'r-bob'), 0, 32);
$pdo->exec("INSERT INTO coop_refresh (store, user_key, strikes, fp) VALUES ('users', 'bob', 5, '$fingerprint')");
$pdo->setAttribute(PDO::ATTR_STATEMENT_CLASS, [Statement::class]);
$show = function (Closure $do): string {
    try {
        $result = $do();
        return is_array($result) ? (ids($result) ?: 'nobody') : (string) ($result?->userId ?? 'null');
    } catch (Coop\StoreException $e) {
        return 'StoreException: ' . strtok($e->getMessage(), ':');
    }
};
foreach ($makers as $name => $maker) {
    foreach (['at once' => $maker, 'once the columns are known' => $same] as $when => $first) {
        $store = new Coop\PdoTokenStore($pdo);
        Statement::$make = $first;
        try {
            $store->findTokens('bob');
        } catch (Coop\StoreException) {
        }
        Statement::$make = $maker;
        $said = [
            $show(fn () => $store->findTokens('bob')),
            $show(fn () => $store->getExpiringTokens()),
            $show(fn () => $store->getTokensToReauthorize()),
        ];
        echo "$name, $when: ", implode(' / ', array_unique($said)), "\n";
    }
}
--EXPECT--
rows, at once: bob / eve
rows, once the columns are known: bob / eve
references, at once: bob / eve
references, once the columns are known: bob / eve
objects, at once: StoreException: The table "users" has no column "email"
objects, once the columns are known: null / nobody
nothing, at once: StoreException: The table "users" has no column "email"
nothing, once the columns are known: null / nobody
texts, at once: StoreException: The table "users" has no column "email"
texts, once the columns are known: null / nobody
