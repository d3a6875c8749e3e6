<?php

/** @generate-class-entries */

namespace Coop;

/**
 * Tokens in columns of the site's own users table, beside the companion table coop_refresh, through which any number of
 * processes and machines share the work. Works on SQLite 3.35, PostgreSQL 13, MySQL 8.0.19, MariaDB 10.6 and up.
 * Table names are looked up where a connection looks first: PostgreSQL's search path, MySQL's and MariaDB's current database; a name
 * with a dot in it is one name, not a schema and a table. Tokens need room: on the servers a column for less than 255
 * characters is refused before anything is sent.
 * Never changes a column of the users table but the three token columns. Expiry columns are read as Y-m-d,
 * Y-m-d H:i:s, ISO 8601 with a zone or Unix seconds, and written in the form that the column's type asks for.
 *
 * @strict-properties
 * @not-serializable
 */
final class PdoTokenStore implements TokenStore
{
    /**
     * @param \PDO|\Closure $connection a PDO, or a function fn(): \PDO that opens a connection of the store's own;
     *     the function is called again when the connection is lost
     * @param string $userIdColumn unique and not null
     * @param string|null $resourceOwnerIdColumn the user's id at the API; only read
     * @param string|null $providerColumn with $provider: rows of other providers do not exist for this store
     * @param string $timeZone of timestamps in the table that name no zone; TIMESTAMP of MySQL and MariaDB counts as it is shown, so
     *     that whoever uses the table has to have the same time_zone there
     * @param string $refreshTable the companion table; made at first use where the account may
     * @throws \ValueError for an empty name, an unknown time zone, $provider without $providerColumn or the reverse
     */
    public function __construct(\PDO|\Closure $connection, string $table = 'users', string $userIdColumn = 'email', string $accessTokenColumn = 'coopAccessToken', string $expiresAtColumn = 'coopAccessExpiresAt', string $refreshTokenColumn = 'coopRefreshToken', ?string $resourceOwnerIdColumn = 'coopUserId', ?string $providerColumn = null, ?string $provider = null, string $timeZone = 'UTC', string $refreshTable = 'coop_refresh') {}

    /**
     * Makes the companion table and an index on (expiry, user id), unless they are there.
     *
     * @throws StoreException with the SQL to run, where the account may not
     */
    public function installSchema(): void {}

    /**
     * What installSchema() runs, for migrations.
     *
     * @return list<string>
     */
    public function schemaSql(): array {}

    /**
     * Users who must log in again, for the e-mail that asks them to; by user id.
     *
     * @return list<StoredTokens>
     * @throws StoreException
     */
    public function getTokensToReauthorize(?int $limit = null): array {}

    /**
     * Rows with a refresh token, by expiry and user id.
     *
     * @throws StoreException naming a table or column that is missing
     */
    public function getExpiringTokens(?\DateTimeInterface $before = null, ?int $limit = null, ?StoredTokens $after = null): array {}

    /** @throws StoreException */
    public function findTokens(string|int $userId): ?StoredTokens {}

    /**
     * In one transaction of its own. An unknown expiry is saved as now plus the default lifetime.
     *
     * @throws StoreException also when the caller's transaction is open: a rollback would lose the login
     */
    public function saveNewTokens(string|int $userId, TokenSet $tokens, ?TokenSet $replaces = null): bool {}

    /** @throws StoreException */
    public function removeTokens(string|int $userId): void {}

    /** 'pdo:' and the store's random id, which lives in the companion table. */
    public function id(): string {}
}
