<?php

/** @generate-class-entries */

namespace Coop;

/**
 * One user's tokens as a store holds them.
 *
 * @strict-properties
 * @not-serializable
 */
final class StoredTokens
{
    public readonly string $userId;
    public readonly TokenSet $tokens;
    /** True if the server has rejected the refresh token for good, so that the user has to log in again. */
    public readonly bool $reauthorizationRequired;
    /** Why the user has to log in again: a value of ReauthorizationRequiredException::$reason; otherwise null. */
    public readonly ?string $reason;
    /** The user's id at the API, which Account::perform() uses. */
    public readonly ?string $resourceOwnerId;

    public function __construct(string $userId, TokenSet $tokens, bool $reauthorizationRequired = false, ?string $reason = null, ?string $resourceOwnerId = null) {}
}

/** A site implements this over a storage of its own. PdoTokenStore and SessionTokenStore come with the extension. */
interface TokenStore
{
    /**
     * Lists the users whose access token expires until $before (null: today or earlier), the soonest first, and an unknown expiry
     * before all others. Users who have to log in again are left out. It only reads.
     *
     * @param int|null $limit at most so many; null: all
     * @param StoredTokens|null $after begin behind this one, the last of the page before
     * @return list<StoredTokens>
     * @throws StoreException if the storage fails
     */
    public function getExpiringTokens(?\DateTimeInterface $before = null, ?int $limit = null, ?StoredTokens $after = null): array;

    /**
     * Gives one user's tokens; null: the store knows no tokens of this user.
     *
     * @throws StoreException if the storage fails
     */
    public function findTokens(string|int $userId): ?StoredTokens;

    /**
     * Saves a user's tokens. If the set has no refresh token, the stored one stays.
     *
     * @param TokenSet|null $replaces null: this is a login, which always wins; otherwise save only if access and refresh token in
     *     the store are still these
     * @return bool false: the store holds other tokens than $replaces, and nothing was saved
     * @throws StoreException if the storage fails, or for a login of a user whom the store does not know
     */
    public function saveNewTokens(string|int $userId, TokenSet $tokens, ?TokenSet $replaces = null): bool;

    /**
     * Forgets the tokens of a user who logs out; the user stays.
     *
     * @throws StoreException if the storage fails
     */
    public function removeTokens(string|int $userId): void;

    /**
     * Gives the name of this storage in the journal. It is the same in every process that uses this storage, and different for
     * any other storage.
     *
     * @throws StoreException if the storage fails
     */
    public function id(): string;
}
