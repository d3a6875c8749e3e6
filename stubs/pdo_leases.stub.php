<?php

/** @generate-class-entries */

namespace Coop;

/**
 * The companion table for a TokenStore that a site implements itself. It says which process is refreshing a user, when each
 * user was refreshed, and whose token was rejected. On one machine any SQLite file will do; several machines need a database
 * that all of them see, PostgreSQL (13 and up), MySQL (8.0.19 and up) or MariaDB (10.6 and up).
 *
 * @strict-properties
 * @not-serializable
 */
final class PdoLeases
{
    /**
     * @param \PDO|\Closure $connection a PDO, or a function fn(): \PDO that opens a connection; it is called again if the connection
     *     is lost
     * @phpstan-param \PDO|(\Closure(): \PDO) $connection
     * @param string $name tells the stores that share the table apart, and is the same in every process of one store; at most 180
     *     bytes
     * @throws \ValueError for an empty or too long name
     */
    public function __construct(\PDO|\Closure $connection, string $name, string $table = 'coop_refresh') {}
}
