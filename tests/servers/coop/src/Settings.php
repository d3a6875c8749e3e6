<?php

declare(strict_types=1);

namespace CoopSite;

/**
 * How this server behaves. The values stand in the table `settings` and are read at each request, so that a test can
 * change them while the server runs.
 */
final class Settings
{
    public const DEFAULTS = [
        'access_lifetime' => 86400,
        'refresh_lifetime' => 1209600,
        'rotation' => 1,         // a refresh answers with a new refresh token
        'delete_used' => 1,      // the refresh token that was used is deleted
        'clock_offset' => 0,     // seconds added to real time
        'refresh_pause_ms' => 0, // between reading a refresh token and replacing it: makes races certain
    ];

    public readonly int $accessLifetime;
    public readonly int $refreshLifetime;
    public readonly bool $rotation;
    public readonly bool $deleteUsed;
    public readonly int $clockOffset;
    public readonly int $refreshPauseMs;

    public function __construct(\PDO $database)
    {
        $stored = $database->query('SELECT name, value FROM settings')->fetchAll(\PDO::FETCH_KEY_PAIR);
        $values = array_map(intval(...), $stored) + self::DEFAULTS;
        $this->accessLifetime = $values['access_lifetime'];
        $this->refreshLifetime = $values['refresh_lifetime'];
        $this->rotation = (bool) $values['rotation'];
        $this->deleteUsed = (bool) $values['delete_used'];
        $this->clockOffset = $values['clock_offset'];
        $this->refreshPauseMs = $values['refresh_pause_ms'];
    }
}
