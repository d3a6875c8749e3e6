--TEST--
Token answers on refresh: huge bodies are refused in bounded time and memory
--EXTENSIONS--
coop
--FILE--
<?php
// Bodies that are too large for the fault server's control port. Each: what comes first, what is repeated until 8 MiB, and whether the refresh token comes early.
$bodies = [
    'levels of arrays' => ['{"refresh_token":"new","access_token":"a","deep":', '[', true],
    'levels of objects' => ['{"refresh_token":"new","access_token":"a","deep":', '{"a":', true],
    'keys' => ['{"refresh_token":"new","access_token":"a"', ',"%d":1', true],
    'one key' => ['{"refresh_token":"new","access_token":"a","', 'k', true],
    'one text' => ['{"access_token":"a","note":"', 'n', false],
    'one token' => ['{"access_token":"a","refresh_token":"', 'r', false],
    'one number' => ['{"refresh_token":"new","access_token":"a","expires_in":', '9', true],
    'blanks' => ['{"refresh_token":"new","access_token":"a"', ' ', true],
    'refresh tokens' => ['{"access_token":"a"', ',"refresh_token":"x"', false],
    'form members' => ['access_token=a&refresh_token=new', '&a%d=1', false],
];
$server = proc_open([PHP_BINARY, '-n', '-r', '
    $bodies = ' . var_export($bodies, true) . ';
    $listener = stream_socket_server("tcp://127.0.0.1:0");
    echo stream_socket_get_name($listener, false), "\n";
    while ($client = stream_socket_accept($listener, 60)) {
        for ($head = ""; !str_contains($head, "\r\n\r\n"); $head .= fread($client, 8192));
        [$first, $repeated] = $bodies[strtr(substr(explode(" ", $head)[1], 1), "_", " ")];
        fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n$first");
        for ($n = $sent = 0; $sent < 8 << 20; $sent += $written) {
            $block = "";
            if (str_contains($repeated, "%d")) {
                for (; strlen($block) < 65536; $n++) { $block .= sprintf($repeated, $n); }
            } else {
                $block = str_repeat($repeated, intdiv(65536, strlen($repeated)));
            }
            if (!($written = @fwrite($client, $block))) break;
        }
        fclose($client);
    }
'], [['pipe', 'r'], ['pipe', 'w'], STDERR], $pipes);
$address = trim(fgets($pipes[1]));

function high_water_mark(): int
{
    preg_match('/^VmHWM:\s+(\d+) kB/m', file_get_contents('/proc/self/status'), $found);
    return (int) $found[1];
}

foreach ($bodies as $name => [$first, $repeated, $early]) {
    $client = new Coop\Client(new Coop\Provider('test', "http://$address/" . strtr($name, ' ', '_')), 'id', 'secret', timeout: 20);
    memory_reset_peak_usage();
    [$started, $high, $used] = [hrtime(true), high_water_mark(), memory_get_usage()];
    try {
        $client->refresh('old');
        echo "$name: tokens\n";
    } catch (Coop\InvalidResponseException $e) {
        echo "$name: refused, ", $e->salvagedRefreshToken() ?? 'nothing', " salvaged\n";
    }
    $milliseconds = (hrtime(true) - $started) / 1e6;
    if ($milliseconds > 3000) {
        echo "  took $milliseconds ms\n";
    }
    if (memory_get_peak_usage() - $used > 512 * 1024) {
        echo '  PHP memory: ', memory_get_peak_usage() - $used, "\n";
    }
    // The first one pays for what all use; a sanitizer keeps what was freed.
    if ($name !== array_key_first($bodies) && high_water_mark() - $high > 4096 && !str_contains((string) getenv('LD_PRELOAD'), 'asan')) {
        echo '  process memory: ', high_water_mark() - $high, " kB\n";
    }
}
proc_terminate($server);
?>
--EXPECT--
levels of arrays: refused, new salvaged
levels of objects: refused, new salvaged
keys: refused, new salvaged
one key: refused, new salvaged
one text: refused, nothing salvaged
one token: refused, nothing salvaged
one number: refused, new salvaged
blanks: refused, new salvaged
refresh tokens: refused, nothing salvaged
form members: refused, nothing salvaged
