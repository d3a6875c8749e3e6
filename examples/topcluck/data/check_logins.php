<?php

declare(strict_types=1);

/**
 * Asks COOP who each farmer is, with the access token that is in the table; refreshes nothing.
 *
 *     php data/check_logins.php
 *
 * Exit status: 0 all logins are alive, 1 not all.
 */

$site = require __DIR__.'/../bootstrap.php';

$alive = 0;
$emails = $site->pdo->query("SELECT email FROM users WHERE coopRefreshToken <> '' ORDER BY email")->fetchAll(PDO::FETCH_COLUMN);
foreach ($emails as $email) {
    $response = $site->client->request('GET', '/api/me', $site->store->findTokens($email)->tokens);
    $me = $response->json();
    if ($response->status === 200 && isset($me['id'])) {
        $alive++;
    } else {
        fprintf(STDERR, "%s: COOP answers with status %d: %s\n", $email, $response->status, $me['error_description'] ?? $response->body);
    }
}

printf("%d of %d logins are alive.\n", $alive, count($emails));
exit($alive === count($emails) ? 0 : 1);
