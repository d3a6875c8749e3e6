--TEST--
A fatal error in a store of one's own while a journal is replayed: nothing stays behind, and the next run replays it
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

/** A run that ends at its nth save. */
function ending(Site $site, string $way, int $nth): string
{
    return Process::start($site, 'require "' . __DIR__ . '/ending.inc";
        Ending::plan("saveNewTokens", "' . $way . '", ' . $nth . ');
        $pdo = new EndingPdo("sqlite:$folder/site.sqlite");
        ending_manager($client, $pdo, "$folder/journal", "saveNewTokens")->refreshExpiring(concurrency: 4);')->end();
}

ending($site, 'user error', 9); // with answers in its journal that are in no row
$site->server->script();
echo preg_match('/^exit 255$/m', ending($site, 'user error', 1), $match) ? $match[0] : 'no fatal error', "\n";
$site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 5');
$report = ending_manager($site->client(), $site->pdo, $site->journal(), 'saveNewTokens')->refreshExpiring();
echo $report->ok() ? 'ok' : json_encode($report), ', ', $site->whoIsAlive(), ', ', $site->whatIsHeld(), ', ',
    how_often_presented($site), "\n";
?>
--EXPECT--
exit 255
ok, all 20 alive, no leases held, 20 logins presented once, none revoked
