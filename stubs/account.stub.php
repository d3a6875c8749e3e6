<?php

/** @generate-class-entries */

namespace Coop;

/**
 * One user's authorised access. It refreshes before the access token expires, and once after a 401 that a refresh may cure, or a 403
 * whose body says that the access token has expired. As long as the access token has not expired, a refresh that fails throws nothing,
 * and the token is used. If the refresh after a 401 brings no tokens, the 401 is the answer, or ReauthorizationRequiredException comes
 * if the server says that the login has ended.
 * TokenManager::account() makes it.
 *
 * @strict-properties
 * @not-serializable
 */
final class Account
{
    public readonly string $userId;

    private function __construct() {}

    /**
     * Gives valid tokens, and refreshes them first if need be.
     *
     * @throws ReauthorizationRequiredException
     * @throws LeaseException if another process is refreshing this user and was not done in time
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws StoreException
     * @throws \Error if a callback of the same manager's refresh calls this
     */
    public function tokens(): TokenSet {}

    /**
     * Calls an API as Client::request() does, with this user's access token.
     *
     * @param array $query appended to the URL
     * @param array $form sent as application/x-www-form-urlencoded
     * @param mixed $json sent as application/json unless null
     * @param array $headers texts by name
     * @param string|null $body sent as it is; only one of $form, $json and $body may be given
     * @throws ReauthorizationRequiredException
     * @throws LeaseException if another process is refreshing this user and was not done in time
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws StoreException
     * @throws \ValueError for a URL of a foreign origin, and for bytes that cannot be in a header
     * @throws \Error if a callback of the same manager's refresh calls this
     */
    public function request(string $method, string $url, array $query = [], #[\SensitiveParameter] array $form = [], #[\SensitiveParameter] mixed $json = null, #[\SensitiveParameter] array $headers = [], #[\SensitiveParameter] ?string $body = null): Response {}

    /**
     * Says who the user is at the provider. This is the userinfo endpoint's answer; COOP gives id, email, firstName and
     * lastName.
     *
     * @return array<string, mixed>
     * @throws ApiErrorException
     * @throws ReauthorizationRequiredException
     * @throws LeaseException if another process is refreshing this user and was not done in time
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws StoreException
     * @throws \ValueError if the provider has no userinfo endpoint
     * @throws \Error if a callback of the same manager's refresh calls this
     */
    public function me(): array {}

    /**
     * Does an action of the COOP API: POST /api/{id}/{action}. The id is the store's resource owner id, or the one that me()
     * gives if the store has none.
     *
     * @throws ApiErrorException
     * @throws ReauthorizationRequiredException
     * @throws LeaseException if another process is refreshing this user and was not done in time
     * @throws TransportException
     * @throws OAuthErrorException
     * @throws InvalidResponseException
     * @throws StoreException
     * @throws \Error if the provider is not a COOP, or if a callback of the same manager's refresh calls this
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
    /** A number of eggs, or null if the action has none. */
    public readonly mixed $data;

    public function __construct(Action $action, bool $success, string $message = '', mixed $data = null) {}
}
