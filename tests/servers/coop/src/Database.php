<?php

declare(strict_types=1);

namespace CoopSite;

/** Opens the SQLite file, and fills a fresh one with the fixture. */
final class Database
{
    private const SCHEMA = <<<'SQL'
        CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS farmers (
            id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, password TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS clients (
            client_id TEXT PRIMARY KEY, client_secret TEXT NOT NULL, redirect_uri TEXT, scope TEXT, farmer_id INTEGER);
        CREATE TABLE IF NOT EXISTS authorization_codes (
            code TEXT PRIMARY KEY, client_id TEXT NOT NULL, farmer_id INTEGER, redirect_uri TEXT NOT NULL, expires_at INTEGER NOT NULL, scope TEXT);
        CREATE TABLE IF NOT EXISTS access_tokens (
            token TEXT PRIMARY KEY, client_id TEXT NOT NULL, farmer_id INTEGER, expires_at INTEGER NOT NULL, scope TEXT);
        CREATE TABLE IF NOT EXISTS refresh_tokens (
            token TEXT PRIMARY KEY, client_id TEXT NOT NULL, farmer_id INTEGER, expires_at INTEGER NOT NULL, scope TEXT);
        CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, farmer_id INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS egg_counts (
            farmer_id INTEGER NOT NULL, day TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (farmer_id, day));
        CREATE TABLE IF NOT EXISTS api_calls (
            farmer_id INTEGER NOT NULL, action TEXT NOT NULL, called_at INTEGER NOT NULL, PRIMARY KEY (farmer_id, action));
        CREATE TABLE IF NOT EXISTS token_requests (
            id INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, grant_type TEXT, client_id TEXT, refresh_token TEXT, status INTEGER NOT NULL, error TEXT);
        SQL;

    /** The farmers' passwords are all the same. */
    public const PASSWORD = 'chickens';

    private const FARMERS = [
        ['brent@farm.example', 'Brent', 'Shaffer'],
        ['edgar@farm.example', 'Edgar', 'Cat'],
        ['scott@farm.example', 'Farmer', 'Scott'],
        ['ada@farm.example', 'Ada', 'Henhouse'],
        ['miguel@farm.example', 'Miguel', 'Núñez'],
        ['yuki@farm.example', '由紀', '鶏小屋'],
    ];

    /** client_id, client_secret, redirect_uri, scope, farmer_id of the owner */
    private const CLIENTS = [
        ['TopCluck', '2e2dfd645da38940b1ff694733cc6be6', null, 'eggs-collect eggs-count profile', null],
        ["Brent's Lazy CRON Job", '5b1d0f6f1c9a4e55b9f1c6b1a7d3e842', null, null, 1],
    ];

    public static function open(string $file): \PDO
    {
        $database = new \PDO('sqlite:'.$file, null, null, [
            \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
            \PDO::ATTR_DEFAULT_FETCH_MODE => \PDO::FETCH_ASSOC,
            \PDO::ATTR_TIMEOUT => 30, // seconds a worker waits while another one writes
        ]);
        // Nothing here has to survive a power cut, and tests are in a hurry.
        $database->exec('PRAGMA synchronous = OFF');

        return $database;
    }

    /** @param array<string, int> $settings as in Settings::DEFAULTS */
    public static function install(string $file, array $settings): void
    {
        $database = self::open($file);
        $database->exec('PRAGMA journal_mode = WAL'); // readers and a writer at the same time; remembered in the file
        $database->beginTransaction();
        $database->exec(self::SCHEMA);

        $insert = $database->prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
        foreach ($settings + Settings::DEFAULTS as $name => $value) {
            $insert->execute([$name, $value]);
        }

        $password = password_hash(self::PASSWORD, PASSWORD_BCRYPT, ['cost' => 4]);
        $insert = $database->prepare('INSERT OR IGNORE INTO farmers (email, password, first_name, last_name) VALUES (?, ?, ?, ?)');
        foreach (self::FARMERS as [$email, $firstName, $lastName]) {
            $insert->execute([$email, $password, $firstName, $lastName]);
        }
        $insert = $database->prepare('INSERT OR IGNORE INTO clients VALUES (?, ?, ?, ?, ?)');
        foreach (self::CLIENTS as $client) {
            $insert->execute($client);
        }
        $database->commit();
    }
}
