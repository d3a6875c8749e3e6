--TEST--
TokenManager::saveLogin(): makes the row where there is none, and a login always wins
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
$pdo = new PDO('sqlite::memory:');
$client = fn (Coop\Provider $provider): Coop\Client => new Coop\Client($provider, 'id', 'secret');
$plain = new Coop\Provider('acme', 'https://acme.example/token');
$log = function (string $event, array $details): void {
    unset($details['expiresAt']);
    echo '  ', wordwrap("$event " . json_encode($details), 130, "\n    "), "\n";
};
$tokens = static fn (string $access, ?string $refresh = null, ?int $expiresAt = 2000000000): Coop\TokenSet => Coop\TokenSet::fromArray(
    array_filter(['access_token' => $access, 'refresh_token' => $refresh, 'expires_at' => $expiresAt], fn ($value) => $value !== null));
$table = static function (string $columns) use ($pdo): void {
    $pdo->exec('DROP TABLE IF EXISTS users; DROP TABLE IF EXISTS coop_refresh');
    $pdo->exec("CREATE TABLE users (email VARCHAR(40), coopAccessToken TEXT, coopAccessExpiresAt DATETIME,
        coopRefreshToken TEXT, $columns)");
};
$manager = static fn (array $store = [], ?Coop\Provider $provider = null): Coop\TokenManager => new Coop\TokenManager(
    $client($provider ?? $plain), new Coop\PdoTokenStore($pdo, ...$store), onEvent: $log);
$rows = static function () use ($pdo): void {
    foreach ($pdo->query('SELECT * FROM users ORDER BY email', PDO::FETCH_NUM) as $row) {
        echo '  ', json_encode($row), "\n";
    }
};
$try = static function (callable $work): void {
    try {
        $work();
    } catch (Throwable $e) {
        $previous = $e->getPrevious() ? ' <- ' . get_class($e->getPrevious()) : '';
        echo '  ', wordwrap(get_class($e) . ": {$e->getMessage()}$previous", 130, "\n    "), "\n";
    }
};

echo "-- no row: it is made\n";
$table('coopUserId TEXT, UNIQUE (email)');
$manager()->saveLogin('ann', $tokens('a1', 'r1'), '17');
$manager()->saveLogin(42, $tokens('a2', 'r2'));
$rows();
echo "-- a row: it is changed, and strikes are forgotten\n";
$pdo->exec("UPDATE coop_refresh SET strikes = 2, fp = 'x', next_ts = 9999999999, reason = 'invalid_grant'");
$manager()->saveLogin('ann', $tokens('a3', 'r3'), '18');
$manager()->saveLogin('ann', $tokens('a4', 'r4'));
$rows();
echo '  strikes: ', json_encode($pdo->query("SELECT user_key, strikes, next_ts FROM coop_refresh WHERE user_key = 'ann'")
    ->fetch(PDO::FETCH_NUM)), "\n";
echo "-- rows of several providers\n";
$table('coopUserId TEXT, provider TEXT NOT NULL, UNIQUE (email, provider)');
$two = ['providerColumn' => 'provider', 'provider' => 'acme'];
$pdo->exec("INSERT INTO users VALUES ('ann', 'old', NULL, 'old', NULL, 'other')");
$manager($two)->saveLogin('ann', $tokens('a1', 'r1'), '17');
$manager($two)->saveLogin('ann', $tokens('a2', 'r2'));
$rows();
echo "-- another column needs a value\n";
$table("coopUserId TEXT, name TEXT NOT NULL");
$try(fn () => $manager()->saveLogin('ann', $tokens('a1', 'r1'), '17'));
$pdo->exec("INSERT INTO users (email, name) VALUES ('ann', 'Ann')");
$manager()->saveLogin('ann', $tokens('a1', 'r1'), '17');
$rows();
echo "-- the row refuses the tokens, one that is there and a new one\n";
$table("coopUserId TEXT, CHECK (length(coopAccessToken) < 9)");
$pdo->exec("INSERT INTO users (email) VALUES ('ann')");
$try(fn () => $manager()->saveLogin('ann', $tokens('long-token', 'r1')));
$try(fn () => $manager()->saveLogin('bob', $tokens('long-token', 'r1')));
$rows();
echo "-- another column has its default, the owner's too, and no column can be null\n";
$table("coopUserId TEXT NOT NULL DEFAULT 'none', name TEXT NOT NULL DEFAULT 'nobody'");
$manager()->saveLogin('ann', $tokens('a1', 'r1'));
$rows();
echo "-- a table without a column for the owner\n";
$table('name TEXT');
$manager(['resourceOwnerIdColumn' => null])->saveLogin('ann', $tokens('a1', 'r1'), '17');
$rows();
echo "-- an id that the column cannot hold makes no row\n";
$pdo->exec('DROP TABLE users; CREATE TABLE users (email INTEGER PRIMARY KEY, coopUserId TEXT, coopAccessToken TEXT,
    coopAccessExpiresAt INT, coopRefreshToken TEXT)');
$try(fn () => $manager()->saveLogin('5abc', $tokens('a1', 'r1')));
$manager()->saveLogin('5', $tokens('a1', 'r1'));
$rows();
echo "-- an open transaction\n";
$pdo->beginTransaction();
$try(fn () => $manager()->saveLogin('6', $tokens('a1', 'r1')));
$pdo->rollBack();
echo "-- no refresh token\n";
$table('coopUserId TEXT');
foreach ([Coop\Provider::keycloak('https://k.example/realms/r'), Coop\Provider::google(), Coop\Provider::redcore('https://j.example'),
    Coop\Provider::coop('https://c.example'), $plain] as $n => $provider) {
    $manager(provider: $provider)->saveLogin("user$n", $tokens('a'));
}
echo "-- none, but none is missed: the access token does not expire, or an earlier login's refresh token goes on working\n";
$manager()->saveLogin('eve', $tokens('a', null, null));
$manager()->saveLogin('fay', $tokens('a', 'r'));
$manager()->saveLogin('fay', $tokens('b'));
echo "-- a session\n";
$session = null;
$store = new Coop\SessionTokenStore(function () use (&$session): ?array { return $session; },
    function (?array $tokens) use (&$session): void { $session = $tokens; });
(new Coop\TokenManager($client($plain), $store, onEvent: $log))->saveLogin(Coop\SessionTokenStore::USER, $tokens('a', 'r'));
echo '  ', $session['refresh_token'], "\n";
echo "-- no row for a plain saveNewTokens()\n";
$try(fn () => (new Coop\PdoTokenStore($pdo))->saveNewTokens('nobody', $tokens('a', 'r')));
?>
--EXPECT--
-- no row: it is made
  login {"provider":"acme","userId":"ann"}
  login {"provider":"acme","userId":"42"}
  ["42","a2","2033-05-18 03:33:20","r2",null]
  ["ann","a1","2033-05-18 03:33:20","r1","17"]
-- a row: it is changed, and strikes are forgotten
  login {"provider":"acme","userId":"ann"}
  login {"provider":"acme","userId":"ann"}
  ["42","a2","2033-05-18 03:33:20","r2",null]
  ["ann","a4","2033-05-18 03:33:20","r4","18"]
  strikes: ["ann",0,0]
-- rows of several providers
  login {"provider":"acme","userId":"ann"}
  login {"provider":"acme","userId":"ann"}
  ["ann","a2","2033-05-18 03:33:20","r2","17","acme"]
  ["ann","old",null,"old",null,"other"]
-- another column needs a value
  Coop\StoreException: There is no row of the user "ann" in the table "users", and none can be made, because the column "name" needs
    a value: make the row first, and save the login then <- Coop\StoreException
  login {"provider":"acme","userId":"ann"}
  ["ann","a1","2033-05-18 03:33:20","r1","17","Ann"]
-- the row refuses the tokens, one that is there and a new one
  Coop\StoreException: The row of the user "ann" in the table "users" refuses the tokens of a login, because of a column that is too
    short, a constraint or a trigger: mend the table, and save the login then <- Coop\StoreException
  Coop\StoreException: The row of the user "bob" in the table "users" refuses the tokens of a login, because of a column that is too
    short, a constraint or a trigger: mend the table, and save the login then <- Coop\StoreException
  ["ann",null,null,null,null]
-- another column has its default, the owner's too, and no column can be null
  login {"provider":"acme","userId":"ann"}
  ["ann","a1","2033-05-18 03:33:20","r1","none","nobody"]
-- a table without a column for the owner
  login {"provider":"acme","userId":"ann"}
  ["ann","a1","2033-05-18 03:33:20","r1",null]
-- an id that the column cannot hold makes no row
  Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 20 datatype mismatch <-
    PDOException
  login {"provider":"acme","userId":"5"}
  [5,null,"a1",2000000000,"r1"]
-- an open transaction
  Coop\StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first,
    or give the store a connection of its own <- PDOException
-- no refresh token
  login {"provider":"keycloak","userId":"user0"}
  no_refresh_token {"provider":"keycloak","userId":"user0","hint":"ask for the scope offline_access at the login, and see that the
    Keycloak client may use refresh tokens"}
  login {"provider":"google","userId":"user1"}
  no_refresh_token {"provider":"google","userId":"user1","hint":"Google gives a refresh token only if the login asks for
    access_type=offline, and after the first consent only with prompt=consent"}
  login {"provider":"redcore","userId":"user2"}
  no_refresh_token {"provider":"redcore","userId":"user2","hint":"switch always_issue_new_refresh_token on in redCORE's OAuth 2
    settings: without it a refresh token works once, and no other one follows"}
  login {"provider":"coop","userId":"user3"}
  no_refresh_token {"provider":"coop","userId":"user3","hint":"a COOP gives a refresh token with every login of a user, by an
    authorization code"}
  login {"provider":"acme","userId":"user4"}
  no_refresh_token {"provider":"acme","userId":"user4","hint":"many servers give a refresh token only if the login asks for the
    scope offline_access"}
-- none, but none is missed: the access token does not expire, or an earlier login's refresh token goes on working
  login {"provider":"acme","userId":"eve"}
  login {"provider":"acme","userId":"fay"}
  login {"provider":"acme","userId":"fay"}
-- a session
  login {"provider":"acme","userId":"session"}
  r
-- no row for a plain saveNewTokens()
  Coop\StoreException: The tokens of the user "nobody" could not be saved in the table "users": there is no row to change: insert
    one first
