<?php

declare(strict_types=1);

/**
 * Asks COOP for every farmer's eggs of today and writes them into egg_count. For cron, after refresh_tokens.php:
 *
 *     php data/count_eggs.php
 *
 * Exit status: 0 all is well, 1 somebody's eggs could not be counted. Who has to log in again does not matter here.
 */

use Coop\Action;
use Coop\ActionResult;
use Coop\CoopException;
use Coop\ReauthorizationRequiredException;

$site = require __DIR__.'/../bootstrap.php';

$save = $site->pdo->prepare('INSERT INTO egg_count (email, day, count) VALUES (?, ?, ?) ON CONFLICT (email, day) DO UPDATE SET count = excluded.count');
$today = gmdate('Y-m-d'); // COOP's day
$failed = 0;

$site->manager->performForAll(Action::EggsCount, function (string $userId, ActionResult|CoopException $result) use ($save, $today, &$failed): void {
    if ($result instanceof ActionResult && $result->success) {
        $save->execute([$userId, $today, $result->data]);
        echo "$userId: $result->data eggs\n";
        return;
    }
    fprintf(STDERR, "%s: %s\n", $userId, $result instanceof ActionResult ? $result->message : $result->getMessage());
    $failed += $result instanceof ReauthorizationRequiredException ? 0 : 1;
});

exit($failed === 0 ? 0 : 1);
