--TEST--
Token answers on refresh: an answer that is cut at any byte never gives tokens, the whole one does
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$server->seed(1000); // the number of a login is part of its tokens: four digits from now on

function attempt(FaultServer $server, Coop\Client $client, array $fault): ?Coop\TokenSet
{
    [$login] = $server->seed();
    $server->script($fault);
    try {
        $tokens = $client->refresh($login['refresh_token']);
        if (!$server->isLive($tokens->refreshToken()) || !$server->isLive($tokens->accessToken()) || $tokens->expiresAt === null) {
            echo json_encode($fault), ": wrong tokens\n";
        }
    } catch (Coop\TransportException $e) {
        if (!$e->requestSent) {
            echo json_encode($fault), ": said not to be sent\n";
        }
        $tokens = null;
    }
    if ($server->uses($login['refresh_token']) !== 1) {
        echo json_encode($fault), ": sent {$server->uses($login['refresh_token'])} times\n";
    }
    return $tokens;
}

foreach (['http' => 'close', 'https' => 'close', 'http, reset' => 'reset'] as $name => $end) {
    $origin = str_starts_with($name, 'https') ? $server->https : $server->http;
    $client = new Coop\Client(new Coop\Provider('test', "$origin/token"), 'id', 'secret', caFile: $server->ca);
    attempt($server, $client, ['end' => 'keep']);
    $length = $server->requests()[array_key_last($server->requests())]['answered'];
    $succeeded = [];
    for ($n = 0; $n <= $length; $n++) {
        if (attempt($server, $client, ['cut' => $n, 'end' => $end])) {
            $succeeded[] = $length - $n;
        }
    }
    // A reset may overtake the last bytes.
    echo "$name: ", $length > 200 ? '' : 'short ', $succeeded === [0] || ($end === 'reset' && $succeeded === []) ? 'only the whole one' : json_encode($succeeded), "\n";
}

// The chunks say where the body ends, and JSON does too: what is cut behind both has the right tokens.
$client = new Coop\Client(new Coop\Provider('test', "$server->http/token"), 'id', 'secret');
$fault = ['chunked' => ['size' => 50, 'extension' => '', 'trailers' => ['X-Trailer' => 'late']], 'end' => 'close'];
attempt($server, $client, $fault);
$length = $server->requests()[array_key_last($server->requests())]['answered'];
$succeeded = [];
for ($n = 0; $n <= $length; $n++) {
    if (attempt($server, $client, $fault + ['cut' => $n])) {
        $succeeded[] = $length - $n;
    }
}
echo 'chunked: ', $succeeded !== [] && min($succeeded) === 0 && max($succeeded) < 25 ? 'only where all chunks are there' : json_encode($succeeded), "\n";
?>
--EXPECT--
http: only the whole one
https: only the whole one
http, reset: only the whole one
chunked: only where all chunks are there
