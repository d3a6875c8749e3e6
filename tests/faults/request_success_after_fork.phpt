--TEST--
A forked child does not use the connections of its parent: nobody gets the other's answers
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
    $server->reset();
    [$ours, $childs] = $server->seed(2);
    $client = new Coop\Client(new Coop\Provider('test', "$origin/token", userinfoEndpoint: "$origin/userinfo"), 'id', 'secret', caFile: $server->ca);
    $foreign = static function (array $login) use ($client, $origin): string {
        $counts = ['right' => 0, 'foreign' => 0, 'failed' => 0];
        for ($n = 0; $n < 100; $n++) {
            try {
                $answer = $client->request('GET', "$origin/userinfo", $login['access_token'])->json();
                $counts[($answer['login'] ?? null) === $login['login'] ? 'right' : 'foreign']++;
            } catch (Coop\CoopException $e) {
                $counts['failed']++;
            }
        }
        return json_encode($counts);
    };
    $client->request('GET', "$origin/userinfo", $ours['access_token']); // warm
    $file = tempnam(sys_get_temp_dir(), 'coop-fork-');
    $child = pcntl_fork();
    if ($child === 0) {
        file_put_contents($file, $foreign($childs));
        posix_kill(getmypid(), SIGKILL); // what it has of its parent is not its own to tidy up
    }
    echo "$name, parent: ", $foreign($ours), "\n";
    pcntl_waitpid($child, $status);
    echo "$name, child: ", file_get_contents($file), "\n";
    unlink($file);
    // The child's end has not closed the parent's connection.
    echo $client->request('GET', "$origin/userinfo", $ours['access_token'])->status, ', ', $server->stats()['connections'], " connections\n";
}
?>
--EXPECT--
http, parent: {"right":100,"foreign":0,"failed":0}
http, child: {"right":100,"foreign":0,"failed":0}
200, 2 connections
https, parent: {"right":100,"foreign":0,"failed":0}
https, child: {"right":100,"foreign":0,"failed":0}
200, 2 connections
