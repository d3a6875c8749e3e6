<?php

declare(strict_types=1);

/**
 * The same, step by step as the tutorial teaches it: one user after the other.
 *
 *     php data/refresh_tokens_by_hand.php
 *     php data/refresh_tokens_by_hand.php --before='+1 month'
 *
 * It works, but an answer that arrives while this script is killed is lost, and two of them at once may use the same
 * refresh token. refresh_tokens.php has neither trouble.
 */

use TopCluck\CommandLine;

$site = require __DIR__.'/../bootstrap.php';
$failed = 0;

foreach ($site->store->getExpiringTokens((new CommandLine($argv, ['before']))->before) as $stored) {
    try {
        $tokens = $site->client->refresh($stored->tokens);
        // The old refresh token is spent now: without this line the farmer would have to log in again.
        $site->store->saveNewTokens($stored->userId, $tokens, replaces: $stored->tokens);
        printf("Refreshing token for user %s: now expires %s\n", $stored->userId, $tokens->expiresAt?->format('Y-m-d H:i:s'));
    } catch (Coop\CoopException $e) {
        fprintf(STDERR, "%s: %s\n", $stored->userId, $e->getMessage());
        $failed++;
    }
}

exit($failed === 0 ? 0 : 1);
