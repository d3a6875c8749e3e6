<?php

/** @generate-class-entries */

namespace Coop;

/**
 * An authorization server; immutable. Every URL is https, or http to loopback, or http with $allowHttp.
 * Access tokens go only to the origins of $apiBaseUrl and $userinfoEndpoint, and to $apiOrigins.
 *
 * @strict-properties
 * @not-serializable
 */
final class Provider
{
    public readonly string $name;
    public readonly string $tokenEndpoint;
    public readonly ?string $authorizationEndpoint;
    public readonly ?string $apiBaseUrl;
    public readonly ?string $issuer;
    public readonly ?string $userinfoEndpoint;
    public readonly ?string $revocationEndpoint;
    public readonly ?string $introspectionEndpoint;
    /** Only for a server whose token endpoint does not answer the password grant. */
    public readonly ?string $passwordEndpoint;
    public readonly ClientAuthMethod $clientAuthMethod;
    /** @var array<string, string> sent with every authorization request */
    public readonly array $authorizationParameters;
    /** @var list<string> further origins, such as 'https://files.example.com', that may see an access token */
    public readonly array $apiOrigins;
    public readonly bool $pkce;
    /** In seconds; for an answer that does not say how long its access token lives. */
    public readonly int $defaultAccessTokenLifetime;
    public readonly bool $allowHttp;
    /** @var list<string> codes and words by which this server says that a login has ended, beside those that are known */
    public readonly array $endedErrors;

    /**
     * Describes a server that keeps to RFC 6749. The named constructors below also know what their servers do their own way.
     *
     * @param string $name the site's own name for this provider; nothing is sent with it
     * @param string $tokenEndpoint a query string in it is kept
     * @param string|null $issuer compared with the callback's iss (RFC 9207) if both are there
     * @param array $authorizationParameters texts by name, sent with every authorization request
     * @param array $apiOrigins a list of further origins that may see an access token
     * @param array $endedErrors a list of error codes, such as 'E17', and of words out of error descriptions: an answer to a refresh
     *                           that has one of them means that the user has to log in again; capitals make no difference
     * @throws \ValueError for a URL that is not absolute, is plain http without permission, or has a fragment or a password
     */
    public function __construct(string $name, string $tokenEndpoint, ?string $authorizationEndpoint = null, ?string $apiBaseUrl = null, ?string $issuer = null, ?string $userinfoEndpoint = null, ?string $revocationEndpoint = null, ?string $introspectionEndpoint = null, ?string $passwordEndpoint = null, ClientAuthMethod $clientAuthMethod = ClientAuthMethod::ClientSecretBasic, array $authorizationParameters = [], array $apiOrigins = [], bool $pkce = true, int $defaultAccessTokenLifetime = 3600, bool $allowHttp = false, array $endedErrors = []) {}

    /**
     * Gives the same provider with some of the constructor's arguments, given by name, changed.
     *
     * @throws \Error for a name that is not one of the constructor's
     * @throws \ValueError as the constructor
     */
    public function with(mixed ...$arguments): Provider {}

    /** The COOP API: client id and secret in the body, access tokens of 86400 s, refresh tokens of 14 days that work once. */
    public static function coop(string $baseUrl, bool $allowHttp = false, ?string $name = null): Provider {}

    /**
     * Google: offline access with consent is asked for each time, so that a refresh token comes. Google does not rotate it.
     * Client::introspect() asks its tokeninfo, which knows access tokens only.
     */
    public static function google(?string $name = null): Provider {}

    /** Joomla with redCORE: index.php?option=token&api=oauth2, raw Basic; me() gives success, user_id and message. */
    public static function redcore(string $siteUrl, bool $allowHttp = false, ?string $name = null): Provider {}

    /**
     * A Keycloak realm, such as https://accounts.organicity.eu/realms/organicity, with access tokens of 300 s. Ask for the scope
     * offline_access.
     *
     * @param string|null $apiBaseUrl the API that the access tokens are for; without it they go to the realm's userinfo only
     */
    public static function keycloak(string $realmUrl, bool $allowHttp = false, ?string $name = null, ?string $apiBaseUrl = null): Provider {}

    /** FastAPI's tutorial server: no client, two endpoints, errors as {"detail": ...}; the expiry is read from the JWT. */
    public static function fastapi(string $baseUrl, string $loginPath = '/login', string $tokenPath = '/token', bool $allowHttp = false, ?string $name = null): Provider {}
}
