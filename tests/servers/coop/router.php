<?php

declare(strict_types=1);

/** Front controller: `php -S` runs this file for every request. */

use CoopSite\Clock;
use CoopSite\Coop;
use CoopSite\Database;
use CoopSite\Engine;
use CoopSite\Settings;
use CoopSite\Storage;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;

// The library is older than this PHP: what it does in old ways is not for the answers.
error_reporting(E_ALL & ~E_DEPRECATED & ~E_USER_DEPRECATED);
ini_set('display_errors', '0');

require __DIR__.'/vendor/autoload.php';

$request = Request::createFromGlobals();
try {
    $database = Database::open((string) getenv('COOP_DATABASE'));
    $settings = new Settings($database);
    Clock::setOffset($settings->clockOffset);
    $response = (new Coop($database, new Engine(new Storage($database), $settings)))->handle($request);
} catch (Throwable $e) {
    error_log((string) $e);
    $response = new JsonResponse(['error' => 'server_error', 'error_description' => $e->getMessage()], 500);
}
$response->prepare($request)->send();
