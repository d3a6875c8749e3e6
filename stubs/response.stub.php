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

    /** @param array $headers texts, or lists of texts, by name */
    public function __construct(int $status, array $headers = [], string $body = '') {}

    /**
     * Decodes the body; objects become arrays.
     *
     * @throws InvalidResponseException if the body is not JSON, or deeper than 32 levels
     */
    public function json(): mixed {}

    /** Gives the first value of a header; the case of its name does not matter. Null: it is not there. */
    public function header(string $name): ?string {}
}
