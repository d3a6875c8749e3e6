<?php
// The loop a PHP person writes by hand: one curl handle, reused, one UPDATE an answer.
declare(strict_types=1);
require __DIR__ . '/users.php';

contest(function (): int {
    $pdo = database();
    $due = $pdo->prepare('SELECT email, coopRefreshToken FROM users WHERE coopAccessExpiresAt <= :day');
    $due->execute(['day' => date('Y-m-d')]);
    $save = $pdo->prepare('UPDATE users SET coopAccessToken=?, coopAccessExpiresAt=?, coopRefreshToken=? WHERE email=?');
    $curl = curl_init(setting('URL'));
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_CAINFO => setting('CA')]);
    $refreshed = 0;
    foreach ($due->fetchAll(PDO::FETCH_NUM) as [$email, $refreshToken]) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, http_build_query(['client_id' => 'bench', 'client_secret' => 'secret',
            'grant_type' => 'refresh_token', 'refresh_token' => $refreshToken]));
        $body = curl_exec($curl);
        if ($body === false || curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
            throw new RuntimeException(curl_error($curl));
        }
        $tokens = json_decode($body, true);
        $save->execute([$tokens['access_token'], date('Y-m-d H:i:s', time() + $tokens['expires_in']), $tokens['refresh_token'], $email]);
        $refreshed++;
    }
    return $refreshed;
});
