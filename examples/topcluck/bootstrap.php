<?php

declare(strict_types=1);

/**
 * Every script begins with it: $site = require __DIR__.'/../bootstrap.php';
 */

use TopCluck\Site;

if (!extension_loaded('coop')) {
    fwrite(STDERR, "The extension coop is not loaded. Add extension=coop to php.ini, or run: php -d extension=/path/to/coop.so ...\n");
    exit(1);
}
if (!is_file(__DIR__.'/vendor/autoload.php')) {
    fwrite(STDERR, 'Libraries are missing. Run: composer install --working-dir='.escapeshellarg(__DIR__)."\n");
    exit(1);
}
require __DIR__.'/vendor/autoload.php';

// What nobody catches ends the script with status 1, so that cron's mail says in one line what to do.
set_exception_handler(function (Throwable $e): never {
    // A CoopException or a RuntimeException (PDO's are) tells about the world, anything else about a mistake in the code.
    fwrite(STDERR, $e instanceof Coop\CoopException || $e instanceof RuntimeException ? $e::class.': '.$e->getMessage()."\n" : "$e\n");
    if ($e instanceof Coop\StoreException && $e->sql !== null) {
        fwrite(STDERR, "Run this SQL: $e->sql\n");
    }
    if (in_array('--json', $_SERVER['argv'], true)) { // whoever reads JSON gets an object in any case
        echo json_encode(['ok' => false, 'error' => $e->getMessage()], JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
    }
    exit(1);
});

return Site::fromEnvironment();
