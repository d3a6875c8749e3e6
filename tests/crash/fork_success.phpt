--TEST--
A process that forks, before a run or in a callback: no token is sent twice, and no user gets the answer of another
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

/** @return array<string, string> refresh tokens of new users */
function start(Site $site, int $users): array
{
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    array_map(unlink(...), glob($site->journal() . '/*'));
    $site->server->reset();
    $tokens = $site->users($users);
    $site->server->script(['delay' => 15, 'times' => 0]);
    return $tokens;
}

/** Whether each row holds a token of its own login. */
function own(Site $site, array $tokens): string
{
    foreach ($site->stored() as $user => $token) {
        if (strtok($token, '1234567890') !== 'rt_u' || explode('_', $token)[1] !== explode('_', $tokens[$user])[1]) {
            return "$user has another's token";
        }
    }
    return 'own tokens';
}

/** Lets another run follow: what was lost before, and then who is alive, what is held, what was presented, whose tokens they are. */
function next_run(Site $site, array $tokens): string
{
    $site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 5');
    $site->server->script();
    $before = lost($site) . ' lost';
    $site->manager()->refreshExpiring();
    $after = [$site->whoIsAlive(), $site->whatIsHeld(), how_often_presented($site), own($site, $tokens)];
    return "$before, then " . implode(', ', $after) . "\n";
}

// Both go on with what they have: a client with connections, a manager, a store.
$tokens = start($site, 120);
$output = Process::start($site, '
    $store = new Coop\PdoTokenStore(static fn (): PDO => new PDO("sqlite:$folder/site.sqlite"));
    $manager = new Coop\TokenManager($client, $store, "$folder/journal");
    try {
        $throw = static fn ($result) => $result->done < 10 ?: throw new LengthException("first run");
        $manager->refreshExpiring(concurrency: 4, onResult: $throw);
    } catch (LengthException) {
    }
    $child = pcntl_fork();
    $manager->refreshExpiring(concurrency: 8);
    if ($child) {
        pcntl_waitpid($child, $status);
        echo "child $status\n";
    }')->end();
echo "before: $output", next_run($site, $tokens);

// In a callback: the child goes on, exits, or ends at once.
foreach (['return' => '', 'exit' => 'exit(5);', 'end at once' => 'posix_kill(getmypid(), SIGKILL);'] as $what => $end) {
    $tokens = start($site, 40);
    $output = Process::start($site, '
        $manager->refreshExpiring(concurrency: 8, onResult: static function ($result) use (&$child): void {
            if ($result->done === 12) {
                $child = pcntl_fork();
                if ($child === 0) {
                    ob_start(static fn () => ""); // what it says of its exception is not the question
                    ' . $end . '
                }
            }
        });
        if ($child) {
            pcntl_waitpid($child, $status);
            echo pcntl_wifsignaled($status) ? "child signal " . pcntl_wtermsig($status) : "child exit " . pcntl_wexitstatus($status), "\n";
        }')->end();
    echo "$what: $output", next_run($site, $tokens);
}

// The parent is killed while the child idles.
$tokens = start($site, 40);
$process = Process::start($site, '
    $manager->refreshExpiring(concurrency: 8, onResult: static function ($result) use ($folder): void {
        time_nanosleep(0, 3000000);
        if ($result->done === 12) {
            $child = pcntl_fork();
            if ($child === 0) {
                fclose(STDOUT);
                fclose(STDERR);
                for (;;) {
                    time_nanosleep(60, 0);
                }
            }
            file_put_contents("$folder/child", $child);
            posix_kill(getmypid(), SIGKILL);
        }
    });');
$output = $process->end();
$child = (int) file_get_contents("$site->folder/child");
echo 'parent killed: ', $output, posix_kill($child, 0) ? 'the child lives, ' : 'the child has gone, ';
$gone = lost($site);
$next_run = next_run($site, $tokens);
posix_kill($child, SIGKILL);
// Those in flight are lost with the parent.
echo $gone <= 8 ? 'at most those in flight are lost' : $next_run, ', ', $site->whatIsHeld(), ', ', own($site, $tokens), "\n";
?>
--EXPECT--
before: child 0
exit 0
0 lost, then all 120 alive, no leases held, 120 logins presented once, none revoked, own tokens
return: child exit 255
exit 0
0 lost, then all 40 alive, no leases held, 40 logins presented once, none revoked, own tokens
exit: child exit 5
exit 0
0 lost, then all 40 alive, no leases held, 40 logins presented once, none revoked, own tokens
end at once: child signal 9
exit 0
0 lost, then all 40 alive, no leases held, 40 logins presented once, none revoked, own tokens
parent killed: signal 9
the child lives, at most those in flight are lost, no leases held, own tokens
