<?php

/** @generate-class-entries */

namespace Coop;

/**
 * One application registered at one provider. Keeps no tokens; throws what the server said and judges nobody. No
 * request but GET, HEAD and OPTIONS is ever sent twice (those may be, when a kept connection turns out to be dead), no
 * redirect is followed, certificates are always verified (TLS 1.2 and up).
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
     * @param ClientAuthMethod|null $authMethod null: the provider's; None without a secret
     * @param int $connectTimeout seconds
     * @param int $timeout seconds for a whole request. Patience saves logins: an answer that is given up may be a lost token
     * @param string|null $caFile PEM certificates to trust instead of the system's
     * @param string|null $proxy URL; proxies of the environment are ignored
     * @param \Closure|null $transport for tests: fn(string $method, string $url, array $headers, string $body): Response
     * @throws \ValueError
     */
    public function __construct(Provider $provider, ?string $clientId = null, #[\SensitiveParameter] ?string $clientSecret = null, ?string $redirectUri = null, ?ClientAuthMethod $authMethod = null, int $connectTimeout = 5, int $timeout = 20, ?string $caFile = null, #[\SensitiveParameter] ?string $proxy = null, ?\Closure $transport = null) {}

    /**
     * Starts a login: the URL to send the browser to (RFC 6749 section 4.1.1), with a random state and a PKCE S256
     * challenge (RFC 7636). What the callback needs is kept in $session['coop']: at most 16 logins, 10 minutes each.
     * The implicit grant is not offered: it gives no refresh token and puts the access token into the URL.
     *
     * @param array $session by reference, usually $_SESSION after session_start()
     * @param array $scope list of texts and Action cases
     * @param array $parameters further query parameters, texts by name; they cannot replace the extension's own
     * @param array $context comes back as AuthorizationCode::$context
     * @throws \ValueError without an authorization endpoint, a client id or a redirect URI
     * @throws \TypeError when $session is null: session_start() was not called
     */
    public function authorizationUrl(#[\SensitiveParameter] array &$session, array $scope = [], array $parameters = [], array $context = []): string {}

    /**
     * Reads the callback (RFC 6749 section 4.1.2): checks the state and uses it up whatever happens, checks the issuer
     * (RFC 9207). Sends nothing, so that the session can be closed before exchangeCode().
     *
     * @param string $callbackUrl the URL or the raw query string as received ($_SERVER['QUERY_STRING']), not rebuilt from $_GET
     * @throws CallbackException
     * @throws OAuthErrorException the server or the user said no, such as 'access_denied'
     */
    public function readCallback(#[\SensitiveParameter] array &$session, #[\SensitiveParameter] string $callbackUrl): AuthorizationCode {}

    /**
     * Exchanges the code for tokens (RFC 6749 section 4.1.3). One request, never resent.
     *
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     */
    public function exchangeCode(AuthorizationCode $code): TokenSet {}

    /** readCallback() and exchangeCode() at once; holds the session's lock meanwhile. */
    public function handleCallback(#[\SensitiveParameter] array &$session, #[\SensitiveParameter] string $callbackUrl): TokenSet {}

    /**
     * Refreshes (RFC 6749 section 6). One request, never resent. The result carries the old refresh token over when
     * the answer has none. Save it at once: the old refresh token may be spent. TokenManager does all of this safely.
     *
     * @param array|null $scope null: as granted; a narrower scope narrows the login for good on some servers
     * @throws TransportException $requestSent true: the token may be spent
     * @throws OAuthErrorException 'invalid_grant': not accepted any more
     * @throws InvalidResponseException may carry the new refresh token
     */
    public function refresh(#[\SensitiveParameter] TokenSet|string $refreshToken, ?array $scope = null): TokenSet {}

    /** The password grant (RFC 6749 section 4.3), for servers that have nothing better. Throws as exchangeCode(). */
    public function password(#[\SensitiveParameter] string $username, #[\SensitiveParameter] string $password, array $scope = []): TokenSet {}

    /** Tokens of the application itself (RFC 6749 section 4.4). Throws as exchangeCode(). */
    public function clientCredentials(array $scope = []): TokenSet {}

    /** Any other grant (RFC 6749 section 4.5), with its parameters as texts by name. Throws as exchangeCode(). */
    public function requestTokens(string $grantType, #[\SensitiveParameter] array $parameters = []): TokenSet {}

    /**
     * Asks the server about a token (RFC 7662); a token that is not active is an answer, not an error.
     *
     * @return array<string, mixed> with 'active'
     * @throws \ValueError without an introspection endpoint
     */
    public function introspect(#[\SensitiveParameter] TokenSet|string $token): array {}

    /**
     * Ends a login at the server (RFC 7009): the refresh token of a set, its access token without one.
     *
     * @throws \ValueError without a revocation endpoint
     */
    public function revoke(#[\SensitiveParameter] TokenSet|string $token): void {}

    /**
     * Calls an API. Every HTTP answer is returned, 4xx and 5xx too.
     *
     * @param string $method such as 'GET'
     * @param string $url absolute, or a path behind the provider's apiBaseUrl
     * @param TokenSet|string|null $accessToken sent as Bearer (RFC 6750), only to the provider's own origins
     * @param array $query appended to the URL
     * @param array $form sent as application/x-www-form-urlencoded
     * @param mixed $json sent as application/json unless null
     * @param array $headers texts by name
     * @param string|null $body sent as it is; only one of $form, $json and $body
     * @throws TransportException
     * @throws \ValueError for a token that would go to a foreign origin, and for bytes that cannot be in a header
     */
    public function request(string $method, string $url, #[\SensitiveParameter] TokenSet|string|null $accessToken = null, array $query = [], #[\SensitiveParameter] array $form = [], #[\SensitiveParameter] mixed $json = null, #[\SensitiveParameter] array $headers = [], #[\SensitiveParameter] ?string $body = null): Response {}
}
