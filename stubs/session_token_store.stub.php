<?php

/** @generate-class-entries */

namespace Coop;

/**
 * The tokens of the one user of a session. The session's own lock keeps two requests from refreshing at once.
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
     * For Symfony, Laravel and PSR-7 sessions.
     *
     * @param \Closure $read fn(): ?array gives what was written last
     * @param \Closure $write fn(?array $tokens): void; null removes
     */
    public function __construct(\Closure $read, \Closure $write) {}

    /**
     * PHP's own session, looked up at each call.
     *
     * @param string $key the tokens live in $_SESSION[$key]
     */
    public static function ofPhpSession(string $key = 'coop_tokens'): SessionTokenStore {}

    /** @throws StoreException unless the session is active */
    public function getExpiringTokens(?\DateTimeInterface $before = null, ?int $limit = null, ?StoredTokens $after = null): array {}

    /** @throws StoreException unless the session is active */
    public function findTokens(string|int $userId): ?StoredTokens {}

    /** @throws StoreException unless the session is active */
    public function saveNewTokens(string|int $userId, TokenSet $tokens, ?TokenSet $replaces = null): bool {}

    /** @throws StoreException unless the session is active */
    public function removeTokens(string|int $userId): void {}

    public function id(): string {}
}
