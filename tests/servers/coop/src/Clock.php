<?php

declare(strict_types=1);

namespace CoopSite;

/** The time as this server sees it: real time plus an offset that tests change to let tokens grow old. */
final class Clock
{
    private static int $offset = 0;

    public static function setOffset(int $seconds): void
    {
        self::$offset = $seconds;
    }

    public static function now(): int
    {
        return \time() + self::$offset;
    }
}
