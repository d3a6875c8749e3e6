--TEST--
An answer that arrived while the process was stopped past its timeout is used
--EXTENSIONS--
coop
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();

foreach (['http' => $server->http, 'https' => $server->https] as $name => $origin) {
    [$login] = $server->seed();
    $old = $login['refresh_token'];
    $server->script(['delay' => 500]);
    $child = pcntl_fork();
    if ($child === 0) {
        $client = new Coop\Client(new Coop\Provider('test', "$origin/token"), 'id', 'secret', timeout: 1, caFile: $server->ca);
        try {
            $tokens = $client->refresh($old);
            echo "$name: ", $server->isLive($tokens->refreshToken()) && $tokens->refreshToken() !== $old ? 'the live token' : 'a wrong token', "\n";
        } catch (Throwable $e) {
            echo "$name: ", get_class($e), ': ', $e->getMessage(), "\n";
        }
        exit;
    }
    while ($server->uses($old) === 0) {
        usleep(2000);
    }
    posix_kill($child, SIGSTOP);
    sleep(3);
    posix_kill($child, SIGCONT);
    pcntl_waitpid($child, $status);
    echo 'sent ', $server->uses($old), " times\n";
}
?>
--EXPECT--
http: the live token
sent 1 times
https: the live token
sent 1 times
