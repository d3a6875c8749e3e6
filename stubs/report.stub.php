<?php

/** @generate-class-entries */

namespace Coop;

/**
 * What became of one user of a run.
 *
 * @strict-properties
 * @not-serializable
 */
final class RefreshResult
{
    public readonly string $userId;
    public readonly RefreshOutcome $outcome;
    /** The new expiry of a saved user, in UTC; otherwise null. */
    public readonly ?\DateTimeImmutable $expiresAt;
    /**
     * What went wrong; null for Saved, Superseded and Leased. If the answer to a first request was lost and the second one was
     * rejected, getPrevious() says how the first answer was lost.
     */
    public readonly ?CoopException $error;
    /** How many users of this run are through, this one included. */
    public readonly int $done;
    /** About how many there are in all, other runs' users included, counted at the start; null: not known. */
    public readonly ?int $total;

    public function __construct(string $userId, RefreshOutcome $outcome, ?\DateTimeImmutable $expiresAt = null, ?CoopException $error = null, int $done = 1, ?int $total = null) {}
}

/**
 * What became of a run.
 *
 * @strict-properties
 * @not-serializable
 */
final class RefreshReport
{
    /** @var array<string, int> how many users by RefreshOutcome's value; every outcome is there */
    public readonly array $counts;
    /** How many users were due and are in $counts. */
    public readonly int $total;
    /** How long the run took. */
    public readonly float $seconds;
    /** Everybody who was due had a turn, in this run or in another one that goes on. */
    public readonly bool $complete;
    /**
     * Null, or why the run ended early. 'time_limit': the time was over. 'signal': INT, TERM or HUP came. 'client_refused': the
     * server does not accept this client, the endpoint or the grant, which the configuration has to mend, and nobody is marked.
     * 'rejections': so many logins are said to have ended that it is not believed yet; unless they were more than a thousand,
     * every user had a turn.
     * 'rate_limit': the server asked for a long pause, or for pauses over five minutes. 'outage': for five minutes the server
     * could not be reached, or answered nothing of use.
     */
    public readonly ?string $stoppedBecause;
    /**
     * How many users' tokens were saved from the journal: answers that an earlier run or page had received and could not save, or that
     * the database had lost. Those users are not in $counts, unless this run refreshed them as well.
     */
    public readonly int $healed;

    /** @param array $counts how many users by RefreshOutcome's value */
    public function __construct(array $counts, int $total, float $seconds, bool $complete, ?string $stoppedBecause = null, int $healed = 0) {}

    /**
     * True if the run is complete and no user is NotSent, Deferred, OutcomeUnknown or Unsaveable. Users who have to log in again
     * do not count.
     */
    public function ok(): bool {}
}
