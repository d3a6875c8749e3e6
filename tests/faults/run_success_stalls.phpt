--TEST--
The site's own code and another writer may hold a run up for longer than an answer may take: no answer that arrived meanwhile is lost, and nothing is sent twice
--EXTENSIONS--
coop
pdo
pdo_sqlite
pcntl
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../refresh/site.inc';
// When a stall ends the server has long answered, and the deadline has passed.
[$deadline, $stall, $lock] = getenv('COOP_TEST_FULL') ? [20, 30, 30] : [2, 2.3, 2.5];
$site = new Site(['mode' => 'strict']);
$waiting = 0;

function saved(): int
{
    return count(preg_grep('/^rt_u\d+_1_/', $GLOBALS['site']->stored()));
}

/** How many answers of the server's are in no row yet. */
function unsaved(): int
{
    return array_sum(array_column($GLOBALS['site']->server->truth(), 'processed')) - saved();
}

// Not a closure: SQLite would hold it, which holds the site, which holds SQLite.
function stall(): void
{
    usleep((int) ($GLOBALS['stall'] * 1e6));
    $GLOBALS['waiting'] = unsaved();
}

$run = function (string $name, ?Closure $onResult = null) use ($site, &$waiting, $deadline): void {
    $site->server->reset();
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $tokens = $site->users(60);
    $waiting = 0;
    // Eight of those that are sent together take their time.
    $site->server->script(...array_map(static fn (int $n): array => ['login' => "u$n", 'delay' => 600], range(2, 16, 2)));
    $report = $site->manager(client: $site->client(timeout: $deadline))->refreshExpiring(concurrency: 16, onResult: $onResult);
    echo "$name: ", json_encode(array_filter($report->counts)), $report->complete ? '' : ", $report->stoppedBecause", ', ', $site->howOftenSent($tokens), ", {$site->whoIsAlive()}, ",
        $waiting >= 4 ? 'answers waited' : "$waiting answers waited", "\n";
};

$run('in the callback of a result', onResult: fn (Coop\RefreshResult $result) => $result->done === 6 ? stall() : null);

@$site->pdo->sqliteCreateFunction('stall', 'stall');
$site->pdo->exec("CREATE TRIGGER slow AFTER UPDATE ON users WHEN NEW.email = 'user011@example.com' BEGIN SELECT stall(); END");
$run('in the midst of a save');
$site->pdo->exec('DROP TRIGGER slow');

[$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$writer = pcntl_fork();
if ($writer === 0) {
    $pdo = $site->connect();
    fgets($theirs);
    $pdo->exec('BEGIN IMMEDIATE');
    fwrite($theirs, "locked\n");
    usleep((int) ($lock * 1e6));
    $pdo->exec('COMMIT');
    posix_kill(getmypid(), SIGKILL); // what it has of its parent is not its own to tidy up
}
[$before, $started, $seconds] = [null, null, null];
$run('another writer', onResult: function (Coop\RefreshResult $result) use ($ours, &$waiting, &$before, &$started, &$seconds): void {
    if ($result->done === 6) {
        fwrite($ours, "now\n");
        fgets($ours);
        [$before, $started] = [saved(), hrtime(true)];
        usleep(700000);
        $waiting = unsaved();
    } elseif ($before !== null && $result->done > $before) {
        $seconds ??= (hrtime(true) - $started) / 1e9; // the first one saved afterwards
    }
});
pcntl_waitpid($writer, $status);
echo $seconds > $lock - 0.5 ? 'nothing was saved meanwhile' : "saved after $seconds s", "\n";
?>
--EXPECT--
in the callback of a result: {"saved":60}, 60 tokens sent once, all 60 alive, answers waited
in the midst of a save: {"saved":60}, 60 tokens sent once, all 60 alive, answers waited
another writer: {"saved":60}, 60 tokens sent once, all 60 alive, answers waited
nothing was saved meanwhile
