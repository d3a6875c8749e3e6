<?php

/** @generate-class-entries */

namespace Coop;

/**
 * A login that came back from the authorization server, and whose state was checked. It can be exchanged once. The code and
 * the PKCE verifier stay inside.
 *
 * @strict-properties
 * @not-serializable
 */
final class AuthorizationCode
{
    /** What was given to Client::authorizationUrl() as $context. */
    public readonly array $context;
    /** @var list<string> the scope that was asked for */
    public readonly array $scope;

    private function __construct() {}
}
