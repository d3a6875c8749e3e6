<?php

/** @generate-class-entries */

namespace Coop;

/**
 * @var string
 * @cvalue PHP_COOP_VERSION
 */
const VERSION = UNKNOWN;

/** What one can ask of a farm of the COOP API. The value is the action's path segment, and its scope as well. */
enum Action: string
{
    case BarnUnlock = 'barn-unlock';
    case ToiletseatDown = 'toiletseat-down';
    case ChickensFeed = 'chickens-feed';
    /** Collects two to five eggs, at most once in 20 seconds. */
    case EggsCollect = 'eggs-collect';
    /** Says how many eggs were collected today. */
    case EggsCount = 'eggs-count';
}

/** How a client proves who it is at the token endpoint (RFC 6749 section 2.3, RFC 8414 token_endpoint_auth_methods_supported). */
enum ClientAuthMethod: string
{
    /** client_id and client_secret are in the request body. */
    case ClientSecretPost = 'client_secret_post';
    /** HTTP Basic; id and secret are form-encoded first, as RFC 6749 section 2.3.1 asks. */
    case ClientSecretBasic = 'client_secret_basic';
    /** HTTP Basic without that encoding, for servers that expect what curl -u sends. */
    case ClientSecretBasicRaw = 'client_secret_basic_raw';
    /** A public client, which has no secret. */
    case None = 'none';
}

/** What became of one user in a refresh run. */
enum RefreshOutcome: string
{
    /** The answer is in the row. An answer without a refresh token leaves the one that is there. */
    case Saved = 'saved';
    /** The row holds newer tokens, of a login or of another process; those of this run were dropped. */
    case Superseded = 'superseded';
    /** Another process is refreshing this user, or was killed meanwhile, or has the row locked; a later run takes over. */
    case Leased = 'leased';
    /** The request provably never left; nothing happened. */
    case NotSent = 'not_sent';
    /** The server answered that it cannot do it now (429, busy, invalid_client, ...); nothing happened. */
    case Deferred = 'deferred';
    /** The request left, and left once more if no answer came, but no usable answer came; the refresh token may be spent. */
    case OutcomeUnknown = 'outcome_unknown';
    /** The server says that the login has ended, or refuses this user alone, but not often enough yet to believe it; later runs try again. */
    case Rejected = 'rejected';
    /** The server has said so often enough (docs/refresh-protocol.md): the user has to log in again. */
    case ReauthorizationRequired = 'reauthorization_required';
    /** New tokens are in the journal, because the row refused them; the next run tries to save them. */
    case Unsaveable = 'unsaveable';
}
