--TEST--
All logins have ended after a run that worked: nobody is marked by the first two runs, and everybody by the third if it is six hours later
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
require __DIR__ . '/own_store.inc';
$hours_later = static function (Site $site, int $hours): void {
    $columns = ['until_ts', 'done_ts', 'since_ts', 'next_ts', 'started_ts'];
    $site->pdo->exec('UPDATE coop_refresh SET ' . implode(', ', array_map(
        static fn (string $column): string => "$column = CASE WHEN $column > 0 THEN $column - $hours * 3600 ELSE 0 END", $columns)));
};
$of_table = static fn (Site $site): Coop\TokenManager => $site->manager();
$of_own_store = static function (Site $site): Coop\TokenManager {
    $store = new ArrayStore();
    foreach ($site->pdo->query('SELECT email, coopAccessToken, coopRefreshToken FROM users')->fetchAll(PDO::FETCH_NUM) as $row) {
        [$user, $access, $refresh] = $row;
        $store->rows[$user] = ['access_token' => $access, 'refresh_token' => $refresh, 'token_type' => 'Bearer', 'expires_at' => 1];
    }
    return $site->manager(store: $store, leases: new Coop\PdoLeases($site->pdo, 'site'));
};
foreach (['table' => $of_table, 'store of one\'s own' => $of_own_store] as $name => $manager_of) {
    foreach ([[true, [0, 3, 3]], [true, [0, 1, 1]], [false, [0, 3, 3]]] as [$worked, $times]) {
        $site = new Site(['mode' => 'plain']);
        $site->users(5);
        $site->store()->installSchema();
        $manager = $manager_of($site);
        if ($worked) {
            $manager->refreshExpiring();
        }
        $before = $worked ? 'a run has worked' : 'no run has ever worked';
        echo "-- $name, $before, hours between runs: ", json_encode($times), "\n";
        $site->server->script(['status' => 400, 'body' => '{"error":"invalid_grant"}', 'times' => 0]);
        foreach ($times as $hours) {
            $hours_later($site, $hours);
            show($manager->refreshExpiring(new DateTimeImmutable('+1 month')));
        }
        $site->server->stop();
    }
}
?>
--EXPECT--
-- table, a run has worked, hours between runs: [0,3,3]
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
{"reauthorization_required":5} of 5, stopped because rejections, not ok
-- table, a run has worked, hours between runs: [0,1,1]
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
-- table, no run has ever worked, hours between runs: [0,3,3]
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
-- store of one's own, a run has worked, hours between runs: [0,3,3]
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
{"reauthorization_required":5} of 5, stopped because rejections, not ok
-- store of one's own, a run has worked, hours between runs: [0,1,1]
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
-- store of one's own, no run has ever worked, hours between runs: [0,3,3]
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
{"rejected":5} of 5, stopped because rejections, not ok
