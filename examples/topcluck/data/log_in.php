<?php

declare(strict_types=1);

/**
 * Logs farmers in with COOP through the authorization code grant, with a browser that is played (src/Browser.php).
 *
 *     php data/log_in.php [EMAIL...]    without addresses: everybody who does not use Facebook
 *
 * The farmers' password at COOP is in COOP_PASSWORD; the demo's is the default.
 */

use TopCluck\Browser;
use TopCluck\Site;

$site = require __DIR__.'/../bootstrap.php';

$password = getenv('COOP_PASSWORD') ?: 'chickens';
$emails = array_slice($argv, 1) ?: $site->pdo->query("SELECT email FROM users WHERE facebookUserId = '' ORDER BY email")->fetchAll(PDO::FETCH_COLUMN);

foreach ($emails as $email) {
    $session = []; // on the web: session_start(), then $_SESSION

    // What /coop/oauth/start does: it sends the farmer to COOP.
    $url = $site->client->authorizationUrl($session, Site::SCOPE);

    $callbackUrl = (new Browser())->authorize($url, $email, $password);

    // What /coop/oauth/handle does, when COOP sends the farmer back.
    $tokens = $site->client->handleCallback($session, $callbackUrl);
    $site->manager->saveLogin($email, $tokens);
    $me = $site->manager->account($email)->me();
    $site->pdo->prepare('UPDATE users SET coopUserId = ? WHERE email = ?')->execute([$me['id'], $email]);

    printf("%s is COOP's user %s, %s; token expires %s\n", $email, $me['id'], $me['firstName'], $tokens->expiresAt?->format('Y-m-d H:i:s'));
}
