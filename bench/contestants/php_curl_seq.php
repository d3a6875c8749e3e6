<?php
// The loop a PHP person writes by hand: one curl handle, reused, one request at a time.
declare(strict_types=1);
require __DIR__ . '/users.inc';

$users = new Users();
$curl = curl_init(setting('URL'));
curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_CAINFO => setting('CA')]);
foreach ($users->due() as [$email, $refreshToken]) {
    curl_setopt($curl, CURLOPT_POSTFIELDS, http_build_query(form($refreshToken)));
    $body = curl_exec($curl);
    if ($body === false || curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
        throw new RuntimeException(curl_error($curl));
    }
    $users->save($email, json_decode($body, true));
}
$users->finish();
