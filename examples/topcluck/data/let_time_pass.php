<?php

declare(strict_types=1);

/**
 * Makes the table look as if everybody had logged in 36 hours earlier: the access tokens have expired. For trying out.
 *
 *     php data/let_time_pass.php
 */

$site = require __DIR__.'/../bootstrap.php';

$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = datetime(coopAccessExpiresAt, '-36 hours') WHERE coopAccessExpiresAt <> ''");

echo "It is 36 hours later.\n";
