<?php

declare(strict_types=1);

/**
 * Asks COOP for every farmer's eggs of today and writes them into egg_count. For cron, after refresh_tokens.php:
 *
 *     php data/count_eggs.php
 *     php data/count_eggs.php --json    one JSON object at the end and nothing else
 *
 * Exit status: 0 all is well, 1 somebody's eggs could not be counted, 2 bad arguments. Who has to log in again does not
 * matter here.
 */

use Coop\Action;
use Coop\ActionResult;
use Coop\CoopException;
use Coop\ReauthorizationRequiredException;
use TopCluck\CommandLine;
use TopCluck\Progress;

$site = require __DIR__.'/../bootstrap.php';
$arguments = new CommandLine($argv, ['json']);

$progress = new Progress($arguments->json);
$began = microtime(true);
$total = (int) $site->pdo->query("SELECT COUNT(*) FROM users WHERE coopRefreshToken <> ''")->fetchColumn();
$save = $site->pdo->prepare('INSERT INTO egg_count (email, day, count) VALUES (?, ?, ?) ON CONFLICT (email, day) DO UPDATE SET count = excluded.count');
$today = gmdate('Y-m-d'); // COOP's day
$counts = ['counted' => 0, 'failed' => 0, 'to_log_in' => 0];
$eggs = 0;

$site->manager->performForAll(Action::EggsCount, function (string $userId, ActionResult|CoopException $result) use ($save, $today, $progress, $total, &$counts, &$eggs): void {
    if ($result instanceof ActionResult && $result->success) {
        $save->execute([$userId, $today, $result->data]);
        $eggs += $result->data;
        $outcome = 'counted';
        $news = "$result->data eggs";
    } else {
        $outcome = $result instanceof ReauthorizationRequiredException ? 'to_log_in' : 'failed';
        $news = $result instanceof ActionResult ? $result->message : $result->getMessage();
    }
    $counts[$outcome]++;
    $progress->user("$userId: $news", $outcome === 'counted', array_sum($counts), $total);
});

$ok = $counts['failed'] === 0;
$seconds = microtime(true) - $began;
$users = array_sum($counts);
$lines = [sprintf('%d eggs of %d users in %.1f seconds, %d users a second', $eggs, $users, $seconds, $users / max(0.001, $seconds))];
foreach (array_filter($counts) as $outcome => $count) {
    $lines[] = "  $outcome: $count";
}
$progress->finish($lines, ['ok' => $ok, 'users' => $users, 'seconds' => round($seconds, 3), 'outcomes' => $counts, 'eggs' => $eggs]);

exit($ok ? 0 : 1);
