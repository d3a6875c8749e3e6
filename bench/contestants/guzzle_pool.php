<?php
// Guzzle's Pool, as its manual shows it; each answer is saved as it arrives.
declare(strict_types=1);
require 'GuzzleHttp/autoload.php';
require __DIR__ . '/users.inc';

$users = new Users();
$due = $users->due();
$http = new GuzzleHttp\Client(['verify' => setting('CA')]);
$requests = function () use ($due, $http): iterable {
    foreach ($due as [, $refreshToken]) {
        yield fn () => $http->postAsync(setting('URL'), ['form_params' => form($refreshToken)]);
    }
};
$pool = new GuzzleHttp\Pool($http, $requests(), [
    'concurrency' => (int) setting('C'),
    'fulfilled' => function ($answer, int $number) use ($due, $users): void {
        $users->save($due[$number][0], json_decode((string) $answer->getBody(), true));
    },
    'rejected' => fn (Throwable $error) => throw $error,
]);
$pool->promise()->wait();
$users->finish();
