<?php

/** @generate-class-entries */

namespace Coop;

/**
 * Tokens in columns of the site's own users table, beside the companion table coop_refresh, through which any number of
 * processes and machines share the work. Works on SQLite 3.35, PostgreSQL 13, MySQL 8.0.19, MariaDB 10.6 and up.
 * A table name is looked up where the connection looks first: in PostgreSQL's search path, in MySQL's and MariaDB's current database. A
 * name with a dot in it is one name, not a schema and a table. Tokens need room: on the servers a column for fewer than 255
 * characters is refused before anything is sent.
 * The store changes no column of the users table but the three token columns, and adds no row; TokenManager::saveLogin() may make
 * one, and write the resource owner id. An expiry is read as Y-m-d,
 * Y-m-d H:i:s, ISO 8601 with a zone or Unix seconds. It is written as Unix seconds into a column of numbers, and as
 * Y-m-d H:i:s into any other column, also into a column of texts that had Unix seconds.
 *
 * @strict-properties
 * @not-serializable
 */
final class PdoTokenStore implements TokenStore
{
    /**
     * @param \PDO|\Closure $connection a PDO, or a function fn(): \PDO that opens a connection of the store's own; it is called
     *     again if the connection is lost
     * @phpstan-param \PDO|(\Closure(): \PDO) $connection
     * @param string $userIdColumn a column that is unique and not null
     * @param string|null $resourceOwnerIdColumn the user's id at the API; written by TokenManager::saveLogin() only
     * @param string|null $providerColumn together with $provider: rows of other providers do not exist for this store
     * @param string $timeZone the zone of timestamps in the table that name none; TIMESTAMP of MySQL and MariaDB counts as it is shown, so
     *     everybody who uses the table has to have the same time_zone there
     * @param string $refreshTable the companion table; made at first use, if the database account may
     * @throws \ValueError for an empty name, an unknown time zone, $provider without $providerColumn or the reverse
     */
    public function __construct(\PDO|\Closure $connection, string $table = 'users', string $userIdColumn = 'email', string $accessTokenColumn = 'coopAccessToken', string $expiresAtColumn = 'coopAccessExpiresAt', string $refreshTokenColumn = 'coopRefreshToken', ?string $resourceOwnerIdColumn = 'coopUserId', ?string $providerColumn = null, ?string $provider = null, string $timeZone = 'UTC', string $refreshTable = 'coop_refresh') {}

    /**
     * Makes the companion table and an index on (expiry, user id), unless they are there.
     *
     * @throws StoreException with the SQL to run, if the database account may not
     */
    public function installSchema(): void {}

    /**
     * Gives the statements that installSchema() runs, for migrations.
     *
     * @return list<string>
     * @throws StoreException if the connection cannot be opened
     */
    public function schemaSql(): array {}

    /**
     * Lists the users who have to log in again, for the e-mail that asks them to: those whose refresh token the server does not accept
     * any more, by user id, and then those without one whose access token has expired (reason 'no_refresh_token'). A user is listed
     * each time until the next login: remember who has had the e-mail.
     *
     * @return list<StoredTokens>
     * @throws StoreException
     * @throws \ValueError for a $limit below 1
     */
    public function getTokensToReauthorize(?int $limit = null): array {}

    /**
     * Lists rows with a refresh token, by expiry and user id.
     *
     * @return list<StoredTokens>
     * @throws StoreException which names a table or column that is missing
     * @throws \ValueError for a $limit below 1
     */
    public function getExpiringTokens(?\DateTimeInterface $before = null, ?int $limit = null, ?StoredTokens $after = null): array {}

    /** @throws StoreException */
    public function findTokens(string|int $userId): ?StoredTokens {}

    /**
     * Saves in one transaction of its own. An unknown expiry is saved as now plus the default lifetime.
     *
     * @throws StoreException also if the caller's transaction is open, since its rollback would lose the login
     */
    public function saveNewTokens(string|int $userId, TokenSet $tokens, ?TokenSet $replaces = null): bool {}

    /** @throws StoreException */
    public function removeTokens(string|int $userId): void {}

    /**
     * Gives 'pdo:' and the store's random id, which is kept in the companion table.
     *
     * @throws StoreException
     */
    public function id(): string {}
}
