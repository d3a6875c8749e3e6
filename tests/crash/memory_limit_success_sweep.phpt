--TEST--
Wherever memory_limit ends a run: what was answered is saved or in the journal, and the next run has everybody
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
const USERS = 64;
const PAGE = 4096;
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
$step = getenv('COOP_TEST_FULL') ? 1 : 12; // pages
$counts = ['ended before a request' => 0, 'ended in the midst' => 0, 'went through' => 0];
// The limit is the least that there is. The script takes all that is left of it but for so many pages.
for ($left = 1; $counts['went through'] < 2 && $left < 1000; $left += $step) {
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    array_map(unlink(...), glob($site->journal() . '/*'));
    $site->server->reset();
    $tokens = $site->users(USERS);
    $process = Process::start($site, '
        function fill(int $left): array {
            $ballast = [];
            $limit = memory_get_usage(true) > 2 << 20 ? memory_get_usage(true) : 2 << 20;
            while (memory_get_usage() + ($left + 3) * ' . PAGE . ' < $limit) {
                $ballast[] = str_repeat("x", 3000);
            }
            return $ballast;
        }
        new Coop\RefreshResult("", Coop\RefreshOutcome::Saved);
        $ballast = fill(' . $left . ');
        $manager->refreshExpiring(concurrency: 16, onResult: static fn () => null);
        echo "through";', ['memory_limit=2M']);
    $output = $process->end();
    $through = str_ends_with($output, "throughexit 0\n");
    $requests = $site->server->stats()['tokens']['presented'];
    $counts[$through ? 'went through' : ($requests > 0 ? 'ended in the midst' : 'ended before a request')]++;
    $lost = lost($site);
    $report = $site->manager()->refreshExpiring();
    $good = ($through || preg_match('/Allowed memory size.*exit 255/s', $output)) && $lost === 0
        && $site->alive() === USERS && $site->held() === 0
        && how_often_presented($site) === USERS . ' logins presented once, none revoked' && $report->ok();
    if (!$good) {
        echo "$left pages: $output lost $lost, {$site->whoIsAlive()}, {$site->whatIsHeld()}, ",
            how_often_presented($site), ', next run ', json_encode($report), "\n";
    }
}
foreach ($counts as $what => $count) {
    echo "$what: ", $count > 0 ? 'yes' : 'no', "\n";
}
?>
--EXPECT--
ended before a request: yes
ended in the midst: yes
went through: yes
