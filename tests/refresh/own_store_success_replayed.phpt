--TEST--
A store of the site's own: what was answered before the process died is saved by the next run, and a strict server sees each token once
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
require __DIR__ . '/own_store.inc';
$site = new Site();
$store = new ArrayStore();
$tokens = [];
foreach (['ann', 'bob', 'cid'] as $n => $user) {
    [$login] = $site->server->seed();
    $store->rows[$user] = ['access_token' => $login['access_token'], 'refresh_token' => $login['refresh_token'],
        'expires_at' => time() - 100 + $n];
    $tokens[$user] = $login['refresh_token'];
}
if (pcntl_fork() === 0) {
    $store->beforeSave = static fn () => posix_kill(getmypid(), SIGKILL);
    $site->manager(store: $store, leases: new Coop\PdoLeases($site->connect(), 'site'))->refreshExpiring();
}
pcntl_wait($status);
echo 'killed: ', pcntl_wtermsig($status), ', ', $site->howOftenSent($tokens), "\n";
$site->pdo->exec('UPDATE coop_refresh SET until_ts = until_ts - 1000 WHERE until_ts > 0'); // its lease has ended
show($site->manager(store: $store, leases: new Coop\PdoLeases($site->pdo, 'site'))->refreshExpiring());
echo $store->whoIsAlive($site->server), ', ', $site->howOftenSent($tokens), "\n";
?>
--EXPECT--
killed: 9, 2 tokens never sent, 1 token sent once
{"saved":2} of 2, complete, ok
all 3 alive, 3 tokens sent once
