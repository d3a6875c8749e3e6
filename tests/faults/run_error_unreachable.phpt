--TEST--
A server that cannot be reached or is not the right one: a run sends nothing, touches nobody and ends within its limit
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../refresh/site.inc';
// Three tries of each of two users are over at once; of many, the run makes a pause, and ends by its limit in it.
[$users, $limit] = getenv('COOP_TEST_FULL') ? [200, 10] : [2, 1];
$site = new Site();
$tokens = $site->users($users);
$server = $site->server;

$closed = stream_socket_server('tcp://127.0.0.1:0');
$refused = stream_socket_get_name($closed, false);
fclose($closed);
// Its queue is full: the next packets that ask for a connection are dropped.
$full = stream_socket_server('tcp://127.0.0.1:0', context: stream_context_create(['socket' => ['backlog' => 1]]));
$deaf = stream_socket_get_name($full, false);
for ($waiting = []; count($waiting) < 4;) {
    $waiting[] = stream_socket_client("tcp://$deaf", $code, $message, 0, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT);
}

$rows = [
    'refused' => ["http://$refused"],
    'no such name' => ['https://coop.invalid'],
    'expired certificate' => [$server->expired],
    'unknown authority' => [$server->selfSigned],
    'unknown authority, good name' => [$server->https, null],
    'wrong host' => [$server->wrongHost],
    'TLS 1.1 at most' => [$server->oldTls],
    'reset before TLS' => [$server->https, $server->ca, ['reset_on_accept' => true, 'listener' => 'https', 'times' => 0]],
    'never accepted' => ["http://$deaf"],
    'accepted, then silent' => [$server->https, $server->ca, ['silent_on_accept' => true, 'listener' => 'https', 'times' => 0]],
];
foreach ($rows as $name => $row) {
    [$origin, $ca, $fault] = $row + [1 => $server->ca, 2 => null];
    $fault === null ? $server->script() : $server->script($fault);
    $client = $site->client(provider: new Coop\Provider('test', "$origin/token"), caFile: $ca, connectTimeout: 1);
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $phases = [];
    $started = hrtime(true);
    $report = $site->manager(client: $client)->refreshExpiring(timeLimit: $limit, onResult: function (Coop\RefreshResult $result) use (&$phases): void {
        $phases[$result->error->phase . ($result->error->requestSent ? ' sent' : '')] = true;
    });
    $seconds = (hrtime(true) - $started) / 1e9;
    // A reset may meet the end of the connecting.
    $phases = implode(' ', array_keys($phases));
    echo "$name: ", str_starts_with($name, 'reset') && preg_match('/^(connect|tls)( tls| connect)?$/', $phases) ? 'not sent' : $phases, ', ',
        array_keys(array_filter($report->counts)) === ['not_sent'] ? 'not sent' : json_encode($report->counts), $report->ok() ? ', ok' : '',
        $seconds < $limit + 10 ? '' : ", after $seconds s", $site->marked() ? ", {$site->marked()} marked" : '', $site->stored() === $tokens ? '' : ', TOUCHED', "\n";
}
$server->script();
echo 'requests: ', $server->stats()['requests'], "\n";
$site->pdo->exec('DROP TABLE coop_refresh');
$report = $site->manager()->refreshExpiring();
echo $report->counts['saved'] - $users, ' missing, alive: ', $site->alive() - $users, " missing\n";
?>
--EXPECT--
refused: connect, not sent
no such name: dns, not sent
expired certificate: tls, not sent
unknown authority: tls, not sent
unknown authority, good name: tls, not sent
wrong host: tls, not sent
TLS 1.1 at most: tls, not sent
reset before TLS: not sent, not sent
never accepted: timeout, not sent
accepted, then silent: timeout, not sent
requests: 0
0 missing, alive: 0 missing
