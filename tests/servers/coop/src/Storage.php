<?php

declare(strict_types=1);

namespace CoopSite;

use OAuth2\IOAuth2GrantClient;
use OAuth2\IOAuth2GrantCode;
use OAuth2\IOAuth2GrantImplicit;
use OAuth2\IOAuth2RefreshTokens;
use OAuth2\Model\IOAuth2Client;
use OAuth2\Model\OAuth2AccessToken;
use OAuth2\Model\OAuth2AuthCode;
use OAuth2\Model\OAuth2RefreshToken;
use OAuth2\Model\OAuth2Token;

/**
 * What the library wants to keep, in SQLite. Each call is one statement and there is no transaction around them: two
 * refreshes with one token can meet between the insert and the delete, and both win. COOP is like that.
 *
 * The library's "data" of a token is the farmer's id. Its interfaces have no types, so the parameters here have none.
 */
final class Storage implements IOAuth2GrantCode, IOAuth2GrantImplicit, IOAuth2GrantClient, IOAuth2RefreshTokens
{
    public function __construct(private readonly \PDO $database)
    {
    }

    public function getClient($clientId): ?Client
    {
        $row = $this->row('SELECT * FROM clients WHERE client_id = ?', $clientId);

        return $row === null ? null : new Client(
            $row['client_id'],
            $row['client_secret'],
            $row['redirect_uri'],
            $row['scope'],
            $row['farmer_id'],
        );
    }

    public function checkClientCredentials(IOAuth2Client $client, #[\SensitiveParameter] $clientSecret = null): bool
    {
        return $client instanceof Client && is_string($clientSecret) && hash_equals($client->clientSecret, $clientSecret);
    }

    /** @return array{scope: string, data: ?int} */
    public function checkClientCredentialsGrant(IOAuth2Client $client, #[\SensitiveParameter] $clientSecret): array
    {
        assert($client instanceof Client);

        return ['scope' => $client->scope ?? implode(' ', Coop::scopes()), 'data' => $client->farmerId];
    }

    public function checkRestrictedGrantType(IOAuth2Client $client, $grantType): bool
    {
        return true;
    }

    public function getAccessToken($oauthToken): ?OAuth2AccessToken
    {
        return $this->token(OAuth2AccessToken::class, 'SELECT * FROM access_tokens WHERE token = ?', $oauthToken);
    }

    public function createAccessToken($oauthToken, IOAuth2Client $client, $data, $expires, $scope = null): void
    {
        $this->run('INSERT INTO access_tokens VALUES (?, ?, ?, ?, ?)', $oauthToken, $client->getPublicId(), $data, $expires, $scope);
    }

    public function getRefreshToken($refreshToken): ?OAuth2RefreshToken
    {
        return $this->token(OAuth2RefreshToken::class, 'SELECT * FROM refresh_tokens WHERE token = ?', $refreshToken);
    }

    public function createRefreshToken($refreshToken, IOAuth2Client $client, $data, $expires, $scope = null): void
    {
        $this->run('INSERT INTO refresh_tokens VALUES (?, ?, ?, ?, ?)', $refreshToken, $client->getPublicId(), $data, $expires, $scope);
    }

    public function unsetRefreshToken($refreshToken): void
    {
        $this->run('DELETE FROM refresh_tokens WHERE token = ?', $refreshToken);
    }

    public function getAuthCode($code): ?OAuth2AuthCode
    {
        $row = $this->row('SELECT * FROM authorization_codes WHERE code = ?', $code);

        return $row === null ? null : new OAuth2AuthCode(
            $row['client_id'],
            $row['code'],
            $row['expires_at'],
            $row['scope'],
            $row['farmer_id'],
            $row['redirect_uri'],
        );
    }

    public function createAuthCode($code, IOAuth2Client $client, $data, $redirectUri, $expires, $scope = null): void
    {
        $this->run('INSERT INTO authorization_codes VALUES (?, ?, ?, ?, ?, ?)', $code, $client->getPublicId(), $data, $redirectUri, $expires, $scope);
    }

    public function markAuthCodeAsUsed($code): void
    {
        $this->run('DELETE FROM authorization_codes WHERE code = ?', $code);
    }

    /**
     * @template T of OAuth2Token
     * @param class-string<T> $class
     * @return ?T
     */
    private function token(string $class, string $sql, mixed $token): ?OAuth2Token
    {
        $row = $this->row($sql, $token);

        return $row === null ? null : new $class($row['client_id'], $row['token'], $row['expires_at'], $row['scope'], $row['farmer_id']);
    }

    /** @return ?array<string, mixed> */
    private function row(string $sql, mixed ...$values): ?array
    {
        return $this->run($sql, ...$values)->fetch() ?: null;
    }

    private function run(string $sql, mixed ...$values): \PDOStatement
    {
        $statement = $this->database->prepare($sql);
        $statement->execute($values);

        return $statement;
    }
}
