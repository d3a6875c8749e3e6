<?php

declare(strict_types=1);

namespace CoopSite;

use OAuth2\Model\IOAuth2Client;

/** An application registered at COOP. */
final class Client implements IOAuth2Client
{
    public function __construct(
        public readonly string $clientId,
        #[\SensitiveParameter] public readonly string $clientSecret,
        public readonly ?string $redirectUri,
        public readonly ?string $scope,   // null: everything that COOP knows
        public readonly ?int $farmerId,   // whom its own tokens (client_credentials) act for
    ) {
    }

    public function getPublicId(): string
    {
        return $this->clientId;
    }

    /** @return list<string> empty: none is registered, any will do */
    public function getRedirectUris(): array
    {
        return $this->redirectUri === null ? [] : explode(' ', $this->redirectUri);
    }
}
