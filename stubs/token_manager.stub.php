<?php

/** @generate-class-entries */

namespace Coop;

/**
 * Keeps stored tokens alive, by a client, a store and a journal.
 *
 * @strict-properties
 * @not-serializable
 */
final class TokenManager
{
    /**
     * @param string|null $journalDirectory a folder of the system account that runs the script, by an absolute path outside of the
     *     document root. It is made (0700) if it is missing. Every answer is there before it is saved; refreshExpiring() needs it
     * @param int|null $refreshLeeway seconds before expiry at which account() refreshes; null: the smaller of 300
     *     and a tenth of the lifetime
     * @param PdoLeases|null $leases required for a store that is neither PdoTokenStore nor SessionTokenStore
     * @param \Closure|null $onEvent fn(string $event, array $details): void, for a log; called after the save. If it throws, a run ends
     *     after what was received is saved, and the exception arrives at the caller. No detail is a secret. `provider` is the provider's
     *     name; `error`, `errorDescription` and `status` are the server's words, each null if it did not say so; other events are told
     *     with `provider` and `userId` only:
     *     'login': array{provider: string, userId: string, expiresAt: \DateTimeImmutable|null}, by saveLogin();
     *     'refreshed': the same, by a run or a page;
     *     'healed': array{provider: string, userId: string}, new tokens were saved from the journal;
     *     'rejected', 'deferred': array{provider: string, userId: string, error: string|null, errorDescription: string|null,
     *     status: int|null}, as the outcomes of these names;
     *     'reauthorization_required': the same and reason: string|null, a value of ReauthorizationRequiredException::$reason;
     *     'rate_limited': the same as 'deferred', and retryAfter: int|null, in seconds;
     *     'rejections_believed': array{provider: string, count: int}, so many rejections are believed now, since all runs of some days
     *     met nothing else;
     *     'run_started': array{provider: string};
     *     'run_ended': array{provider: string, counts: array<string, int>, total: int, healed: int, seconds: float, complete: bool,
     *     stoppedBecause: string|null}, as RefreshReport, and 'store' if the store failed;
     *     'no_refresh_token': array{provider: string, userId: string, hint: string}, after a login or a refresh there is no refresh
     *     token although there should be one; the hint says what makes this server give it;
     *     'odd_answer': array{provider: string, userId: string, odd: list<string>}, of 'token_type_missing', 'token_type', 'expires_in',
     *     'error_beside_tokens'; 'refresh_token_salvaged'; 'scope_changed'
     * @phpstan-param (\Closure(string, array<string, mixed>): void)|null $onEvent
     * @throws \ValueError
     */
    public function __construct(Client $client, TokenStore $store, #[\SensitiveParameter] ?string $journalDirectory = null, ?int $refreshLeeway = null, ?PdoLeases $leases = null, ?\Closure $onEvent = null) {}

    /**
     * Refreshes every user whose access token expires until $before, and saves each answer before anything else is done with it.
     * Any number of runs may go on at a time, in as many processes and on as many machines: they share the users. If a run was
     * killed, what it has left in the journal folder is saved first.
     *
     * @param \DateTimeInterface|null $before refreshes exactly the users whose token expires until then, each once, by this run or
     *     by one that goes on beside it; null: today or earlier, but no user who was refreshed less than half a lifetime ago
     * @param int $concurrency requests in flight, 1 to 512; a run opens with 1, 2, 4 ... until the first success
     * @param int|null $timeLimit seconds, after which nothing more is sent, and what is in flight is finished and saved. INT, TERM
     *     and HUP do the same on the command line, and are raised again at the end of the run
     * @param callable|null $onResult fn(RefreshResult $result): void, called for each user after the save, while other requests are
     *     in flight. If it throws, the run ends after what was received is saved, and the exception arrives at the caller
     * @phpstan-param (callable(RefreshResult): void)|null $onResult
     * @param-immediately-invoked-callable $onResult
     * @throws StoreException if the journal or the store cannot be written: before anything is sent, or after answers could not be
     *     saved for as long as their leases last; then they are in the journal
     * @throws \ValueError for a $concurrency or $timeLimit out of range
     * @throws \Error if a callback of a run of the same manager calls this
     */
    public function refreshExpiring(?\DateTimeInterface $before = null, int $concurrency = 32, ?int $timeLimit = null, ?callable $onResult = null): RefreshReport {}

    /**
     * Refreshes one user now, and saves. If another process is refreshing this user, it waits up to five seconds and returns what
     * that process has saved.
     *
     * @param TokenSet|null $rejected refresh only if the store still holds these tokens; otherwise its newer ones are returned
     * @throws ReauthorizationRequiredException
     * @throws LeaseException if another process is refreshing this user and was not done in five seconds
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws StoreException
     * @throws \Error if a callback of a run or refresh of the same manager calls this
     */
    public function refresh(string|int $userId, #[\SensitiveParameter] ?TokenSet $rejected = null): TokenSet {}

    /**
     * Saves what a login has brought, which replaces whatever was there, and tells onEvent 'login', and 'no_refresh_token' if the
     * login will end with its access token. PdoTokenStore makes the user's row if there is none, with user id, tokens, expiry,
     * resource owner id and provider; other stores do what their saveNewTokens() does. Without a refresh token the stored one
     * stays.
     *
     * @param string|null $resourceOwnerId the user's id at the API, if the store has a column for it; null: the stored one stays
     * @throws StoreException if the storage fails, or if no row can be made, because another column needs a value: then make it first
     */
    public function saveLogin(string|int $userId, #[\SensitiveParameter] TokenSet $tokens, ?string $resourceOwnerId = null): void {}

    /**
     * Gives one user's access; nothing is read yet.
     *
     * @param int $wait seconds to wait, if the access token has expired and another process is refreshing it, before LeaseException;
     *     0: not at all
     * @throws \ValueError for a negative $wait
     */
    public function account(string|int $userId, int $wait = 5): Account {}

    /**
     * Performs an action for every user in the store. Users who are due are refreshed first, by a run as refreshExpiring() does it
     * (one by one if there is no journal folder); then the calls are made, many at once. If the API refuses an access token in a
     * way that a refresh can cure, the user is refreshed once and the call is made once more; nothing else is tried again. If that has
     * helped three users in a row not at all, nobody is refreshed for this reason any more. Memory does not grow with the number of
     * users.
     *
     * @param callable $onResult fn(string $userId, ActionResult|CoopException $result): void, called once for each user, in the
     *     order of the answers. If it throws, the calls in flight are finished without further calls of it, and the
     *     exception arrives at the caller
     * @phpstan-param callable(string, ActionResult|CoopException): void $onResult
     * @param-immediately-invoked-callable $onResult
     * @param int $concurrency requests in flight, 1 to 512
     * @param int|null $timeLimit seconds, for refreshes and calls together, after which what is in flight is finished, as after INT,
     *     TERM or HUP on the command line. The next performForAll() begins with the first user again
     * @return int how many succeeded
     * @throws StoreException if the journal or the store cannot be used
     * @throws \ValueError for a $concurrency or $timeLimit out of range
     * @throws \Error if the provider is not a COOP, or if a callback of a run of the same manager calls this
     */
    public function performForAll(Action $action, callable $onResult, int $concurrency = 32, ?int $timeLimit = null): int {}
}
