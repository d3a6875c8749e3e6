--TEST--
On the servers: a primary turns read-only in the middle of a run, and the run goes on over a new connection, to the new one
--EXTENSIONS--
coop
pdo
pdo_pgsql
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/crons.inc';

/** The whole server, for connections that are open and those that will be. */
function be_read_only(Crons $site, bool $is): void
{
    if ($site->kind === 'mysql') {
        (new PDO($site->sources[0], 'root', ''))->exec('SET GLOBAL read_only = ' . (int) $is);
        return;
    }
    $admin = $site->connect();
    $admin->exec('SET default_transaction_read_only = off');
    $admin->exec('ALTER SYSTEM SET default_transaction_read_only = ' . ($is ? 'on' : 'off'));
    $admin->exec('SELECT pg_reload_conf()');
    while ($site->connect()->query('SHOW default_transaction_read_only')->fetchColumn() !== ($is ? 'on' : 'off')) {
        usleep(10_000);
    }
}

foreach (['pgsql', 'mysql'] as $kind) {
    $site = new Crons($kind);
    $tokens = $site->users(5);
    $opened = 0;
    $store = new Coop\PdoTokenStore(static function () use ($site, &$opened): PDO {
        if (++$opened === 2) {
            be_read_only($site, false); // this one leads to the new primary
        }
        return $site->connect();
    });
    $answered = 0;
    $transport = function (string $method, string $url, array $headers, string $body) use ($site, &$answered): Coop\Response {
        $lines = array_map(fn ($name, $value) => "$name: $value", array_keys($headers), $headers);
        $context = stream_context_create(['http' => ['method' => $method, 'content' => $body, 'header' => $lines]]);
        $answer = file_get_contents($url, false, $context);
        if (++$answered === 1) {
            be_read_only($site, true);
        }
        return new Coop\Response(200, ['content-type' => ['application/json']], $answer);
    };
    $manager = $site->manager(store: $store, client: $site->client(transport: $transport));
    try {
        $report = $manager->refreshExpiring(timeLimit: 15);
        echo "$kind: ", json_encode(array_filter($report->counts)), $report->complete ? ' complete' : " $report->stoppedBecause";
    } catch (Coop\StoreException $e) {
        echo "$kind: {$e->getMessage()}";
    }
    echo ", {$site->whatBecameOf($tokens)}, $opened connections\n";
}
?>
--EXPECT--
pgsql: {"saved":5} complete, all 5 alive, no token reused, 5 tokens sent once, 2 connections
mysql: {"saved":5} complete, all 5 alive, no token reused, 5 tokens sent once, 2 connections
