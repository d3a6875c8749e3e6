<?php

/** @generate-class-entries */

namespace Coop;

/**
 * Keeps the tokens of one user in that user's session. The session's own lock keeps two requests from refreshing at once.
 *
 * @strict-properties
 * @not-serializable
 */
final class SessionTokenStore implements TokenStore
{
    /**
     * The one user's id.
     *
     * @var string
     */
    public const USER = 'session';

    /**
     * Takes the functions of a Symfony, Laravel or PSR-7 session.
     *
     * @param \Closure $read fn(): ?array gives what was written last
     * @param \Closure $write fn(?array $tokens): void gets the tokens as an array; null removes them
     * @phpstan-param \Closure(): (array<mixed>|null) $read
     * @phpstan-param \Closure(array<string, mixed>|null): void $write
     */
    public function __construct(\Closure $read, \Closure $write) {}

    /**
     * Takes PHP's own session, which is looked up at each call.
     *
     * @param string $key the tokens are in $_SESSION[$key]
     * @throws \ValueError for an empty $key
     */
    public static function ofPhpSession(string $key = 'coop_tokens'): SessionTokenStore {}

    /**
     * @return list<StoredTokens>
     * @throws StoreException unless the session is active
     * @throws \ValueError for a $limit below 1
     */
    public function getExpiringTokens(?\DateTimeInterface $before = null, ?int $limit = null, ?StoredTokens $after = null): array {}

    /** @throws StoreException unless the session is active */
    public function findTokens(string|int $userId): ?StoredTokens {}

    /** @throws StoreException unless the session is active */
    public function saveNewTokens(string|int $userId, TokenSet $tokens, ?TokenSet $replaces = null): bool {}

    /** @throws StoreException unless the session is active */
    public function removeTokens(string|int $userId): void {}

    /** @throws StoreException unless the session is active */
    public function id(): string {}
}
