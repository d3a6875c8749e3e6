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
     * Refreshes everybody whose access token expires until $before, and saves each answer before anything else. Any number
     * of runs may go on at a time, in as many processes and on as many machines: they share the users. What a run that
     * was killed has left in the journal folder is saved first.
     *
     * @param \DateTimeInterface|null $before exactly those that expire until then, each once, by this run and those that
     *     go on beside it; null: today or earlier, but nobody who was refreshed less than half a lifetime ago
     * @param int $concurrency requests in flight, 1 to 512; a run opens with 1, 2, 4 ... until the first success
     * @param int|null $timeLimit seconds; then nothing more is sent, and what is in flight is finished and saved. INT, TERM
     *     and HUP do the same on the command line, and are raised again at the end of the run
     * @param callable|null $onResult fn(RefreshResult $result): void, after the user was saved and while other requests are
     *     in flight. An exception out of it ends the run once what was received is saved
     * @throws StoreException when the journal or the store cannot be written: before anything is sent, or after what was
     *     received could not be saved for as long as its leases last; then it is in the journal
     * @throws \Error when called from a callback of a run of the same manager
     */
    public function refreshExpiring(?\DateTimeInterface $before = null, int $concurrency = 32, ?int $timeLimit = null, ?callable $onResult = null): RefreshReport {}

    /**
     * Refreshes one user now and saves. Where another process is refreshing this user, waits up to five seconds and
     * returns what that one has saved.
     *
     * @param TokenSet|null $rejected refresh only if the store still holds these tokens; else its newer ones are returned
     * @throws LeaseException when the other process was not done in time
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
     * Performs an action for everyone in the store. Who is due is refreshed first, by a run as of refreshExpiring() (without
     * a journal folder: one by one); then the calls are made, many at once. Whose access token the API refuses is refreshed
     * once and called once more; nothing else is tried again. Memory does not grow with the number of users.
     *
     * @param callable $onResult fn(string $userId, ActionResult|CoopException $result): void, in the order of the answers,
     *     once for each user. An exception out of it ends the calls after those that are in flight, which are not told any
     *     more
     * @param int $concurrency requests in flight, 1 to 512
     * @param int|null $timeLimit seconds, for refreshes and calls together; then what is in flight is finished and told, as
     *     after INT, TERM or HUP on the command line. The next call begins with the first user again
     * @return int how many succeeded
     * @throws StoreException when the journal or the store cannot be used
     * @throws \Error when the provider is not a COOP, or when called from a callback of a run of the same manager
     */
    public function performForAll(Action $action, callable $onResult, int $concurrency = 32, ?int $timeLimit = null): int {}
}
