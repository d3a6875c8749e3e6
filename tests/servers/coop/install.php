<?php

declare(strict_types=1);

/** php install.php FILE SETTINGS: fills the SQLite database with tables, farmers, clients and settings (JSON). Run by serve.php. */

use CoopSite\Database;

require __DIR__.'/vendor/autoload.php';

try {
    Database::install($argv[1], json_decode($argv[2], true, flags: JSON_THROW_ON_ERROR));
} catch (Throwable $e) {
    fwrite(STDERR, $e->getMessage()."\n");
    exit(1);
}
