<?php

declare(strict_types=1);

namespace TopCluck;

use Symfony\Component\Console\Formatter\OutputFormatter;
use Symfony\Component\Console\Helper\ProgressBar;
use Symfony\Component\Console\Output\ConsoleOutput;

/**
 * What a cron script tells. On a terminal: a bar with rate and time left, and above it the users who need somebody's
 * attention. In a pipe or a file: a line a user. With --json: one object at the end.
 */
final class Progress
{
    private const FORMAT = ' %current%/%max% [%bar%] %percent%%  %rate% a second, %remaining% left';
    private const FORMAT_WITHOUT_TOTAL = ' %current% [%bar%]  %rate% a second';

    private readonly ConsoleOutput $output;
    private readonly float $began;
    private ?ProgressBar $bar = null;

    public function __construct(private readonly bool $json)
    {
        $this->output = new ConsoleOutput();
        $this->began = microtime(true);
    }

    /**
     * @param bool $well false: shown on a terminal as well
     * @param ?int $total null: not known
     */
    public function user(string $line, bool $well, int $done, ?int $total): void
    {
        if ($this->json) {
            return;
        }
        if (!$this->output->isDecorated()) {
            $this->output->writeln($line, ConsoleOutput::OUTPUT_RAW);

            return;
        }
        $this->bar ??= $this->newBar($total);
        if (!$well) {
            $this->bar->clear();
            $this->output->writeln(OutputFormatter::escape($line));
        }
        // The bar draws itself at most ten times a second.
        $this->bar->setProgress($done);
        if (!$well) {
            $this->bar->display();
        }
    }

    /**
     * The end.
     *
     * @param list<string> $lines
     * @param array<string, mixed> $facts the same for a program
     */
    public function finish(array $lines, array $facts): void
    {
        $this->bar?->clear();
        $this->bar = null;
        if ($this->json) {
            $lines = [json_encode($facts, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE)];
        }
        $this->output->writeln($lines, ConsoleOutput::OUTPUT_RAW);
    }

    private function newBar(?int $total): ProgressBar
    {
        $bar = new ProgressBar($this->output, $total ?? 0);
        $bar->setFormat($total === null ? self::FORMAT_WITHOUT_TOTAL : self::FORMAT);
        $bar->setPlaceholderFormatter('rate', fn (ProgressBar $bar): string => number_format($bar->getProgress() / max(0.001, microtime(true) - $this->began)));

        return $bar;
    }
}
