--TEST--
A database that is too old, or none of those that are supported, is refused before anything is sent, with its version and ours
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
/** SQLite, which claims to be another database. */
final class Claims extends PDO
{
    public function __construct(private readonly string $driver, private readonly ?string $answer)
    {
        parent::__construct('sqlite::memory:');
        $this->exec('CREATE TABLE users (email TEXT, coopUserId INT, coopAccessToken TEXT, coopAccessExpiresAt TEXT,
            coopRefreshToken TEXT)');
        $this->exec("INSERT INTO users VALUES ('bob', 1, 'a', '2020-01-01 00:00:00', 'r')");
        $this->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_SILENT);
    }

    public function getAttribute(int $attribute): mixed
    {
        return $attribute === PDO::ATTR_DRIVER_NAME ? $this->driver : parent::getAttribute($attribute);
    }

    public function prepare(string $sql, array $options = []): PDOStatement|false
    {
        $asks = preg_match('/version\(\)\)?$/i', $sql);
        return parent::prepare($asks ? 'SELECT ' . ($this->answer === null ? 'nothing' : $this->quote($this->answer)) : $sql);
    }
}

$sent = 0;
$client = new Coop\Client(Coop\Provider::coop('http://127.0.0.1'), 'id', 'secret', transport: function () use (&$sent) {
    $sent++;
    return new Coop\Response(200, [], '{"access_token":"new","refresh_token":"new"}');
});
$claims = [
    ['sqlite', '3.34.1'],
    ['mysql', '8.0.18'],
    ['mysql', '10.5.22-MariaDB-1:10.5.22+maria~ubu2004-log'],
    ['mysql', '8.0.11-TiDB-v7.5.0'],
    ['pgsql', 'PostgreSQL 12.22 (Debian 12.22-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc'],
    ['pgsql', 'CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27)'],
    ['sqlite', null],
];
foreach ($claims as [$driver, $answer]) {
    $pdo = new Claims($driver, $answer);
    $said = [];
    foreach ([$pdo, fn () => $pdo] as $connection) {
        $store = new Coop\PdoTokenStore($connection);
        $folder = sys_get_temp_dir() . '/coop-journal-' . bin2hex(random_bytes(6));
        $manager = new Coop\TokenManager($client, $store, journalDirectory: $folder);
        $calls = [$store->getExpiringTokens(...), $store->schemaSql(...), $manager->refreshExpiring(...),
            fn () => $manager->account('bob')->tokens()];
        foreach ($calls as $call) {
            try {
                $call();
                $said[] = 'nothing thrown';
            } catch (Throwable $thrown) {
                $said[] = $thrown::class . ': ' . $thrown->getMessage();
            }
        }
        array_map('unlink', glob("$folder/*"));
        @rmdir($folder);
    }
    echo wordwrap(implode("\n", array_unique($said)), 110, "\n  "), "\n";
    echo $pdo->getAttribute(PDO::ATTR_ERRMODE) === PDO::ERRMODE_SILENT ? '' : "the error mode was changed\n";
}
echo "sent: $sent, tables: ", json_encode($pdo->query('SELECT name FROM sqlite_master')->fetchAll(PDO::FETCH_COLUMN)), "\n";
echo (new Coop\PdoTokenStore(new Claims('sqlite', '3.35.0')))->findTokens('bob')->userId, "\n";
?>
--EXPECT--
Coop\StoreException: The token store's database is too old: its version is "3.34.1", and coop needs SQLite
  3.35 or newer
Coop\StoreException: The token store's database is too old: its version is "8.0.18", and coop needs MySQL
  8.0.19 or newer
Coop\StoreException: The token store's database is too old: its version is
  "10.5.22-MariaDB-1:10.5.22+maria~ubu2004-log", and coop needs MariaDB 10.6 or newer
Coop\StoreException: The token store's database is too old: its version is "8.0.11-TiDB-v7.5.0", and coop
  needs MySQL 8.0.19 or newer
Coop\StoreException: The token store's database is too old: its version is "PostgreSQL 12.22", and coop needs
  PostgreSQL 13 or newer
Coop\StoreException: The token store's database calls itself "CockroachDB CCL v23.1.11"; of those that PDO's
  driver "pgsql" leads to, coop supports PostgreSQL
Coop\StoreException: The token store's database refused a statement: SQLSTATE HY000, error 1, table "users"
sent: 0, tables: ["users"]
bob
