<?php

/** @generate-class-entries */

namespace Coop;

/**
 * One application that is registered at one provider. It keeps no tokens, throws what the server said, and gives no verdict
 * about a login. No request but GET, HEAD and OPTIONS is ever sent twice (those may be, if a kept connection turns out to be
 * dead), no redirect is followed, and certificates are always verified (TLS 1.2 and up).
 *
 * @strict-properties
 * @not-serializable
 */
final class Client
{
    public readonly Provider $provider;
    public readonly ?string $clientId;
    public readonly ?string $redirectUri;

    /**
     * @param ClientAuthMethod|null $authMethod null: the provider's, or None without a secret
     * @param int $connectTimeout seconds
     * @param int $timeout seconds for a whole request. Patience saves logins: an answer that is not waited for may be a lost token
     * @param string|null $caFile PEM certificates to trust instead of the system's
     * @param string|null $proxy a URL; the proxies of the environment are ignored
     * @param \Closure|null $transport a function in place of the network, for tests:
     *     fn(string $method, string $url, array $headers, string $body): Response
     * @phpstan-param (\Closure(string, string, array<string, string>, string): Response)|null $transport
     * @throws \ValueError
     */
    public function __construct(Provider $provider, ?string $clientId = null, #[\SensitiveParameter] ?string $clientSecret = null, ?string $redirectUri = null, ?ClientAuthMethod $authMethod = null, int $connectTimeout = 5, int $timeout = 20, ?string $caFile = null, #[\SensitiveParameter] ?string $proxy = null, ?\Closure $transport = null) {}

    /**
     * Starts a login and gives the URL to send the browser to (RFC 6749 section 4.1.1), with a random state and a PKCE S256
     * challenge (RFC 7636). What the callback needs is kept in $session['coop']: at most 16 logins, for 10 minutes each.
     * The implicit grant is not offered: it gives no refresh token and puts the access token into the URL.
     *
     * @param array $session by reference, usually $_SESSION after session_start()
     * @param-out array<mixed> $session
     * @param array $scope a list of texts and Action cases
     * @param array $parameters further query parameters, texts by name; they cannot replace the extension's own
     * @param array $context comes back as AuthorizationCode::$context
     * @throws \ValueError without an authorization endpoint, a client id or a redirect URI, or if $session['coop'] is the site's own
     * @throws \TypeError if $session is null: session_start() was not called
     */
    public function authorizationUrl(#[\SensitiveParameter] array &$session, array $scope = [], array $parameters = [], array $context = []): string {}

    /**
     * Reads the callback (RFC 6749 section 4.1.2). It checks the state, uses it up whatever happens, and checks the issuer
     * (RFC 9207). It sends nothing, so that the session can be closed before exchangeCode().
     *
     * @param array $session by reference, the one that was given to authorizationUrl()
     * @param-out array<mixed> $session
     * @param string $callbackUrl the URL or the raw query string as received ($_SERVER['QUERY_STRING']), not rebuilt from $_GET
     * @throws CallbackException whose $context is that of the login, where it is known
     * @throws OAuthErrorException if the server or the user said no, such as 'access_denied'; with the login's $context
     * @throws \ValueError if $session['coop'] is the site's own
     * @throws \TypeError if $session is null: session_start() was not called
     */
    public function readCallback(#[\SensitiveParameter] array &$session, #[\SensitiveParameter] string $callbackUrl): AuthorizationCode {}

    /**
     * Exchanges the code for tokens (RFC 6749 section 4.1.3), by one request that is never resent.
     *
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws \ValueError if the code is of another provider
     * @throws \Error if the code was exchanged already
     */
    public function exchangeCode(AuthorizationCode $code): TokenSet {}

    /**
     * Does readCallback() and exchangeCode() at once, and holds the session's lock meanwhile.
     *
     * @param array $session by reference, the one that was given to authorizationUrl()
     * @param-out array<mixed> $session
     * @param string $callbackUrl as for readCallback()
     * @throws CallbackException
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws \TypeError if $session is null: session_start() was not called
     */
    public function handleCallback(#[\SensitiveParameter] array &$session, #[\SensitiveParameter] string $callbackUrl): TokenSet {}

    /**
     * Refreshes (RFC 6749 section 6), by one request that is never resent. If the answer has no refresh token, the result has
     * the old one. Save the result at once: the old refresh token may be spent. TokenManager does all of this safely.
     *
     * @param array|null $scope a list of texts and Action cases; null: as granted. A narrower scope narrows the login for good on
     *     some servers
     * @throws TransportException the token may be spent if $requestSent is true
     * @throws OAuthErrorException with 'invalid_grant' if the token is not accepted any more
     * @throws InvalidResponseException which may hold the new refresh token
     * @throws \ValueError for a set without a refresh token
     */
    public function refresh(#[\SensitiveParameter] TokenSet|string $refreshToken, ?array $scope = null): TokenSet {}

    /**
     * Gets tokens by the password grant (RFC 6749 section 4.3), for servers that have nothing better.
     *
     * @param array $scope a list of texts and Action cases
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws \ValueError
     */
    public function password(#[\SensitiveParameter] string $username, #[\SensitiveParameter] string $password, array $scope = []): TokenSet {}

    /**
     * Gets tokens of the application itself (RFC 6749 section 4.4).
     *
     * @param array $scope a list of texts and Action cases
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws \ValueError
     */
    public function clientCredentials(array $scope = []): TokenSet {}

    /**
     * Gets tokens by any other grant (RFC 6749 section 4.5).
     *
     * @param array $parameters of the grant, texts by name
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws \ValueError
     */
    public function requestTokens(string $grantType, #[\SensitiveParameter] array $parameters = []): TokenSet {}

    /**
     * Asks the server about a token (RFC 7662). That a token is not active is an answer, not an error. Of a set, the access token
     * is asked about. Google is asked by its tokeninfo, whose answer gets 'active', 'client_id' and 'exp' as in RFC 7662.
     *
     * @return array<string, mixed> with 'active'
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws CoopException without an introspection endpoint
     */
    public function introspect(#[\SensitiveParameter] TokenSet|string $token): array {}

    /**
     * Ends a login at the server (RFC 7009). Of a set, the refresh token is revoked, or the access token if there is no refresh
     * token.
     *
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws CoopException without a revocation endpoint
     */
    public function revoke(#[\SensitiveParameter] TokenSet|string $token): void {}

    /**
     * Calls an API. Every HTTP answer is returned, also one with 4xx or 5xx.
     *
     * @param string $method such as 'GET'
     * @param string $url an absolute URL, or a path behind the provider's apiBaseUrl
     * @param TokenSet|string|null $accessToken sent as Bearer (RFC 6750), only to the provider's own origins
     * @param array $query appended to the URL
     * @param array $form sent as application/x-www-form-urlencoded
     * @param mixed $json sent as application/json unless null
     * @param array $headers texts by name
     * @param string|null $body sent as it is; only one of $form, $json and $body may be given
     * @throws TransportException
     * @throws \ValueError for a token that would go to a foreign origin, and for bytes that cannot be in a header
     */
    public function request(string $method, string $url, #[\SensitiveParameter] TokenSet|string|null $accessToken = null, array $query = [], #[\SensitiveParameter] array $form = [], #[\SensitiveParameter] mixed $json = null, #[\SensitiveParameter] array $headers = [], #[\SensitiveParameter] ?string $body = null): Response {}
}
