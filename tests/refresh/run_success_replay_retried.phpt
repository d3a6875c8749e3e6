--TEST--
A run is not ended by somebody who is in the way for a moment, neither while it replays a journal nor while it reads a page
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';

final class Busy extends PDOStatement
{
    public static string $at = ' ';
    public static int $times = 0;
    /** @var callable */
    public static $instead;

    public function execute(?array $params = null): bool
    {
        if (self::$times > 0 && str_contains($this->queryString, self::$at)) {
            self::$times--;
            (self::$instead)();
        }
        return parent::execute($params);
    }
}

$site = new Site();
$tokens = $site->users(3);
$busy = static function (): never {
    $e = new PDOException('database is locked');
    $e->errorInfo = ['HY000', 5, 'database is locked'];
    throw $e;
};
$connect = static fn (): PDO => $site->connect([PDO::ATTR_STATEMENT_CLASS => [Busy::class]]);
if (pcntl_fork() === 0) {
    [Busy::$at, Busy::$times, Busy::$instead] = ['UPDATE "users"', 1, static fn () => posix_kill(getmypid(), SIGKILL)];
    $site->manager(store: $site->store($connect()))->refreshExpiring();
}
pcntl_wait($status);
$site->pdo->exec('UPDATE coop_refresh SET until_ts = until_ts - 100 WHERE until_ts > 0');
[Busy::$at, Busy::$times, Busy::$instead] = ['UPDATE "users"', 3, $busy];
$pdo = $connect();
show($site->manager(store: $site->store($pdo))->refreshExpiring());
echo $site->whoIsAlive(), ', ', $site->howOftenSent($tokens), "\n";
echo "-- the wait for a page\n";
[Busy::$at, Busy::$times, Busy::$instead] = ['ORDER BY', 1, static function () use ($pdo): void {
    echo $pdo->query('PRAGMA busy_timeout')->fetchColumn(), " ms\n";
}];
show($site->manager(store: $site->store($pdo))->refreshExpiring());
echo $pdo->query('PRAGMA busy_timeout')->fetchColumn(), " ms afterwards\n";
?>
--EXPECT--
{"saved":2} of 2, complete, ok
all 3 alive, 3 tokens sent once
-- the wait for a page
2000 ms
{} of 0, complete, ok
60000 ms afterwards
