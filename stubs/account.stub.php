<?php

/** @generate-class-entries */

namespace Coop;

/**
 * One user's authorised access: refreshes before the access token expires, and once after a 401 that a refresh can cure.
 * Made by TokenManager::account().
 *
 * @strict-properties
 * @not-serializable
 */
final class Account
{
    public readonly string $userId;

    private function __construct() {}

    /**
     * Valid tokens, refreshed if need be.
     *
     * @throws ReauthorizationRequiredException
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws StoreException
     */
    public function tokens(): TokenSet {}

    /** As Client::request(), with this user's access token. Throws what tokens() throws as well. */
    public function request(string $method, string $url, array $query = [], #[\SensitiveParameter] array $form = [], #[\SensitiveParameter] mixed $json = null, #[\SensitiveParameter] array $headers = [], #[\SensitiveParameter] ?string $body = null): Response {}

    /**
     * Who the user is at the provider: the userinfo endpoint's answer; COOP gives id, email, firstName and lastName.
     *
     * @return array<string, mixed>
     * @throws ApiErrorException
     * @throws InvalidResponseException
     */
    public function me(): array {}

    /**
     * COOP: POST /api/{id}/{action}. The id is the store's resource owner id, else the one that me() gives.
     *
     * @throws ApiErrorException
     * @throws InvalidResponseException
     */
    public function perform(Action $action): ActionResult {}
}

/**
 * What the COOP API answered to an action.
 *
 * @strict-properties
 * @not-serializable
 */
final class ActionResult
{
    public readonly Action $action;
    public readonly bool $success;
    public readonly string $message;
    /** A number of eggs, or null where the action has none. */
    public readonly mixed $data;

    public function __construct(Action $action, bool $success, string $message = '', mixed $data = null) {}
}
