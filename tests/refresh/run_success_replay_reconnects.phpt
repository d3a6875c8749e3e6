--TEST--
A run whose connection is lost while it replays a journal tries to connect until that works, and saves what the journal has
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

final class Losing extends PDOStatement
{
    public static ?Closure $once = null;

    public function execute(?array $params = null): bool
    {
        if (self::$once && str_contains($this->queryString, 'UPDATE "users"')) {
            $do = self::$once;
            self::$once = null;
            $do();
        }
        return parent::execute($params);
    }
}

$gone = static function (string $message, int $code): never {
    $e = new PDOException($message);
    $e->errorInfo = ['HY000', $code, $message];
    throw $e;
};
$site = new Site();
$tokens = $site->users(3);
$opened = $refused = 0;
$store = new Coop\PdoTokenStore(static function () use ($site, $gone, &$opened, &$refused): PDO {
    $opened++;
    if ($refused > 0) {
        $refused--;
        $gone('cannot connect', 2002);
    }
    return $site->connect([PDO::ATTR_STATEMENT_CLASS => [Losing::class]]);
});
if (pcntl_fork() === 0) {
    Losing::$once = static fn () => posix_kill(getmypid(), SIGKILL);
    $site->manager(store: $store)->refreshExpiring();
}
pcntl_wait($status);
$site->pdo->exec('UPDATE coop_refresh SET until_ts = until_ts - 100 WHERE until_ts > 0');
Losing::$once = static function () use ($gone, &$refused): never {
    $refused = 2;
    $gone('the server has gone away', 2006);
};
show($site->manager(store: $store)->refreshExpiring());
echo $site->whoIsAlive(), ', ', $site->howOftenSent($tokens), ", $opened connections tried\n";
?>
--EXPECT--
{"saved":2} of 2, complete, ok
all 3 alive, 3 tokens sent once, 4 connections tried
