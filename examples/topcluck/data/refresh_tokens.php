<?php

declare(strict_types=1);

/**
 * Keeps every farmer's login alive. For cron, every six hours:
 *
 *     php data/refresh_tokens.php
 *     php data/refresh_tokens.php --before='+1 month'    everybody whose token expires within a month
 *     php data/refresh_tokens.php --json                 one JSON object at the end and nothing else
 *
 * Several may run at a time, on one machine or on many. Exit status: 0 all is well, 1 somebody has to be tried again,
 * 2 bad arguments.
 */

use Coop\RefreshOutcome;
use Coop\RefreshResult;
use TopCluck\CommandLine;
use TopCluck\Progress;

$site = require __DIR__.'/../bootstrap.php';
$arguments = new CommandLine($argv, ['before', 'json']);

$progress = new Progress($arguments->json);
$report = $site->manager->refreshExpiring($arguments->before, onResult: function (RefreshResult $r) use ($progress): void {
    $news = $r->expiresAt ? 'now expires '.$r->expiresAt->format('Y-m-d H:i:s') : $r->outcome->value.($r->error ? ': '.$r->error->getMessage() : '');
    $well = in_array($r->outcome, [RefreshOutcome::Saved, RefreshOutcome::Superseded, RefreshOutcome::Leased], true);
    $progress->user("Refreshing token for user $r->userId: $news", $well, $r->done, $r->total);
});
$toLogIn = $site->store->getTokensToReauthorize(); // send each of them one e-mail

$lines = [sprintf('%d users in %.1f seconds, %d a second', $report->total, $report->seconds, $report->total / max(0.001, $report->seconds))];
foreach (array_filter($report->counts) as $outcome => $users) {
    $lines[] = "  $outcome: $users";
}
if ($report->stoppedBecause !== null) {
    $lines[] = "Stopped early: $report->stoppedBecause";
}
foreach ($toLogIn as $stored) {
    $lines[] = "Has to log in again: $stored->userId ($stored->reason)";
}
$progress->finish($lines, [
    'ok' => $report->ok(),
    'users' => $report->total,
    'seconds' => round($report->seconds, 3),
    'outcomes' => $report->counts,
    'stoppedBecause' => $report->stoppedBecause,
    'toLogIn' => array_column($toLogIn, 'userId'),
]);

exit($report->ok() ? 0 : 1);
