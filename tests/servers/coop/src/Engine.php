<?php

declare(strict_types=1);

namespace CoopSite;

use OAuth2\Model\IOAuth2Client;
use OAuth2\OAuth2;
use OAuth2\OAuth2RedirectException;
use OAuth2\OAuth2ServerException;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

/** The library with COOP's options, and with COOP's behaviour where the two differ. */
final class Engine extends OAuth2
{
    private const GRANT_TYPES = [self::GRANT_TYPE_AUTH_CODE, self::GRANT_TYPE_CLIENT_CREDENTIALS, self::GRANT_TYPE_REFRESH_TOKEN];

    public function __construct(Storage $storage, private readonly Settings $settings)
    {
        parent::__construct($storage, [
            self::CONFIG_ACCESS_LIFETIME => $settings->accessLifetime,
            self::CONFIG_REFRESH_LIFETIME => $settings->refreshLifetime,
            self::CONFIG_TOKEN_TYPE => 'Bearer',
            self::CONFIG_ENFORCE_INPUT_REDIRECT => false, // see grantAccessTokenAuthCode()
            self::CONFIG_ENFORCE_STATE => false,
        ]);
    }

    /**
     * The checked parameters of an authorization request, with the Client as "client".
     *
     * @return array<string, mixed>
     * @throws OAuth2ServerException
     */
    public function authorizationRequest(Request $request): array
    {
        return $this->getAuthorizeParams($request);
    }

    /** The library calls every grant type that it does not know a malformed request. */
    public function grantAccessToken(?Request $request = null): Response
    {
        $request ??= Request::createFromGlobals();
        $grantType = $request->request->get('grant_type');
        if (is_string($grantType) && $grantType !== '' && !in_array($grantType, self::GRANT_TYPES, true)) {
            throw new OAuth2ServerException(400, self::ERROR_UNSUPPORTED_GRANT_TYPE, sprintf('Grant type "%s" not supported', $grantType));
        }

        return parent::grantAccessToken($request);
    }

    /** Decides here, not in the library, whether a refresh brings a new refresh token and what becomes of the used one. */
    public function createAccessToken(IOAuth2Client $client, $data, $scope = null, $access_token_lifetime = null, $issue_refresh_token = true, $refresh_token_lifetime = null): array
    {
        $used = $this->oldRefreshToken;
        $this->oldRefreshToken = null;
        $issue = $issue_refresh_token && ($used === null || $this->settings->rotation);
        $token = parent::createAccessToken($client, $data, $scope, $access_token_lifetime, $issue, $refresh_token_lifetime);
        if ($used !== null && $this->settings->deleteUsed) {
            $this->storage->unsetRefreshToken($used);
        }

        return $token;
    }

    /** A refused request goes back in the query even where the answer would have been in the fragment. */
    public function finishClientAuthorization($isAuthorized, $data = null, ?Request $request = null, $scope = null): Response
    {
        if (!$isAuthorized) {
            $parameters = $this->getAuthorizeParams($request);
            throw new OAuth2RedirectException(
                $parameters['redirect_uri'],
                self::ERROR_USER_DENIED,
                'The user denied access to your application',
                $parameters['state'],
            );
        }

        return parent::finishClientAuthorization(true, $data, $request, $scope);
    }

    /** A client may ask for its own scopes only; the library knows one list for all clients. */
    protected function getAuthorizeParams(?Request $request = null): array
    {
        $client = $this->storage->getClient((string) $request?->query->get('client_id'));
        $this->setVariable(self::CONFIG_SUPPORTED_SCOPES, $client?->scope ?? implode(' ', Coop::scopes()));

        return parent::getAuthorizeParams($request);
    }

    /** Without a registered redirect URI any will do; it only has to be the same one at the token endpoint. */
    protected function getRedirectUri($redirectUri, IOAuth2Client $client): string
    {
        if ($redirectUri && str_contains($redirectUri, '#')) {
            throw new OAuth2ServerException(400, 'invalid_uri', 'The redirect URI must not contain a fragment');
        }
        if ($redirectUri && !$client->getRedirectUris()) {
            return $redirectUri;
        }

        return parent::getRedirectUri($redirectUri, $client);
    }

    /** The library is content with a common beginning. */
    protected function validateRedirectUri($inputUri, $storedUris): bool
    {
        return in_array(urldecode((string) $inputUri), array_map(urldecode(...), (array) $storedUris), true);
    }

    /** The library lets a redirect URI that is not given at all pass, or tells it from a wrong one. */
    protected function grantAccessTokenAuthCode(IOAuth2Client $client, array $input): array
    {
        $code = $input['code'] ? $this->storage->getAuthCode($input['code']) : null;
        if ($code !== null && !$input['redirect_uri']) {
            throw new OAuth2ServerException(400, self::ERROR_REDIRECT_URI_MISMATCH, 'The redirect URI is missing or do not match');
        }

        return parent::grantAccessTokenAuthCode($client, $input);
    }

    /** The library does not tell another client's token from an unknown one. */
    protected function grantAccessTokenRefreshToken(IOAuth2Client $client, array $input): array
    {
        $token = $input['refresh_token'] ? $this->storage->getRefreshToken($input['refresh_token']) : null;
        if ($token !== null && !$token->hasExpired() && $token->getClientId() !== $client->getPublicId()) {
            throw new OAuth2ServerException(400, self::ERROR_INVALID_GRANT, "refresh_token doesn't exist or is invalid for the client");
        }
        $granted = parent::grantAccessTokenRefreshToken($client, $input);
        usleep($this->settings->refreshPauseMs * 1000);

        return $granted;
    }

    /** COOP's tokens are forty hexadecimal digits. */
    protected function genAccessToken(): string
    {
        return bin2hex(random_bytes(20));
    }
}
