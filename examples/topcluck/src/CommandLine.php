<?php

declare(strict_types=1);

namespace TopCluck;

/** The options of the cron scripts. */
final class CommandLine
{
    /** With --json: one JSON object at the end, and nothing else on the standard output. */
    public bool $json = false;

    /** The date behind --before, such as --before='+1 month'. */
    public ?\DateTimeImmutable $before = null;

    /**
     * Says what is wrong and ends the script with status 2 if there is anything that the script does not know.
     *
     * @param list<string> $argv
     * @param list<'before'|'json'> $known the options of this script
     */
    public function __construct(array $argv, private readonly array $known)
    {
        foreach (array_slice($argv, 1) as $argument) {
            if ($argument === '--json' && in_array('json', $known, true)) {
                $this->json = true;
            } elseif (str_starts_with($argument, '--before=') && in_array('before', $known, true)) {
                $this->before = $this->date(trim(substr($argument, strlen('--before='))), $argv[0]);
            } else {
                $this->fail("unknown argument $argument", $argv[0]);
            }
        }
    }

    private function date(string $text, string $script): \DateTimeImmutable
    {
        // strtotime() takes '' for now; so does DateTimeImmutable.
        $time = $text === '' ? false : strtotime($text);
        if ($time === false) {
            $this->fail("--before: '$text' is not a date. Try '+1 month' or '2030-12-31 18:00'", $script);
        }

        return new \DateTimeImmutable("@$time");
    }

    private function fail(string $message, string $script): never
    {
        $options = array_map(fn (string $option): string => $option === 'before' ? ' [--before=DATE]' : " [--$option]", $this->known);
        fwrite(STDERR, basename($script).": $message.\nusage: php $script".implode('', $options)."\n");
        exit(2);
    }
}
