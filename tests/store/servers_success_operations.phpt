--TEST--
SQLite, PostgreSQL and MariaDB do the same: login, conditional save, find, remove, reauthorize, providers, schema
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

function save(PDO $pdo, Coop\PdoTokenStore $store): void
{
    $old = $store->findTokens('bob')->tokens;
    $with = fn (string $access, ?string $refresh) => tokens($access, $refresh);
    echo 'tokens that are not the stored ones: ', json_encode([
        $store->saveNewTokens('bob', tokens('n', 'n'), $with('A-BOB', 'r-bob')),
        $store->saveNewTokens('bob', tokens('n', 'n'), $with('a-bob', 'R-bob')),
        $store->saveNewTokens('bob', tokens('n', 'n'), $with('a-bob ', 'r-bob')),
        $store->saveNewTokens('bob', tokens('n', 'n'), $with('a-bob', 'r-bob ')),
        $store->saveNewTokens('bob', tokens('n', 'n'), $with('a-bob', null)),
        $store->saveNewTokens('stranger', tokens('n', 'n'), $old),
    ]), "\n";
    echo 'the stored ones: ', json_encode($store->saveNewTokens('bob', tokens('a2', 'r2'), $old)), "\n";
    echo 'again: ', json_encode([$store->saveNewTokens('bob', tokens('a2', 'r2'), $old), $store->saveNewTokens('bob', tokens('a3', 'r3'), $old)]), "\n";
    echo 'no refresh token in the answer: ', json_encode($store->saveNewTokens('bob', tokens('a4'), tokens('a2', 'r2'))), "\n";
    echo 'the same once more: ', json_encode($store->saveNewTokens('bob', tokens('a4'), tokens('a4', 'r2'))), "\n";
    echo 'login: ', json_encode([$store->saveNewTokens('eve', tokens('l1', 'l2')), $store->saveNewTokens('eve', tokens('l1', 'l2')), $store->saveNewTokens('eve', tokens('l3'))]), "\n";
    foreach (["UPDATE users SET {a} = NULL, {r} = ''", "UPDATE users SET {a} = '', {r} = NULL"] as $sql) {
        $pdo->exec(strtr("$sql WHERE email = 'joe'", ['{a}' => quoted('coopAccessToken', $GLOBALS['kind']), '{r}' => quoted('coopRefreshToken', $GLOBALS['kind'])]));
        echo 'nothing there: ', json_encode([$store->findTokens('joe'), $store->saveNewTokens('joe', tokens('n', 'n'), Coop\TokenSet::fromArray(['refresh_token' => 'x'])), $store->saveNewTokens('joe', tokens('n', 'n'))]), "\n";
    }
    refusal(fn () => $store->saveNewTokens('stranger', tokens('a', 'r')));
    $store->removeTokens('kim');
    $store->removeTokens('stranger');
}

function reauthorize(PDO $pdo, Coop\PdoTokenStore $store): void
{
    foreach (['bob' => 'r2', 'eve' => 'another', 'joe' => 'n'] as $user => $token) {
        $fingerprint = substr(hash('sha256', $token), 0, 32);
        $pdo->exec("UPDATE coop_refresh SET strikes = 2, fp = '$fingerprint' WHERE user_key = '$user'");
    }
    $pdo->exec('UPDATE users SET ' . quoted('coopAccessExpiresAt', $GLOBALS['kind']) . " = '2020-01-01 00:00:00'");
    echo 'to log in: ', ids($store->getTokensToReauthorize()), ', at most one: ', ids($store->getTokensToReauthorize(1)), ', due: ', ids($store->getExpiringTokens()), "\n";
    var_dump($store->findTokens('bob')->reauthorizationRequired, $store->findTokens('eve')->reauthorizationRequired);
}

function providers(PDO $pdo, string $kind): void
{
    $time = $kind === 'pgsql' ? 'TIMESTAMP' : 'DATETIME';
    $pdo->exec("CREATE TABLE logins (person VARCHAR(90), provider VARCHAR(90), access VARCHAR(255), ends $time, refresh VARCHAR(255), PRIMARY KEY (person, provider))");
    foreach (['bob', 'eve'] as $i => $user) {
        $pdo->exec("INSERT INTO logins VALUES ('$user', 'coop', 'a', '2020-01-0" . ($i + 1) . "', 'coop-$user'), ('$user', 'google', 'a', '2020-01-0" . ($i + 1) . "', 'google-$user')");
    }
    $store = fn (string $provider) => new Coop\PdoTokenStore($pdo, 'logins', 'person', 'access', 'ends', 'refresh', null, 'provider', $provider);
    echo ids($store('coop')->getExpiringTokens()), ', ', $store('google')->findTokens('eve')->tokens->refreshToken(), "\n";
    $store('coop')->saveNewTokens('bob', tokens('new', 'new-bob'), tokens('a', 'coop-bob'));
    $store('google')->saveNewTokens('eve', tokens('new', 'new-eve'));
    $store('google')->removeTokens('bob');
    echo rows_of($pdo, 'SELECT person, provider, access, refresh FROM logins ORDER BY provider, person'), "\n";
    echo rows_of($pdo, "SELECT store, user_key FROM coop_refresh WHERE store LIKE 'logins%' ORDER BY 1, 2"), "\n";
}

function integers(PDO $pdo, string $kind): void
{
    $large = '9007199254740993';
    table_of_users($pdo, $kind, ['5' => '2020-01-01', '10' => '2020-01-01', $large => '2020-01-01'], id: 'BIGINT');
    $pdo->exec("UPDATE users SET email = 0 WHERE email = 10");
    $store = new Coop\PdoTokenStore($pdo);
    $found = fn (string|int $id) => $store->findTokens($id)?->userId;
    echo json_encode([$found(5), $found('5'), $found('5abc'), $found('abc'), $found(''), $found('99999999999999999999999'), $found('9007199254740992'), $found($large)]), "\n";
    for ($ids = [], $after = null; $page = $store->getExpiringTokens(null, 1, $after); $after = $page[0]) {
        $ids[] = $page[0]->userId;
    }
    echo implode(' ', $ids), "\n";
    var_dump($store->saveNewTokens($large, tokens('n', 'n'), $store->findTokens($large)->tokens));
    refusal(fn () => $store->saveNewTokens('5abc', tokens('stolen', 'stolen')));
    echo rows_of($pdo, "SELECT email, " . quoted('coopRefreshToken', $kind) . " FROM users ORDER BY 1"), "\n";
}

/** What installSchema() runs, run by hand. MySQL has no word for "if there is no such index yet". */
function schema_again(PDO $pdo, Coop\PdoTokenStore $store): void
{
    foreach ($store->schemaSql() as $sql) {
        try {
            $pdo->exec($sql);
        } catch (PDOException $e) {
            !Database::isMariaDb() && $e->errorInfo[1] === 1061 /* there is */ || throw $e;
        }
    }
}

on_every_database(function (PDO $pdo, string $kind) {
    $GLOBALS['kind'] = $kind;
    table_of_users($pdo, $kind, ['bob' => '2020-01-02 03:04:05', 'eve' => null, 'joe' => '2019-01-01 00:00:00', 'kim' => '2018-01-01 00:00:00', 'lou' => '2099-01-01 00:00:00']);
    $store = new Coop\PdoTokenStore($pdo);
    echo 'due: ', ids($store->getExpiringTokens()), ', ', $store->findTokens('bob')->tokens->expiresAt->format('c'), ' ', $store->findTokens('bob')->resourceOwnerId, "\n";
    save($pdo, $store);
    foreach ($pdo->query('SELECT * FROM users ORDER BY email', PDO::FETCH_NUM) as $row) {
        echo json_encode($row), "\n";
    }
    reauthorize($pdo, $store);
    $id = $store->id();
    $store->installSchema();
    $store->installSchema();
    schema_again($pdo, $store);
    var_dump(strlen($id), $id === (new Coop\PdoTokenStore($pdo))->id());
    echo rows_of($pdo, 'SELECT store, user_key, CASE WHEN done_ts > 1700000000 THEN 1 ELSE 0 END, strikes FROM coop_refresh ORDER BY 1, 2'), "\n";
    providers($pdo, $kind);
    integers($pdo, $kind);
    refusal(fn () => (new Coop\PdoTokenStore($pdo, 'nothing'))->findTokens('bob'));
    refusal(fn () => (new Coop\PdoTokenStore($pdo, accessTokenColumn: 'nothing'))->findTokens('bob'));
    $pdo->exec('DROP TABLE coop_refresh');
    $store = new Coop\PdoTokenStore($pdo);
    echo ids($store->getExpiringTokens()), ' ', count($store->getTokensToReauthorize()), "\n";
    var_dump($store->saveNewTokens(5, tokens('made', 'again')));
    $pdo->beginTransaction();
    refusal(fn () => $store->saveNewTokens(5, tokens('in', 'there')));
    $pdo->rollBack();
    $pdo->exec('BEGIN');
    refusal(fn () => $store->saveNewTokens(5, tokens('in', 'there')));
    $pdo->exec('ROLLBACK');
    echo rows_of($pdo, 'SELECT ' . quoted('coopAccessToken', $kind) . ' FROM users WHERE email = 5'), "\n";
});
--EXPECT--
due: eve kim joe bob, 2020-01-02T03:04:05+00:00 7
tokens that are not the stored ones: [false,false,false,false,false,false]
the stored ones: true
again: [true,false]
no refresh token in the answer: true
the same once more: true
login: [true,true,true]
nothing there: [null,false,true]
nothing there: [null,false,true]
Coop\StoreException: The tokens of the user "stranger" could not be saved in the table "users": there is no row to change: insert one first
["bob",7,"a4","2030-01-02 03:04:05","r2"]
["eve",7,"l3","2030-01-02 03:04:05","l2"]
["joe",7,"n","2030-01-02 03:04:05","n"]
["kim",7,null,null,null]
["lou",7,"a-lou","2099-01-01 00:00:00","r-lou"]
to log in: bob joe, at most one: bob, due: eve lou
bool(true)
bool(false)
int(36)
bool(true)
users  0 0; users bob 1 2; users eve 1 2; users joe 1 2
bob eve, google-eve
bob coop new new-bob; eve coop a coop-eve; bob google null null; eve google new new-eve
logins:coop bob; logins:google eve
["5","5",null,null,null,null,null,"9007199254740993"]
0 5 9007199254740993
bool(true)
Coop\StoreException: The tokens of the user "5abc" could not be saved in the table "users": there is no row to change: insert one first
0 r-10; 5 r-5; 9007199254740993 n
Coop\StoreException: There is no table "nothing" where this connection looks: mend $table (without a schema), or the search_path or DSN
Coop\StoreException: The table "users" has no column "nothing": add it, or give PdoTokenStore the right name as $accessTokenColumn
0 5 0
bool(true)
Coop\StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
Coop\StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own
made
pgsql: the same
mysql: the same
