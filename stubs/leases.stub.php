<?php

/** @generate-class-entries */

namespace Coop;

/**
 * The companion table for a TokenStore of one's own: remembers who was refreshed when and whose token was rejected.
 * On one host any SQLite file will do.
 *
 * @strict-properties
 * @not-serializable
 */
final class PdoLeases
{
    /**
     * @param \PDO|\Closure $connection a PDO, or fn(): \PDO
     * @param string $name tells the stores that share the table apart; at most 180 bytes
     * @throws \ValueError for an empty or too long name
     */
    public function __construct(\PDO|\Closure $connection, string $name, string $table = 'coop_refresh') {}
}
