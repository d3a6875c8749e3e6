<?php

/** @generate-class-entries */

namespace Coop;

/**
 * The tokens of one user as a store holds them.
 *
 * @strict-properties
 * @not-serializable
 */
final class StoredTokens
{
    public readonly string $userId;
    public readonly TokenSet $tokens;
    /** The server has rejected the refresh token for good: the user has to log in again. */
    public readonly bool $reauthorizationRequired;
    /** Why; the values of ReauthorizationRequiredException::$reason. */
    public readonly ?string $reason;
    /** The user's id at the API, for TokenManager's Account::perform(). */
    public readonly ?string $resourceOwnerId;

    public function __construct(string $userId, TokenSet $tokens, bool $reauthorizationRequired = false, ?string $reason = null, ?string $resourceOwnerId = null) {}
}

/** What a site implements over a storage of its own. PdoTokenStore and SessionTokenStore come with the extension. */
interface TokenStore
{
    /**
     * Whose access token expires until $before (null: today or earlier), soonest first and an unknown expiry before
     * all, without those who must log in again. Only reads.
     *
     * @param int|null $limit at most so many; null: all
     * @param StoredTokens|null $after go on behind this one, the last of the page before
     * @return list<StoredTokens>
     */
    public function getExpiringTokens(?\DateTimeInterface $before = null, ?int $limit = null, ?StoredTokens $after = null): array;

    /** Null: the store knows no tokens of this user. */
    public function findTokens(string|int $userId): ?StoredTokens;

    /**
     * Saves a user's tokens. A set without a refresh token leaves the stored one.
     *
     * @param TokenSet|null $replaces null: a login, which always wins; else save only if access and refresh token
     *     in the store are still these
     * @return bool false: the store holds other tokens than $replaces; nothing was saved
     * @throws StoreException when the storage fails, or for a login of an unknown user
     */
    public function saveNewTokens(string|int $userId, TokenSet $tokens, ?TokenSet $replaces = null): bool;

    /** Forgets the tokens of a user who logs out; the user stays. */
    public function removeTokens(string|int $userId): void;

    /** Names this storage in the journal: the same in every process that uses it, different for any other. */
    public function id(): string;
}
