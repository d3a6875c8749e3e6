--TEST--
COOP, step 6: the script can be run over and over again; after twenty runs every user is still logged in
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/coop_server.inc'; CoopServer::skipUnlessInstalled(); ?>
--FILE--
<?php
require __DIR__ . '/topcluck.inc';
$site = new TopCluck();
$site->logEverybodyIn();
$saved = 0;
for ($run = 1; $run <= 20; $run++) {
    $report = $site->manager->refreshExpiring(before: new DateTimeImmutable('+1 month'));
    $saved += $report->counts['saved'];
    if (!$report->ok()) {
        echo "run $run: ", json_encode($report->counts), "\n";
    }
}
echo "$saved saved, {$site->liveLogins()} live\n";

// the server's own books: every refresh token was sent once
$sent = array_filter(array_column($site->server->tokenRequests(), 'refresh_token'));
var_dump(count($sent), count(array_unique($sent)));

// without a date nobody is due now
echo $site->manager->refreshExpiring()->total, "\n";
?>
--EXPECT--
120 saved, 6 live
int(120)
int(120)
0
