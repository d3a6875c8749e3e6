<?php

/** @generate-class-entries */

namespace Coop;

/**
 * Keeps stored tokens alive: a client, a store and a journal.
 *
 * @strict-properties
 * @not-serializable
 */
final class TokenManager
{
    /**
     * @param string|null $journalDirectory a folder of the account that runs the script, made if missing (0700); every
     *     answer is there before it is saved. refreshExpiring() refuses to run without
     * @param int|null $refreshLeeway seconds before expiry at which account() refreshes; null: the smaller of 300
     *     and a tenth of the lifetime
     * @param PdoLeases|null $leases required for a store that is neither PdoTokenStore nor SessionTokenStore
     * @param \Closure|null $onEvent fn(string $event, array $details): void, after the save: 'odd_answer' (details:
     *     userId, odd: list of 'token_type_missing', 'expires_in', 'error_beside_tokens'), 'refresh_token_salvaged'
     *     and 'scope_changed' (userId)
     * @throws \ValueError
     */
    public function __construct(Client $client, TokenStore $store, #[\SensitiveParameter] ?string $journalDirectory = null, ?int $refreshLeeway = null, ?PdoLeases $leases = null, ?\Closure $onEvent = null) {}

    /**
     * Refreshes everybody whose access token expires until $before, and saves each answer before anything else.
     *
     * @param \DateTimeInterface|null $before exactly those that expire until then, each once; null: today or earlier,
     *     but nobody who was refreshed less than half a lifetime ago
     * @param int $concurrency requests in flight, 1 to 512
     * @param int|null $timeLimit seconds; then what is in flight is finished and saved
     * @param callable|null $onResult fn(RefreshResult $result): void, after the user was saved. An exception out of it
     *     ends the run once what was received is saved
     * @throws StoreException before anything is sent, when the journal or the store cannot be written
     * @throws \Error when called from a callback of a run of the same manager
     */
    public function refreshExpiring(?\DateTimeInterface $before = null, int $concurrency = 32, ?int $timeLimit = null, ?callable $onResult = null): RefreshReport {}

    /**
     * Refreshes one user now and saves.
     *
     * @param TokenSet|null $rejected refresh only if the store still holds these tokens; else its newer ones are returned
     * @throws ReauthorizationRequiredException
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws StoreException
     */
    public function refresh(string|int $userId, #[\SensitiveParameter] ?TokenSet $rejected = null): TokenSet {}

    /** One user's access; reads nothing yet. */
    public function account(string|int $userId): Account {}

    /**
     * Performs an action for everyone in the store who need not log in again, refreshing where it is due.
     *
     * @param callable $onResult fn(string $userId, ActionResult|CoopException $result): void
     * @param int $concurrency 1 to 512
     * @param int|null $timeLimit seconds
     * @return int how many succeeded
     */
    public function performForAll(Action $action, callable $onResult, int $concurrency = 32, ?int $timeLimit = null): int {}
}
