--TEST--
account(wait:): whether a page waits for another process's refresh, and how often it asks a token endpoint that hangs
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
$site = new Site();
$site->pdo->exec('PRAGMA journal_mode = WAL');
$site->store()->installSchema();
$show = static function (string $name, callable $work): void {
    try {
        $what = get_debug_type($work());
    } catch (Throwable $e) {
        $what = get_class($e) . (isset($e->phase) ? " $e->phase" : "");
    }
    echo "$name: $what\n";
};
$tokens = $site->users(['ann'], gmdate('Y-m-d H:i:s', time() - 10));
$site->server->script(['path' => '/token', 'delay' => 1500]);
if (($winner = pcntl_fork()) === 0) {
    $site->manager(store: $site->store($site->connect()))->account('ann')->tokens();
    posix_kill(getmypid(), SIGKILL);
}
while ($site->held() === 0) {
    usleep(1000);
}
$show('not at all', fn () => $site->manager()->account('ann', 0)->tokens());
$show('not at all, for a request', fn () => $site->manager()->account('ann', wait: 0)->request('GET', '/api/x'));
$show('a minute', fn () => $site->manager()->account('ann', wait: 60)->tokens());
pcntl_waitpid($winner, $status);
echo $site->howOftenSent($tokens), "\n";
echo "-- an access token that is still valid needs no wait\n";
$site->users(['bob'], gmdate('Y-m-d H:i:s', time() + 100));
$site->pdo->exec("INSERT INTO coop_refresh (store, user_key, holder, until_ts) VALUES ('users', 'bob', 'another', unixepoch() + 300)");
$show('not at all', fn () => $site->manager()->account('bob', wait: 0)->tokens());
echo "-- bounds\n";
$show('negative', fn () => $site->manager()->account('bob', -1));
$show('very long', fn () => $site->manager()->account('bob', PHP_INT_MAX));
echo "-- a token endpoint that hangs is asked once\n";
foreach (['expired' => -10, 'still valid' => 100] as $name => $seconds) {
    $tokens = $site->users([$name], gmdate('Y-m-d H:i:s', time() + $seconds));
    $site->server->script(['path' => '/token', 'lose_silent' => true, 'times' => 0]);
    $show($name, fn () => $site->manager(client: $site->client(timeout: 1))->account($name)->tokens());
    echo $site->howOftenSent($tokens), "\n";
}
echo "-- an answer that is lost at once is asked for once more\n";
$tokens = $site->users(['cid']);
$site->server->script(['path' => '/token', 'lose' => true, 'times' => 0]);
$show('lost', fn () => $site->manager()->account('cid')->tokens());
echo $site->howOftenSent($tokens), "\n";
?>
--EXPECT--
not at all: Coop\LeaseException
not at all, for a request: Coop\LeaseException
a minute: Coop\TokenSet
1 token sent once
-- an access token that is still valid needs no wait
not at all: Coop\TokenSet
-- bounds
negative: ValueError
very long: Coop\Account
-- a token endpoint that hangs is asked once
expired: Coop\TransportException timeout
1 token sent once
still valid: Coop\TokenSet
1 token sent once
-- an answer that is lost at once is asked for once more
lost: Coop\TransportException receive
1 token sent twice
