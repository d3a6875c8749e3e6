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
// The server has answered long before the stall ends, and the deadline has passed.
[$deadline, $stall, $lock] = getenv('COOP_TEST_FULL') ? [20, 30, 30] : [1, 1.5, 2.5];
$site = new Site(['mode' => 'strict']);
$site->pdo->exec("PRAGMA busy_timeout = 1000");
$tokens = [];
$waiting = 0;
/** How many answers of the server's are in no row yet. */
$unsaved = static fn (): int => array_sum(array_column($site->server->truth(), 'processed')) - count(array_diff_assoc($site->stored(), $tokens));
$stalls = static function () use ($stall, $unsaved, &$waiting): void {
    usleep((int) ($stall * 1e6));
    $waiting = $unsaved();
};

$run = function (string $name, ?Closure $onResult = null, ?Closure $onEvent = null) use ($site, &$tokens, &$waiting, $deadline): void {
    $site->server->reset();
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $tokens = $site->users(60);
    $waiting = 0;
    // The tenth's lifetime makes an event.
    $site->server->script(['login' => 'u10', 'status' => 200, 'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}","token_type":"bearer","expires_in":"soon"}'],
        ['delay' => 200, 'times' => 0]);
    $client = $site->client(timeout: $deadline);
    $report = $site->manager(client: $client, onEvent: $onEvent)->refreshExpiring(concurrency: 16, onResult: $onResult);
    echo "$name: ", json_encode(array_filter($report->counts)), $report->complete ? '' : ", $report->stoppedBecause", ', uses ', $site->uses($tokens), ", alive {$site->alive()}, ",
        $waiting >= 8 ? 'many waited' : "$waiting waited", "\n";
};

$run('in the callback of a result', onResult: fn (Coop\RefreshResult $result) => $result->done === 20 ? $stalls() : null);
$run('in the callback of an event', onEvent: fn () => $stalls());

$site->pdo->sqliteCreateFunction('stall', $stalls);
$site->pdo->exec("CREATE TRIGGER slow AFTER UPDATE ON users WHEN NEW.email = 'user020@example.com' BEGIN SELECT stall(); END");
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
$locked = null;
$run('another writer', onResult: function (Coop\RefreshResult $result) use ($ours, $unsaved, &$waiting, &$locked): void {
    if ($result->done === 20) {
        fwrite($ours, "now\n");
        fgets($ours);
        $locked = hrtime(true);
    } elseif ($result->done === 21 && $locked) {
        $waiting = $unsaved();
        $locked = (hrtime(true) - $locked) / 1e9;
    }
});
pcntl_waitpid($writer, $status);
echo $locked > $lock - 0.5 ? 'nothing was saved meanwhile' : "saved after $locked s", "\n";
?>
--EXPECT--
