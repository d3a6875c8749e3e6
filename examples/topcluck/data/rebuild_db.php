<?php

declare(strict_types=1);

/**
 * Makes the tables anew, with farmers who have not connected to COOP yet. Everything that was there is gone.
 *
 *     php data/rebuild_db.php
 */

$site = require __DIR__.'/../bootstrap.php';

$site->pdo->exec('DROP TABLE IF EXISTS users');
$site->pdo->exec('DROP TABLE IF EXISTS egg_count');
// The extension's own notes about the users: who was refreshed when.
$site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');

$site->pdo->exec("CREATE TABLE users (
    email               VARCHAR(180) NOT NULL PRIMARY KEY,
    firstName           VARCHAR(255),
    lastName            VARCHAR(255),
    password            VARCHAR(255),
    coopUserId          VARCHAR(255) DEFAULT '',
    coopAccessToken     VARCHAR(255) DEFAULT '',
    coopAccessExpiresAt DateTime,
    coopRefreshToken    VARCHAR(255) DEFAULT '',
    facebookUserId      VARCHAR(255) DEFAULT ''
)");
$site->pdo->exec('CREATE TABLE egg_count (
    email VARCHAR(180) NOT NULL,
    day   DATE NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (email, day)
)');

$farmers = [
    ['brent@farm.example', 'Brent', 'Shaffer', ''],
    ['edgar@farm.example', 'Edgar', 'Cat', ''],
    ['scott@farm.example', 'Farmer', 'Scott', ''],
    ['ada@farm.example', 'Ada', 'Henhouse', ''],
    ['miguel@farm.example', 'Miguel', 'Núñez', ''],
    ['yuki@farm.example', '由紀', '鶏小屋', ''],
    ['leanna@farm.example', 'Leanna', 'Pelham', '100004711'], // uses Facebook, knows no COOP
];
$password = password_hash('chickens', PASSWORD_DEFAULT);
$insert = $site->pdo->prepare('INSERT INTO users (email, firstName, lastName, facebookUserId, password) VALUES (?, ?, ?, ?, ?)');
foreach ($farmers as $farmer) {
    $insert->execute([...$farmer, $password]);
}

printf("The database has %d farmers.\n", count($farmers));
