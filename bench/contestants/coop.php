<?php
declare(strict_types=1);
require __DIR__ . '/users.php';

contest(function (): int {
    $provider = new Coop\Provider('bench', setting('URL'), clientAuthMethod: Coop\ClientAuthMethod::ClientSecretPost);
    $client = new Coop\Client($provider, 'bench', 'secret', caFile: setting('CA'));
    $manager = new Coop\TokenManager($client, new Coop\PdoTokenStore(database()), journalDirectory: setting('JOURNAL'));
    $report = $manager->refreshExpiring(before: new DateTimeImmutable('-1 year'));
    return $report->counts['saved'];
});
