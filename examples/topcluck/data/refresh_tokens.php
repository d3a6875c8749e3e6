<?php

declare(strict_types=1);

/**
 * Keeps every farmer's login alive. For cron, once a day:
 *
 *     php data/refresh_tokens.php
 *     php data/refresh_tokens.php --before='+1 month'    everybody whose token expires within a month
 *
 * Exit status: 0 all is well, 1 somebody has to be tried again, 2 bad arguments.
 */

use Coop\RefreshResult;
use TopCluck\CommandLine;
use TopCluck\Progress;

$site = require __DIR__.'/../bootstrap.php';
$before = CommandLine::before($argv);

$progress = new Progress();
$report = $site->manager->refreshExpiring($before, onResult: function (RefreshResult $r) use ($progress): void {
    $news = $r->expiresAt ? 'now expires '.$r->expiresAt->format('Y-m-d H:i:s') : $r->outcome->value.': '.$r->error?->getMessage();
    $progress->line("Refreshing token for user $r->userId: $news", $r->done, $r->total);
});
$progress->finish();

printf("%d users in %.1f seconds\n", $report->total, $report->seconds);
foreach (array_filter($report->counts) as $outcome => $users) {
    echo "  $outcome: $users\n";
}
if ($report->stoppedBecause !== null) {
    echo "Stopped early: $report->stoppedBecause\n";
}
foreach ($site->store->getTokensToReauthorize() as $stored) {
    echo "Has to log in again: $stored->userId ($stored->reason)\n"; // send an e-mail
}

exit($report->ok() ? 0 : 1);
