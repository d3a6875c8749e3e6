--TEST--
However and wherever the site's code ends a run: every answer is saved or in the journal, and the next run has everybody
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
const NTH = ['onResult' => 8, 'onEvent' => 8, 'factory' => 1, 'execute' => 8, 'begin' => 6, 'commit' => 4, 'getExpiringTokens' => 1,
    'findTokens' => 24, 'saveNewTokens' => 8];
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
$ended = [];
foreach (array_keys(NTH) as $place) {
    foreach (array_diff(Ending::WAYS, ['kill']) as $number => $way) {
        // Each way at a callback, and each place with an exit and a fatal error.
        if (!getenv('COOP_TEST_FULL') && $place !== 'onResult' && !in_array($way, ['exit', 'user error'], true)) {
            continue;
        }
        $site->pdo->exec('DELETE FROM users');
        $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
        array_map(unlink(...), glob($site->journal() . '/*'));
        $site->server->reset();
        $site->users(32);
        // An answer without token_type is an event.
        $site->server->script(['delay' => 15, 'times' => 0, 'status' => 200,
            'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}","expires_in":200000}']);
        $process = Process::start($site, 'require "' . __DIR__ . '/ending.inc";
            Ending::plan("' . $place . '", "' . $way . '", ' . NTH[$place] . ');
            $manager = ending_manager($client, new EndingPdo("sqlite:$folder/site.sqlite"), "$folder/journal", "' . $place . '");
            $manager->refreshExpiring(concurrency: 8, onResult: static function (): void {
                time_nanosleep(0, 2000000);
                Ending::at("onResult");
            });');
        $output = $process->end();
        preg_match('/(exit|signal) \d+$/', $output, $end);
        if ($site->pdo->query("SELECT COUNT(*) FROM sqlite_master WHERE name = 'coop_refresh'")->fetchColumn()) {
            $site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 5');
        }
        $lost = lost($site);
        $site->server->script();
        Ending::plan('', '', 0);
        $report = ending_manager($site->client(), $site->pdo, $site->journal(), $place)->refreshExpiring();
        $good = $lost === 0 && $site->alive() === 32 && $site->held() === 0
            && how_often_presented($site) === '32 logins presented once, none revoked' && $report->ok();
        if (!$good) {
            echo "$way in $place: $output lost $lost, {$site->whoIsAlive()}, {$site->whatIsHeld()}, ",
                how_often_presented($site), ', next run ', json_encode($report), "\n";
        }
        $ended[$way][$end[0] ?? '?'][] = $place;
    }
}
foreach ($ended as $way => $ends) {
    echo "$way: ", implode(', ', array_keys($ends)), "\n";
}
?>
--EXPECTREGEX--
^exit: exit 3
exception: exit 255(, exit 0)?
error: exit 255(, exit 0)?
user error: exit 255
syntax error: exit 255(, exit 0)?
fatal error: exit 255
time: exit 255
memory: exit 255$
