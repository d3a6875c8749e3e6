--TEST--
A fatal error in a store of one's own while a journal is replayed: the journal's lock goes with it, not with the process, and the next run replays it
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/processes.inc';
require __DIR__ . '/ending.inc';
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
$site->users(20);
$site->server->script(['delay' => 15, 'times' => 0]);

/** A run that ends at its nth save, and says which journals are open then. */
function ending(Site $site, string $way, int $nth): string
{
    return Process::start($site, 'require "' . __DIR__ . '/ending.inc";
        Ending::plan("saveNewTokens", "' . $way . '", ' . $nth . ');
        register_shutdown_function(static function () use ($folder): void {
            $open = array_filter(array_map(static fn ($file) => (string) @readlink($file), glob("/proc/self/fd/*")), static fn ($file) => str_ends_with($file, ".journal"));
            echo count($open), " open\n";
        });
        ending_manager($client, new EndingPdo("sqlite:$folder/site.sqlite"), "$folder/journal", "saveNewTokens")->refreshExpiring(concurrency: 4);',
        environment: ['ASAN_OPTIONS' => getenv('ASAN_OPTIONS') . ':detect_leaks=0'])->end(); // a replay's list of files, a few bytes, stays
}

ending($site, 'user error', 9); // with answers in its journal that are in no row
$site->server->script();
// Its own journal is open until the manager goes.
echo preg_match('/^\d open\nexit 255$/m', ending($site, 'user error', 1), $match) ? $match[0] : 'no fatal error', "\n";
$site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 5');
$report = ending_manager($site->client(), $site->pdo, $site->journal(), 'saveNewTokens')->refreshExpiring();
echo $report->ok() ? 'ok' : json_encode($report), ', alive: ', $site->alive(), ', held: ', held($site), ', presented: ', presented($site), "\n";
?>
--EXPECT--
1 open
exit 255
ok, alive: 20, held: 0, presented: {"1":20}, revoked 0
