<?php

declare(strict_types=1);

namespace TopCluck;

/** The one option of the cron scripts. */
final class CommandLine
{
    /**
     * The date behind --before, such as --before='+1 month'; null without the option.
     * Says what is wrong and ends the script with status 2 if it is no date, or if there is anything else.
     *
     * @param list<string> $argv
     */
    public static function before(array $argv): ?\DateTimeImmutable
    {
        $before = null;
        foreach (array_slice($argv, 1) as $argument) {
            if (!str_starts_with($argument, '--before=')) {
                self::fail("unknown argument $argument", $argv[0]);
            }
            $text = trim(substr($argument, strlen('--before=')));
            // strtotime() takes '' for now; so does DateTimeImmutable.
            $time = $text === '' ? false : strtotime($text);
            if ($time === false) {
                self::fail("--before: '$text' is not a date. Try '+1 month' or '2030-12-31 18:00'", $argv[0]);
            }
            $before = new \DateTimeImmutable("@$time");
        }

        return $before;
    }

    private static function fail(string $message, string $script): never
    {
        fwrite(STDERR, basename($script).": $message.\nusage: php $script [--before=DATE]\n");
        exit(2);
    }
}
