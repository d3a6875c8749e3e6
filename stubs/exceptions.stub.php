<?php

/** @generate-class-entries */

namespace Coop;

/**
 * Everything that an operation of this extension throws. For wrong arguments \TypeError or \ValueError is thrown.
 * Messages are for developers and hold no secret; a program reads the class and the properties.
 */
class CoopException extends \Exception
{
}

/** The server could not be reached, or its answer did not arrive whole and in time. Worth trying again later. */
class TransportException extends CoopException
{
    /** False: the request provably never left. True: the server may have processed it, so a one-time token may be spent. */
    public readonly bool $requestSent;
    /**
     * How far the request got: 'dns', 'connect', 'tls', 'send', 'receive' or 'timeout'; or 'not_now': the last try to refresh this
     * user's tokens has failed just now, and an Account does not ask again for some seconds.
     */
    public readonly string $phase;

    public function __construct(string $message = '', bool $requestSent = false, string $phase = 'connect', ?\Throwable $previous = null) {}
}

/**
 * The authorization server said no (RFC 6749 sections 4.1.2.1 and 5.2), by any answer of a token endpoint that is not
 * 2xx, by a 2xx answer with an error in it, or by an error in a callback.
 */
class OAuthErrorException extends CoopException
{
    /** The error code, such as 'invalid_grant' or 'access_denied'; null: the answer has none. */
    public readonly ?string $error;
    /** The server's own words, without control characters, at most 1024 bytes. Not for the public: escape it for HTML. */
    public readonly ?string $errorDescription;
    public readonly ?string $errorUri;
    /** The HTTP status; null: the error came in a callback. */
    public readonly ?int $status;
    /** Seconds after which to try again, if the answer had a Retry-After header; at most 3600. */
    public readonly ?int $retryAfter;
    /** What was given to Client::authorizationUrl() as $context, if the error came in a callback; else []. */
    public readonly array $context;

    public function __construct(string $message = '', ?string $error = null, ?string $errorDescription = null, ?string $errorUri = null, ?int $status = null, ?int $retryAfter = null, ?\Throwable $previous = null, array $context = []) {}
}

/** TokenManager and Account say by this that the user has to log in again. getPrevious() is what the server said. */
class ReauthorizationRequiredException extends CoopException
{
    public readonly ?string $userId;
    /**
     * 'no_tokens': the store knows no tokens of this user; 'no_refresh_token': the access token has expired and there
     * is no refresh token; 'invalid_grant': the server does not accept the refresh token any more; 'refused': it has refused
     * the refresh token for days, in words of its own, while others were refreshed.
     */
    public readonly string $reason;

    public function __construct(string $message = '', ?string $userId = null, string $reason = 'invalid_grant', ?\Throwable $previous = null) {}
}

/** me() and perform() throw this if the API answers an error; COOP's error_message and its errors with status 200 are such. */
class ApiErrorException extends CoopException
{
    public readonly Response $response;
    public readonly ?string $error;
    public readonly ?string $errorDescription;
    /** The HTTP status. */
    public readonly int $status;

    public function __construct(string $message, Response $response, ?string $error = null, ?string $errorDescription = null, int $status = 0, ?\Throwable $previous = null) {}
}

/** A 2xx answer has no usable tokens (RFC 6749 section 5.1); the refresh token that was sent may be spent. */
class InvalidResponseException extends CoopException
{
    /** The HTTP status. */
    public readonly int $status;
    /** Holds the salvaged refresh token, so that no dump shows it. */
    private readonly ?TokenSet $salvaged;

    public function __construct(string $message = '', int $status = 0, #[\SensitiveParameter] ?string $salvagedRefreshToken = null, ?\Throwable $previous = null) {}

    /**
     * Gives the new refresh token that was found in the broken answer; null: none was found. Save it, since the old one may be
     * spent. TokenManager saves it by itself.
     */
    public function salvagedRefreshToken(): ?string {}
}

/** The callback of a login was refused before anything was sent. Start the login again. */
class CallbackException extends CoopException
{
    /**
     * 'state_missing': the callback has no state; 'session_empty': no login was started in this session, so its cookie did not
     * arrive (SameSite=Strict, another host) or it has ended; 'state_used': the login was used already, by a second click or a
     * reload; 'state_expired': the login was started more than 10 minutes ago; 'state_unknown': the state is none of this
     * session's; 'issuer_mismatch': the callback comes from another server (RFC 9207); 'duplicate_parameter': a parameter is
     * there twice; 'code_missing': the callback has neither code nor error.
     */
    public readonly string $reason;
    /** What was given to Client::authorizationUrl() as $context; [] if the login is not known. */
    public readonly array $context;

    public function __construct(string $message = '', string $reason = 'state_unknown', ?\Throwable $previous = null, array $context = []) {}
}

/**
 * Tokens cannot be read or saved. The answers that had been received are in the journal. The message has the database's SQLSTATE and
 * number, and the table, column and user that it is about, but no value. getPrevious() is what the database, or the site's own
 * store, said.
 */
class StoreException extends CoopException
{
    /** The SQL to run, if a table, a column's length or a right is missing. */
    public readonly ?string $sql;

    public function __construct(string $message = '', ?string $sql = null, ?\Throwable $previous = null) {}
}

/** Another process is refreshing this user and did not finish in time. Try again in a moment. */
class LeaseException extends CoopException
{
}
