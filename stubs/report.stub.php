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
    /** UTC; the new expiry of a saved user, else null. */
    public readonly ?\DateTimeImmutable $expiresAt;
    /**
     * What went wrong; null for Saved, Superseded and Leased. The getPrevious() of a server's rejection is how the answer to
     * the request before it was lost, if it was.
     */
    public readonly ?CoopException $error;
    /** How many users of this run are through, this one included. */
    public readonly int $done;
    /** About how many there are in all, as counted at the start, other runs' users included; null: not known. */
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
    /** @var array<string, int> users by RefreshOutcome's value; every outcome is there */
    public readonly array $counts;
    /** How many users were due and are in $counts. */
    public readonly int $total;
    /** How long it took. */
    public readonly float $seconds;
    /** Everybody who was due had a turn, in this run or in another one that goes on. */
    public readonly bool $complete;
    /**
     * Null, or why the run ended early: 'time_limit'; 'signal': INT, TERM or HUP came; 'client_refused': the server does not
     * accept this client, the endpoint or the grant, nobody is to blame but the configuration; 'rejections': too many
     * rejections to be true, which are forgiven; the run had its turn with everybody unless they were more than a thousand;
     * 'rate_limit': the server asked for a long pause, or for pauses over five minutes; 'outage': the server could not be
     * reached, or answered nothing of use, for five minutes.
     */
    public readonly ?string $stoppedBecause;

    public function __construct(array $counts, int $total, float $seconds, bool $complete, ?string $stoppedBecause = null) {}

    /** Complete, and nobody NotSent, Deferred, OutcomeUnknown or Unsaveable. Users who must log in again do not count. */
    public function ok(): bool {}
}
