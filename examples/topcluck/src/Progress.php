<?php

declare(strict_types=1);

namespace TopCluck;

use Symfony\Component\Console\Formatter\OutputFormatter;
use Symfony\Component\Console\Helper\ProgressBar;
use Symfony\Component\Console\Output\ConsoleOutput;

/** Prints lines; on a terminal there is a progress bar below them. */
final class Progress
{
    private readonly ConsoleOutput $output;
    private ?ProgressBar $bar = null;

    public function __construct()
    {
        $this->output = new ConsoleOutput();
    }

    /** @param ?int $total null: not known */
    public function line(string $line, int $done, ?int $total): void
    {
        if ($this->output->isDecorated() && $this->bar === null) {
            $this->bar = new ProgressBar($this->output, $total ?? 0);
        }
        $this->bar?->clear();
        $this->output->writeln(OutputFormatter::escape($line));
        $this->bar?->setProgress($done);
        $this->bar?->display();
    }

    public function finish(): void
    {
        $this->bar?->clear();
        $this->bar = null;
    }
}
