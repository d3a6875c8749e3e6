<?php

/** @generate-class-entries */

namespace Coop;

/**
 * An HTTP answer of an API.
 *
 * @strict-properties
 * @not-serializable
 */
final class Response
{
    public readonly int $status;
    /** @var array<string, list<string>> names in lower case */
    public readonly array $headers;
    /** At most 8 MiB. */
    public readonly string $body;

    /** @param array $headers values may be a text or a list of texts */
    public function __construct(int $status, array $headers = [], string $body = '') {}

    /**
     * The body decoded, objects as arrays.
     *
     * @throws InvalidResponseException when the body is not JSON or deeper than 32 levels
     */
    public function json(): mixed {}

    /** The first value of a header, its name in any case; null: not there. */
    public function header(string $name): ?string {}
}
