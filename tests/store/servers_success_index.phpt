--TEST--
A page of due rows is read from the index, and reads no row that comes before it, also where all have the same expiry
--EXTENSIONS--
coop
pdo
pdo_sqlite
pdo_pgsql
mysqlnd
pdo_mysql
--FILE--
<?php
require __DIR__ . '/servers.inc';

/* Keeps what is executed. */
class Statement extends PDOStatement
{
    public static array $log = [];
    public function execute(?array $params = null): bool
    {
        self::$log[] = [$this->queryString, $params];
        return parent::execute($params);
    }
}

/** Index entries and rows that a statement reads. */
function entries_read(PDO $pdo, string $kind, string $sql, ?array $values): int
{
    if ($kind === 'mysql') {
        $pdo->exec('FLUSH STATUS');
        $pdo->prepare($sql, [PDO::ATTR_STATEMENT_CLASS => [PDOStatement::class]])->execute($values);
        return array_sum($pdo->query("SHOW SESSION STATUS LIKE 'Handler_read%'")->fetchAll(PDO::FETCH_KEY_PAIR));
    }
    $statement = $pdo->prepare("EXPLAIN (ANALYZE, FORMAT JSON) $sql", [PDO::ATTR_STATEMENT_CLASS => [PDOStatement::class]]);
    $statement->execute($values);
    $sum = 0;
    $plans = [json_decode($statement->fetchColumn(), true)[0]['Plan']];
    while ($plan = array_pop($plans)) {
        if (str_contains($plan['Node Type'], 'Scan')) {
            $sum += ($plan['Actual Rows'] + ($plan['Rows Removed by Filter'] ?? 0)) * $plan['Actual Loops'];
        }
        $plans = [...$plans, ...$plan['Plans'] ?? []];
    }
    return $sum;
}

function plan(PDO $pdo, string $kind, string $sql, ?array $values): string
{
    $explain = ['sqlite' => 'EXPLAIN QUERY PLAN', 'pgsql' => 'EXPLAIN (FORMAT JSON)', 'mysql' => 'EXPLAIN FORMAT=JSON'][$kind];
    $statement = $pdo->prepare("$explain $sql", [PDO::ATTR_STATEMENT_CLASS => [PDOStatement::class]]);
    $statement->execute($values);
    return json_encode($statement->fetchAll(PDO::FETCH_NUM));
}

function check(PDO $pdo, string $kind): void
{
    $count = $kind === 'sqlite' ? 30000 : 60000;
    table_of_users($pdo, $kind);
    $numbers = $kind === 'pgsql' ? "generate_series(1, $count) AS t(n)" : "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < $count) SELECT n FROM s) AS t";
    $kind === 'mysql' && $pdo->exec(Database::isMariaDb() ? 'SET max_recursive_iterations = 1000000' : 'SET cte_max_recursion_depth = 1000000');
    $names = 'CAST(n * 7919 % 60013 AS CHAR(9))'; // in no order
    $pdo->exec("INSERT INTO users SELECT $names, 7, 'a', CASE WHEN n % 100 < 30 THEN '2020-01-01 00:00:00' WHEN n % 100 < 99 THEN '2099-01-01 00:00:00' END" . ($kind === 'pgsql' ? '::TIMESTAMP' : '') . ", 'r' FROM $numbers");
    $store = new Coop\PdoTokenStore($pdo);
    $store->installSchema();
    $pdo->query($kind === 'mysql' ? 'ANALYZE TABLE users' : 'ANALYZE')->fetchAll();
    $kind === 'pgsql' && $pdo->exec('SET enable_bitmapscan = off; SET enable_seqscan = off'); // a table as small as this it would rather read and sort as a whole
    $pdo->setAttribute(PDO::ATTR_STATEMENT_CLASS, [Statement::class]);
    $pdo->exec('DROP TABLE coop_refresh'); // its rows are not what is counted here
    $store = new Coop\PdoTokenStore($pdo);
    Statement::$log = [];
    for ($after = null, $seen = $i = 0; $i < 4 && $page = $store->getExpiringTokens(null, 4096, $after); $after = end($page)) {
        $seen += count($page);
        $i++;
    }
    $client = new Coop\Client(Coop\Provider::coop('http://127.0.0.1'), 'id', 'secret', transport: fn () => new Coop\Response(401, [], '{"error":"invalid_client"}'));
    $folder = sys_get_temp_dir() . '/coop-journal-' . bin2hex(random_bytes(6));
    (new Coop\TokenManager($client, $store, journalDirectory: $folder))->refreshExpiring(new DateTimeImmutable('2025-01-01'));
    array_map(unlink(...), glob("$folder/*"));
    rmdir($folder);
    $most = 0;
    $pages = array_filter(Statement::$log, fn ($one) => str_contains($one[0], ' LIMIT 4096'));
    $unindexed = array_filter($pages, fn ($one) => !str_contains(plan($pdo, $kind, ...$one), 'coop_refresh_users_coopAccessExpiresAt'));
    foreach ($kind === 'sqlite' ? [] : $pages as $one) {
        $most = max($most, entries_read($pdo, $kind, ...$one));
    }
    $keys = array_filter($pages, fn ($one) => !str_contains($one[0], 'coopRefreshToken') || !str_contains($one[0], 'JOIN'));
    echo "$kind: $seen rows, ", count($pages) >= 5 ? 'many' : count($pages), ' statements, ', count($keys) >= 1 ? 'some' : 'none', ' of keys alone, ', count($unindexed), ' without the index, at most ', $most <= 4200 ? 'a page' : $most, " read\n";
    foreach ($unindexed as $one) {
        echo '  ', substr($one[0], strpos($one[0], 'WHERE')), "\n";
    }
}

check(new PDO('sqlite::memory:'), 'sqlite');
foreach (['pgsql', 'mysql'] as $kind) {
    $database = Database::start($kind);
    check($database->pdo(user: $kind === 'mysql' ? 'root' : 'coop'), $kind);
}
--EXPECT--
sqlite: 9300 rows, many statements, some of keys alone, 0 without the index, at most a page read
pgsql: 16384 rows, many statements, some of keys alone, 0 without the index, at most a page read
mysql: 16384 rows, many statements, some of keys alone, 0 without the index, at most a page read
