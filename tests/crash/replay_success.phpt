--TEST--
The journal of a run that was killed: of several that find it at once each answer is saved once; another store's is left alone
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
$answers = static fn (Site $site): int => substr_count($site->journalBytes('journal'), '"refresh_token"');
/** A run that is killed when all its answers are in its journal, and the table has been locked for it since. */
$kill = static function (Site $site) use ($answers): array {
    $tokens = $site->users(32);
    $site->server->script(['delay' => 300, 'times' => 0]);
    $process = Process::start($site, '$manager->refreshExpiring(concurrency: 32);');
    $is_processed = static fn (array $login): bool => $login['processed'] > 0;
    $processed = static fn (): int => count(array_filter($site->server->truth(), $is_processed));
    while ($processed() < 31 && $site->server->stats()['concurrent_requests'] < 16) {
        usleep(2000);
    }
    $site->pdo->exec('PRAGMA busy_timeout = 20000');
    $site->pdo->exec('BEGIN IMMEDIATE');
    // Nothing is sent any more. An answer that is still on its way when the run is killed would be lost.
    for ($before = $count = $tries = 0; $tries < 500 && ($count < 16 || $count !== $before || $count !== $processed()); $tries++) {
        $before = $count;
        usleep(100000);
        $count = $answers($site);
    }
    $process->signal(9);
    echo $process->end();
    $site->pdo->exec('ROLLBACK');
    $site->server->script();
    echo $count >= 16 ? 'the journal has what came' : "$count answers", ', ', count(glob($site->journal() . '/*.journal')), " file\n";
    return $tokens;
};

echo "-- eight crons at once\n";
$site = new Site(['mode' => 'strict']);
$site->pdo->exec('PRAGMA journal_mode = WAL');
$tokens = $kill($site);
$crons = [];
for ($n = 0; $n < 8; $n++) {
    $crons[] = Process::start($site, '$pdo->exec("PRAGMA busy_timeout = 20000");
        $report = $manager->refreshExpiring();
        $else = array_diff_key(array_filter($report->counts), ["saved" => 1, "leased" => 1]);
        echo $report->complete && !$else ? "" : json_encode($report);');
}
echo implode(' ', array_map(static fn (Process $process): string => trim($process->end()), $crons)), "\n";
echo $site->whoIsAlive(), ', ', $site->howOftenSent($tokens), ', ', $site->whatIsHeld(), ', open journals ',
    count(glob($site->journal() . '/*.journal')), "\n";

echo "-- another store\n";
$site = new Site(['mode' => 'strict']);
$kill($site);
$other = new Site(['mode' => 'strict']);
$tokens = $other->users(32);
mkdir($other->journal(), 0700);
[$file] = glob($site->journal() . '/*.journal');
copy($file, $copy = $other->journal() . '/' . basename($file));
chmod($copy, 0600);
$before = $other->stored();
show($other->manager()->refreshExpiring(new DateTimeImmutable('2000-01-01'))); // nobody is due: what changes comes from the journal
echo $other->stored() === $before ? 'no row has changed' : 'rows have changed', ', ',
    hash_file('sha256', $copy) === hash_file('sha256', $file) ? 'the file is kept' : 'the file has changed', "\n";
show($other->manager()->refreshExpiring());
echo $other->whoIsAlive(), ', ', $other->howOftenSent($tokens), "\n";
?>
--EXPECT--
-- eight crons at once
signal 9
the journal has what came, 1 file
exit 0 exit 0 exit 0 exit 0 exit 0 exit 0 exit 0 exit 0
all 32 alive, 32 tokens sent once, no leases held, open journals 0
-- another store
signal 9
the journal has what came, 1 file
{} of 0, complete, ok
no row has changed, the file is kept
{"saved":32} of 32, complete, ok
all 32 alive, 32 tokens sent once
