<?php
// What the contestants share: settings out of the environment, the table, and the closing line of figures.
declare(strict_types=1);

function setting(string $name): string
{
    return getenv("BENCH_$name") ?: throw new RuntimeException("BENCH_$name is not set");
}

function database(): PDO
{
    $pdo = new PDO('sqlite:' . setting('DATABASE'));
    $pdo->exec('PRAGMA synchronous=FULL');
    return $pdo;
}

function cpu_microseconds(): float
{
    $usage = getrusage();
    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1e6 + $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'];
}

/** Runs a contestant, which returns how many users it refreshed, and prints its figures as JSON. */
function contest(callable $contestant): never
{
    $cpu = cpu_microseconds();
    $started = hrtime(true);
    $refreshed = $contestant();
    $seconds = (hrtime(true) - $started) / 1e9;
    $cpu = cpu_microseconds() - $cpu;
    preg_match('/VmHWM:\s+(\d+)/', file_get_contents('/proc/self/status'), $memory);
    echo json_encode(['refreshed' => $refreshed, 'cpu' => $cpu / max(1, $refreshed), 'seconds' => $seconds, 'megabytes' => $memory[1] / 1024]), "\n";
    exit(0);
}
