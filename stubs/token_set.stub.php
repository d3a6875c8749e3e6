<?php

/** @generate-class-entries */

namespace Coop;

/**
 * The tokens of one login. Immutable; made by Client and by fromArray(). Dumps, casts and JSON do not show the tokens.
 * Two variables are == only when they hold the same object; equals() compares.
 *
 * @strict-properties
 * @not-serializable
 */
final class TokenSet implements \JsonSerializable
{
    /** 'Bearer' where the answer does not say (RFC 6749 section 7.1). */
    public readonly string $tokenType;
    /** UTC; null: the answer does not say. See isExpired(). */
    public readonly ?\DateTimeImmutable $expiresAt;
    /** @var list<string>|null null: as asked for (RFC 6749 section 5.1) */
    public readonly ?array $scope;
    /** UTC; null: not known, as for tokens out of a table. */
    public readonly ?\DateTimeImmutable $receivedAt;
    /** UTC; a hint of some servers; null: not said, or never. */
    public readonly ?\DateTimeImmutable $refreshTokenExpiresAt;

    private function __construct() {}

    /** '' in a set that was made of a lone refresh token. */
    public function accessToken(): string {}

    public function refreshToken(): ?string {}

    public function idToken(): ?string {}

    /**
     * Whether the access token has expired, or will in $leeway seconds. Where the expiry is unknown, the default
     * lifetime of the provider (3600 s without one) counts from $receivedAt; without that it is expired.
     */
    public function isExpired(int $leeway = 0, ?\DateTimeInterface $now = null): bool {}

    /**
     * Members of the answer that this class has no property for and that are not secrets.
     *
     * @return array<string, mixed>
     */
    public function extra(): array {}

    /** The same access, refresh and ID token, in constant time. */
    public function equals(TokenSet $other): bool {}

    /**
     * For storing: access_token, token_type, refresh_token, id_token, scope (a list), expires_at, received_at and
     * refresh_token_expires_at (Unix seconds), extra. Members that are null are left out. Holds the secrets.
     *
     * @return array<string, mixed>
     */
    public function toArray(): array {}

    /**
     * The inverse of toArray(). A lone refresh_token is enough. expires_in (seconds from now) works as well;
     * scope may be a list or a text with spaces.
     *
     * @throws \ValueError naming the member that is wrong
     */
    public static function fromArray(#[\SensitiveParameter] array $tokens): TokenSet {}

    /** Always throws: json_encode() would put tokens where they end in logs. Use toArray(). */
    public function jsonSerialize(): mixed {}
}
