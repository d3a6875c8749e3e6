--TEST--
Silent and slow servers: the wait ends at its deadline and costs no CPU
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();

function attempt(FaultServer $server, string $name, string $origin, array $fault, float $from, float $until, int $connectTimeout = 5, int $timeout = 2): void
{
    [$login] = $server->seed();
    $server->dropConnections();
    $server->script($fault);
    $client = new Coop\Client(new Coop\Provider('test', "$origin/token"), 'id', 'secret', connectTimeout: $connectTimeout, timeout: $timeout, caFile: $server->ca);
    $before = getrusage();
    $started = hrtime(true);
    try {
        $client->refresh($login['refresh_token']);
        $words = 'tokens';
    } catch (Coop\TransportException $e) {
        $words = "phase $e->phase, " . ($e->requestSent ? 'sent' : 'not sent');
    }
    $seconds = (hrtime(true) - $started) / 1e9;
    $after = getrusage();
    $cpu = 0;
    foreach (['ru_utime', 'ru_stime'] as $kind) {
        $cpu += $after["$kind.tv_sec"] - $before["$kind.tv_sec"] + ($after["$kind.tv_usec"] - $before["$kind.tv_usec"]) / 1e6;
    }
    $wrong = $server->uses($login['refresh_token']) > 1 ? ', SENT TWICE' : '';
    echo "$name: $words, ", $seconds >= $from && $seconds < $until ? 'in time' : "after $seconds s", $cpu < 0.25 ? '' : ", $cpu s of CPU", "$wrong\n";
}

foreach (['http' => $server->http, 'https' => $server->https] as $name => $origin) {
    attempt($server, "$name, never answered", $origin, ['lose_silent' => true], 1.9, 4);
    attempt($server, "$name, a byte every 50 ms", $origin, ['trickle' => 50], 1.9, 4);
    attempt($server, "$name, stalls in the body", $origin, ['cut_body' => 10, 'end' => 'keep'], 1.9, 4);
    attempt($server, "$name, late but in time", $origin, ['delay' => 1200], 1.1, 1.9);
}
attempt($server, 'https, silent before TLS', $server->https, ['silent_on_accept' => true, 'listener' => 'https'], 0.9, 3, connectTimeout: 1, timeout: 10);
attempt($server, 'http, silent from the start', $server->http, ['silent_on_accept' => true, 'listener' => 'http'], 1.9, 4);
?>
--EXPECT--
http, never answered: phase timeout, sent, in time
http, a byte every 50 ms: phase timeout, sent, in time
http, stalls in the body: phase timeout, sent, in time
http, late but in time: tokens, in time
https, never answered: phase timeout, sent, in time
https, a byte every 50 ms: phase timeout, sent, in time
https, stalls in the body: phase timeout, sent, in time
https, late but in time: tokens, in time
https, silent before TLS: phase timeout, not sent, in time
http, silent from the start: phase timeout, sent, in time
