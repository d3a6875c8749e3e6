--TEST--
A signal during a run: what is under way is finished and saved, leases are released, and then it does what it does
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
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
const RUN = '$report = $manager->refreshExpiring(concurrency: 16, onResult: function ($result) {
        if ($result->done === 20) { echo "twenty\n"; }
    });
    echo $report->complete ? "complete" : $report->stoppedBecause, "\n";';

/** Sends a signal to a run of 300 users that has done 20 of them. */
function signalled(Site $site, string $what, int $signal, string $before = '', string $wrapper = ''): void
{
    $site->pdo->exec('DELETE FROM users');
    $site->server->reset();
    $tokens = $site->users(array_map(static fn (int $n): string => "$what $n", range(1, 300)));
    $site->server->script(['delay' => 40, 'times' => 0]);
    // PHP itself loses a little memory at an exit() in a signal's handler.
    $environment = str_contains($before, 'exit(') ? ['ASAN_OPTIONS' => getenv('ASAN_OPTIONS') . ':detect_leaks=0'] : [];
    $process = Process::start($site, $before . RUN, environment: $environment);
    $process->waitFor('twenty');
    $process->signal($signal);
    $ended = trim($process->end());
    $saved = count(array_diff($site->stored(), $tokens));
    echo "$what: ", strtr($ended, "\n", ' '), ', ',
        $saved === 300 ? 'all saved' : ($saved >= 20 && $saved < 100 ? 'some saved' : "$saved saved"), ', ',
        $site->whatIsHeld(), ', ', $site->whoIsAlive(), "\n";
    echo '    presented twice: ', count(array_filter(array_column($site->server->truth(), 'presented'),
        static fn (int $times): bool => $times > 1)), "\n";
    $site->server->script();
}

signalled($site, 'INT', SIGINT);
signalled($site, 'HUP', SIGHUP);
signalled($site, 'HUP ignored', SIGHUP, 'pcntl_signal(SIGHUP, SIG_IGN);');
signalled($site, 'TERM with a handler', SIGTERM, 'pcntl_async_signals(true); pcntl_signal(SIGTERM, function () use ($pdo, $server) {
    echo "handler, leases held: ", $pdo->query("SELECT COUNT(*) FROM coop_refresh WHERE holder LIKE \'%/%\'")->fetchColumn(), "\n";
});');
signalled($site, 'TERM with a handler that exits', SIGTERM, 'pcntl_async_signals(true); pcntl_signal(SIGTERM, fn () => exit(3));');
signalled($site, 'TERM', SIGTERM);
show($site->manager()->refreshExpiring(concurrency: 64));
echo $site->whoIsAlive(), ', ', how_often_presented($site), "\n";

// The second one does not wait: the server does not answer.
$site->pdo->exec('DELETE FROM users');
$site->server->reset();
$tokens = $site->users(10);
$site->server->script(['delay' => 1500, 'times' => 0]);
$process = Process::start($site, RUN);
while ($site->server->stats()['requests'] === 0) {
    usleep(5000);
}
$start = microtime(true);
$process->signal(SIGTERM);
usleep(300000);
$process->signal(SIGTERM);
echo 'twice: ', trim($process->end()), microtime(true) - $start < 1 ? ', at once' : ', later', "\n";
?>
--EXPECTF--
INT: signal 2, some saved, no leases held, all 300 alive
    presented twice: 0
HUP: signal 1, some saved, no leases held, all 300 alive
    presented twice: 0
HUP ignored: complete exit 0, all saved, no leases held, all 300 alive
    presented twice: 0
TERM with a handler: handler, leases held: 0 signal exit 0, some saved, no leases held, all 300 alive
    presented twice: 0
TERM with a handler that exits: exit 3, some saved, no leases held, all 300 alive
    presented twice: 0
TERM: signal 15, some saved, no leases held, all 300 alive
    presented twice: 0
{"saved":%d} of %d, complete, ok
all 300 alive, 300 logins presented once, none revoked
twice: signal 15, at once
