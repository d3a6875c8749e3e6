<?php

declare(strict_types=1);

/**
 * Collects every farmer's eggs, so that there is something to count. COOP lets the hens rest for 20 seconds then.
 *
 *     php data/collect_eggs.php
 */

use Coop\Action;
use Coop\ActionResult;
use Coop\CoopException;

$site = require __DIR__.'/../bootstrap.php';

$site->manager->performForAll(Action::EggsCollect, function (string $userId, ActionResult|CoopException $result): void {
    echo "$userId: ", $result instanceof ActionResult ? $result->message : $result->getMessage(), "\n";
});
