--TEST--
MariaDB and MySQL: users whose ids are bytes (UUIDs) log in, are found, are refused a refresh and are listed to log in again
--EXTENSIONS--
coop
pdo
pdo_sqlite
mysqlnd
pdo_mysql
--FILE--
<?php
require __DIR__ . '/servers.inc';

/** @param list<string> $ids */
function ids_of_bytes(Database $database, string $type, array $ids, string $names): void
{
    $pdo = $database->pdo();
    $pdo->exec("SET NAMES $names");
    table_of_users($pdo, 'mysql', id: $type);
    $insert = $pdo->prepare('INSERT INTO users (email) VALUES (?)');
    $pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $store = new Coop\PdoTokenStore($pdo);
    $store->installSchema();
    foreach ($ids as $id) {
        $insert->execute([$id]);
        $store->saveNewTokens($id, tokens('a', 'r-' . bin2hex($id), '2020-01-01'));
    }
    $found = array_filter($ids, fn ($id) => $store->findTokens($id)?->userId === $id);
    $noted = array_column($pdo->query("SELECT user_key FROM coop_refresh WHERE user_key <> ''")->fetchAll(), 0);
    $json = ['content-type' => ['application/json']];
    $refuses = fn () => new Coop\Response(400, $json, '{"error":"invalid_grant"}');
    $client = new Coop\Client(new Coop\Provider('test', 'http://localhost:1/token'), 'id', 'secret', transport: $refuses);
    $folder = sys_get_temp_dir() . '/coop-ids-' . bin2hex(random_bytes(6));
    $manager = new Coop\TokenManager($client, $store, $folder);
    $pdo->exec('UPDATE coop_refresh SET done_ts = 0');
    $rejected = [];
    foreach (['first', 'second'] as $time) {
        $report = $manager->refreshExpiring(onResult: function ($result) use (&$rejected) { $rejected[] = $result->userId; });
        $pdo->exec('UPDATE coop_refresh SET next_ts = 0');
    }
    exec('rm -rf ' . escapeshellarg($folder));
    $listed = array_map(fn ($one) => $one->userId, $store->getTokensToReauthorize());
    echo "$type over $names: ", count($found), ' found, ', count(array_intersect($ids, $noted)), ' noted, ',
        json_encode(array_count_values(array_map('bin2hex', $rejected))), ', ', count(array_intersect($ids, $listed)), " listed\n";
}

$database = Database::start('mysql');
foreach (['utf8mb4', 'latin1'] as $names) {
    ids_of_bytes($database, 'BINARY(4)', ["\xff\xfe\x80\x80", "abc\0"], $names);
    ids_of_bytes($database, 'VARBINARY(20)', ["\xff\xfe1", "ann "], $names);
}
--EXPECT--
BINARY(4) over utf8mb4: 2 found, 2 noted, {"61626300":2,"fffe8080":2}, 2 listed
VARBINARY(20) over utf8mb4: 2 found, 2 noted, {"616e6e20":2,"fffe31":2}, 2 listed
BINARY(4) over latin1: 2 found, 2 noted, {"61626300":2,"fffe8080":2}, 2 listed
VARBINARY(20) over latin1: 2 found, 2 noted, {"616e6e20":2,"fffe31":2}, 2 listed
