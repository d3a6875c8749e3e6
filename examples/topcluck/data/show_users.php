<?php

declare(strict_types=1);

/**
 * Shows the table, without the tokens: only the beginning of their SHA-256, to see whether they changed.
 *
 *     php data/show_users.php
 */

use Symfony\Component\Console\Helper\Table;
use Symfony\Component\Console\Output\ConsoleOutput;

$site = require __DIR__.'/../bootstrap.php';

$fingerprint = fn (?string $token): string => (string) $token === '' ? '' : substr(hash('sha256', $token), 0, 8);
$users = $site->pdo->query('SELECT u.*, e.count FROM users u LEFT JOIN egg_count e ON e.email = u.email AND e.day = '.$site->pdo->quote(gmdate('Y-m-d')).' ORDER BY u.email');

$table = new Table(new ConsoleOutput());
$table->setHeaders(['User', "COOP's id", 'Access token', 'Expires (UTC)', 'Refresh token', 'Eggs']);
foreach ($users as $user) {
    $table->addRow([$user['email'], $user['coopUserId'], $fingerprint($user['coopAccessToken']), $user['coopAccessExpiresAt'], $fingerprint($user['coopRefreshToken']), $user['count']]);
}
$table->render();
