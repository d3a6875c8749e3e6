<?php

/** @generate-class-entries */

namespace Coop;

/**
 * The companion table for a TokenStore of one's own: who is being refreshed by which process, who was refreshed when, and
 * whose token was rejected. On one machine any SQLite file will do; several machines need a database that all of them
 * see, PostgreSQL (13 and up), MySQL (8.0.19 and up) or MariaDB (10.6 and up).
 *
 * @strict-properties
 * @not-serializable
 */
final class PdoLeases
{
    /**
     * @param \PDO|\Closure $connection a PDO, or fn(): \PDO, which is called again when the connection is lost
     * @param string $name tells the stores that share the table apart, and is the same in every process of one store; at most 180
     *     bytes
     * @throws \ValueError for an empty or too long name
     */
    public function __construct(\PDO|\Closure $connection, string $name, string $table = 'coop_refresh') {}
}
