--TEST--
A fatal error in code of the site's leaves no journal locked and nothing allocated
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

/** In a process of its own, which ends at a fatal error; or is killed, without one. */
function in_child(callable $work): void
{
    if (pcntl_fork() === 0) {
        $work();
        posix_kill(getmypid(), SIGKILL);
    }
    pcntl_wait($status);
    echo pcntl_wifsignaled($status) ? 'killed' : 'status ' . pcntl_wexitstatus($status), "\n";
}

ini_set('display_errors', '0');
$site = new Site();
$tokens = $site->users(1);
$fatal = static fn () => eval('final class Site {}');
in_child(fn () => $site->client(transport: $fatal)->refresh(Coop\TokenSet::fromArray(['refresh_token' => 'x'])));
in_child(fn () => $site->client(transport: $fatal)->request('POST', $site->server->http, 'token', body: 'text'));
in_child(fn () => $site->manager(client: $site->client(transport: $fatal), store: $site->store($site->connect()))->refresh('user001@example.com'));
$site->server->script(['status' => 200, 'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}"}']);
in_child(fn () => $site->manager(onEvent: $fatal, store: $site->store($site->connect()))->refresh('user001@example.com'));
$site->users(['x', 'y', 'z']);
in_child(fn () => $site->manager(store: $site->store($site->connect()))->refreshExpiring(onResult: $fatal));

echo "-- while a journal is replayed\n";
$store = new ArrayStore();
[$login] = $site->server->seed();
$store->rows['ann'] = ['access_token' => $login['access_token'], 'refresh_token' => $login['refresh_token'], 'expires_at' => time() - 1];
$manager = static fn (): Coop\TokenManager => $site->manager(store: $store, leases: new Coop\PdoLeases($site->connect(), 'site'));
$store->beforeSave = static fn () => posix_kill(getmypid(), SIGKILL);
in_child(fn () => $manager()->refreshExpiring());
$site->pdo->exec('UPDATE coop_refresh SET until_ts = until_ts - 100 WHERE until_ts > 0');
$store->beforeSave = $fatal;
in_child(fn () => $manager()->refreshExpiring());
$store->beforeSave = null;
show($manager()->refreshExpiring());
echo $site->server->isLive($store->rows['ann']['refresh_token']) ? 'alive' : 'lost', ', sent: ', $site->server->uses($login['refresh_token']), "\n";
?>
--EXPECT--
status 255
status 255
status 255
status 255
status 255
-- while a journal is replayed
killed
status 255
{} of 0, complete, ok
alive, sent: 1
