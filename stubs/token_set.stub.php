<?php

/** @generate-class-entries */

namespace Coop;

/**
 * The tokens of one login; immutable. Client and fromArray() make it. Dumps, casts and JSON do not show the tokens.
 * Two variables are == only if they hold the same object; equals() compares the tokens.
 *
 * @strict-properties
 * @not-serializable
 */
final class TokenSet implements \JsonSerializable
{
    /** 'Bearer' if the answer does not say (RFC 6749 section 7.1). Whatever it says, the token is sent as Bearer. */
    public readonly string $tokenType;
    /** In UTC; null: the answer does not say. See isExpired(). */
    public readonly ?\DateTimeImmutable $expiresAt;
    /** @var list<string>|null null: as it was asked for (RFC 6749 section 5.1) */
    public readonly ?array $scope;
    /** In UTC; null: not known, as for tokens out of a table. */
    public readonly ?\DateTimeImmutable $receivedAt;
    /** In UTC, a hint of some servers; null: the answer does not say, or the token never expires. */
    public readonly ?\DateTimeImmutable $refreshTokenExpiresAt;

    private function __construct() {}

    /** Gives '' for a set that was made of a lone refresh token. */
    public function accessToken(): string {}

    public function refreshToken(): ?string {}

    public function idToken(): ?string {}

    /**
     * Says whether the access token has expired, or will expire within $leeway seconds. If the expiry is unknown, the default
     * lifetime of the provider (3600 s without one) counts from $receivedAt; if $receivedAt is null too, the token has expired.
     * But an access token with neither an expiry nor a refresh token does not expire: use it until an API refuses it.
     */
    public function isExpired(int $leeway = 0, ?\DateTimeInterface $now = null): bool {}

    /**
     * Gives the members of the answer that this class has no property for. Members whose names sound like secrets (token, secret,
     * password, code, key and their like, in any spelling) are left out at every depth.
     *
     * @return array<string, mixed>
     */
    public function extra(): array {}

    /** True if access, refresh and ID token are the same; compares in constant time. */
    public function equals(TokenSet $other): bool {}

    /**
     * Gives an array for storing, with the secrets in it: access_token, token_type, refresh_token, id_token, scope (a list),
     * expires_at, received_at and refresh_token_expires_at (Unix seconds), extra. Members that are null are left out.
     *
     * @return array<string, mixed>
     */
    public function toArray(): array {}

    /**
     * Does the inverse of toArray(). A lone refresh_token is enough. expires_in (seconds from now) works as well; scope may be a
     * list or a text with spaces. A member that toArray() does not have is ignored.
     *
     * @param array $tokens what toArray() gave
     * @throws \ValueError which names the member that is wrong
     */
    public static function fromArray(#[\SensitiveParameter] array $tokens): TokenSet {}

    /**
     * Always throws, because json_encode() would put tokens where they end in logs. Use toArray().
     *
     * @throws \Error
     */
    public function jsonSerialize(): mixed {}
}
