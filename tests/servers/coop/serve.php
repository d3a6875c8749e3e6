<?php

declare(strict_types=1);

/**
 * Starts the COOP server and stays in the foreground until SIGTERM or SIGINT, or until standard input closes if asked to.
 *
 * The first line on standard output is the URL, printed when the server really answers; the second is the path of its
 * SQLite database. Status 0: stopped as asked; 1: did not start or died, its log is on standard error; 2: bad arguments.
 *
 * Runs under `php -n` too: it needs no extension. With pcntl, signals end it in an orderly way; without, guard.sh still
 * ends the server when this process is gone.
 */

const USAGE = <<<'TEXT'
    usage: php serve.php [options]
      --port=0                    0: any free port
      --database=FILE             default: a fresh temporary one, removed at the end
      --workers=4                 requests served at the same time
      --access-lifetime=86400     seconds
      --refresh-lifetime=1209600  seconds
      --no-rotation               a refresh answers without a refresh token
      --keep-used                 a used refresh token stays valid
      --clock-offset=SECONDS      added to the server's clock
      --until-stdin-closes        end also when standard input closes

    TEXT;

const START_SECONDS = 15;
const STOP_SECONDS = 5;

exit(main(array_slice($argv, 1)));

/** @param list<string> $arguments */
function main(array $arguments): int
{
    $options = options($arguments);
    if (is_string($options)) {
        fwrite(STDERR, $options."\n".USAGE);

        return 2;
    }
    if (!is_file(__DIR__.'/vendor/autoload.php')) {
        fwrite(STDERR, "The library is missing: run `composer install` in tests/servers/coop.\n");

        return 1;
    }
    $stop = stopOnSignals();
    $directory = temporaryDirectory();
    $database = $options['database'] ?? "$directory/coop.sqlite";
    if (!str_starts_with($database, '/')) {
        $database = getcwd()."/$database"; // the server runs in another folder
    }
    $php = phpCommand();
    if (!install($php, $database, $options)) {
        removeDirectory($directory);

        return 1;
    }

    $guard = startServer($php, $options, $database, $directory, $pipes);
    $url = waitUntilReady($directory, $pipes[1], $stop);
    if ($url !== null) {
        echo "$url\n$database\n";
        waitForTheEnd($pipes[1], $options['until-stdin-closes'], $stop);
    }
    $died = !$stop->asked;
    if ($died) {
        fwrite(STDERR, "The COOP server did not start or died. Its log:\n".@file_get_contents("$directory/log", length: 20000));
    }
    stopServer($guard, $pipes, $directory, $url);

    return $died ? 1 : 0;
}

/**
 * @param list<string> $arguments
 * @return array<string, mixed>|string the options, or what is wrong
 */
function options(array $arguments): array|string
{
    $options = [
        'port' => 0,
        'database' => null,
        'workers' => 4,
        'access-lifetime' => 86400,
        'refresh-lifetime' => 1209600,
        'no-rotation' => false,
        'keep-used' => false,
        'clock-offset' => 0,
        'until-stdin-closes' => false,
    ];
    foreach ($arguments as $argument) {
        [$name, $value] = explode('=', $argument, 2) + [1 => null];
        $name = preg_replace('/^--/', '', $name);
        if (!array_key_exists($name, $options) || !str_starts_with($argument, '--')) {
            return "Unknown argument: $argument";
        }
        $options[$name] = match (true) {
            is_bool($options[$name]) => $value === null ? true : null,
            $name === 'database' => $value,
            default => filter_var($value, FILTER_VALIDATE_INT, FILTER_NULL_ON_FAILURE),
        };
        if ($options[$name] === null || $options[$name] === '') {
            return "Bad value: $argument";
        }
    }
    if ($options['workers'] < 1 || $options['port'] < 0 || $options['port'] > 65535) {
        return 'There is at least one worker, and ports go from 0 to 65535.';
    }

    return $options;
}

/** An object whose property `asked` becomes true when this process is asked to stop. */
function stopOnSignals(): object
{
    $stop = new class { public bool $asked = false; };
    if (function_exists('pcntl_signal')) {
        pcntl_async_signals(true);
        foreach ([SIGTERM, SIGINT, SIGHUP] as $signal) {
            pcntl_signal($signal, function () use ($stop): void { $stop->asked = true; });
        }
    }

    return $stop;
}

function temporaryDirectory(): string
{
    $directory = sys_get_temp_dir().'/coop-server-'.bin2hex(random_bytes(6));
    if (!mkdir($directory, 0700)) {
        throw new RuntimeException("Cannot make $directory");
    }

    return $directory;
}

/**
 * PHP without any ini file, so that nothing that is installed (an extension under test, a cache, a debugger) has a say,
 * and with the extensions that the server needs where they are not built in.
 *
 * @return list<string>
 */
function phpCommand(): array
{
    $builtIn = json_decode(run([PHP_BINARY, '-n', '-r', 'echo json_encode(array_map("strtolower", get_loaded_extensions()));'])[1]);
    $command = [PHP_BINARY, '-n', '-d', 'display_errors=0', '-d', 'log_errors=1', '-d', 'error_reporting='.(E_ALL & ~E_DEPRECATED & ~E_USER_DEPRECATED)];
    foreach (array_diff(['pdo', 'pdo_sqlite'], $builtIn) as $extension) {
        array_push($command, '-d', "extension=$extension");
    }

    return $command;
}

/**
 * @param list<string> $php
 * @param array<string, mixed> $options
 */
function install(array $php, string $database, array $options): bool
{
    $settings = [
        'access_lifetime' => $options['access-lifetime'],
        'refresh_lifetime' => $options['refresh-lifetime'],
        'rotation' => (int) !$options['no-rotation'],
        'delete_used' => (int) !$options['keep-used'],
        'clock_offset' => $options['clock-offset'],
    ];
    [$status, $output] = run([...$php, __DIR__.'/install.php', $database, json_encode($settings)]);
    if ($status !== 0) {
        fwrite(STDERR, "Cannot set up the database $database:\n$output");
    }

    return $status === 0;
}

/**
 * @param list<string> $command
 * @return array{int, string} exit status, standard output and error
 */
function run(array $command): array
{
    $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], ['redirect', 1]], $pipes);
    $output = (string) stream_get_contents($pipes[1]);

    return [proc_close($process), $output];
}

/**
 * @param list<string> $php
 * @param array<string, mixed> $options
 * @param ?array<int, resource> $pipes to and from the guard
 * @return resource
 */
function startServer(array $php, array $options, string $database, string $directory, ?array &$pipes)
{
    $environment = ['COOP_DATABASE' => $database] + getenv();
    unset($environment['PHP_CLI_SERVER_WORKERS']);
    if ($options['workers'] > 1) {
        $environment['PHP_CLI_SERVER_WORKERS'] = (string) $options['workers'];
    }

    return proc_open(
        ['setsid', 'sh', __DIR__.'/guard.sh', $directory, ...$php, '-q', '-S', "127.0.0.1:{$options['port']}", __DIR__.'/router.php'],
        [['pipe', 'r'], ['pipe', 'w'], STDERR],
        $pipes,
        __DIR__,
        $environment,
    );
}

/**
 * @param resource $guardOutput
 * @return ?string the URL; null if the server ended, does not answer, or is not wanted any more
 */
function waitUntilReady(string $directory, $guardOutput, object $stop): ?string
{
    stream_set_blocking($guardOutput, false);
    $context = stream_context_create(['http' => ['timeout' => START_SECONDS, 'ignore_errors' => true]]);
    for ($end = microtime(true) + START_SECONDS; microtime(true) < $end && !$stop->asked; usleep(5000)) {
        if (fread($guardOutput, 100) || feof($guardOutput)) {
            return null;
        }
        // php -S chooses the port when it is 0, and tells it in its log.
        if (preg_match('~\((http://127\.0\.0\.1:\d+)\) started~', (string) @file_get_contents("$directory/log"), $match)
            && str_contains((string) @file_get_contents($match[1].'/', false, $context), '<h1>COOP</h1>')) {
            return $match[1];
        }
    }

    return null;
}

/**
 * Returns when the guard says that the server ended, or when the end was asked for.
 *
 * @param resource $guardOutput
 */
function waitForTheEnd($guardOutput, bool $untilStdinCloses, object $stop): void
{
    while (!$stop->asked) {
        $read = $untilStdinCloses ? [$guardOutput, STDIN] : [$guardOutput];
        $write = $except = null;
        if (!@stream_select($read, $write, $except, 1)) {
            continue; // a signal, or nothing for a second
        }
        if (in_array(STDIN, $read, true) && fread(STDIN, 8192) === '' && feof(STDIN)) {
            $stop->asked = true;
        } elseif (in_array($guardOutput, $read, true)) {
            return;
        }
    }
}

/**
 * Closing the pipe makes the guard end the group; returns when nobody listens any more.
 *
 * @param resource $guard
 * @param array<int, resource> $pipes
 */
function stopServer($guard, array $pipes, string $directory, ?string $url): void
{
    fclose($pipes[0]);
    $end = microtime(true) + STOP_SECONDS;
    while (($status = proc_get_status($guard))['running'] && microtime(true) < $end) {
        usleep(2000);
    }
    // Normally there is nobody left to hear this. setsid made the guard the leader of its group: its id is the group's.
    run(['sh', '-c', 'kill -s KILL -- "-$1"', 'sh', (string) $status['pid']]);
    while ($url !== null && microtime(true) < $end && $socket = @stream_socket_client(str_replace('http:', 'tcp:', $url), timeout: 1)) {
        fclose($socket);
        usleep(2000);
    }
    removeDirectory($directory);
}

function removeDirectory(string $directory): void
{
    array_map(unlink(...), glob("$directory/*") ?: []);
    if (is_dir($directory)) {
        rmdir($directory);
    }
}
