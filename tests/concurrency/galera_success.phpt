--TEST--
A cluster of three nodes, a cron on each: every token is sent once; with a node killed, and with one cut off, the others finish and nobody is lost
--EXTENSIONS--
coop
pdo
pdo_sqlite
pdo_pgsql
mysqlnd
pdo_mysql
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/crons.inc';
$site = new Crons('galera');
$site->store()->installSchema();
preg_match('~unix_socket=(.*)/node1\.sock~', $site->sources[0], $match);
$folder = $match[1];
$root = static fn (int $node): PDO => new PDO($site->sources[$node], 'root', '');

/** The first node answers again: with two of three left it has to find out first that they are the cluster. */
$comeBack = function () use ($root): void {
    for ($until = time() + 60; time() < $until && $root(0)->query("SHOW STATUS LIKE 'wsrep_ready'")->fetchColumn(1) !== 'ON'; ) {
        usleep(100000);
    }
};

/** A cron on each node; something happens while they run. */
$run = function (string $name, array $tokens, ?callable $meanwhile = null) use ($site, $comeBack): void {
    $site->server->script(['delay' => 30, 'times' => 0]);
    $crons = [];
    for ($node = 0; $node < 3; $node++) {
        $crons[] = $site->start('$manager->refreshExpiring(concurrency: 8, timeLimit: 20);', "journal$node", $node);
    }
    if ($meanwhile) {
        usleep(400000);
        $meanwhile();
    }
    array_map(Crons::wait(...), $crons);
    if ($meanwhile) {
        $comeBack();
        // What was cut off had answers of its own in its journal: its next run, on a node that works, heals them.
        for ($node = 1; $node < 3; $node++) {
            Crons::wait($site->start('$manager->refreshExpiring();', "journal$node"));
        }
        Crons::wait($site->start('$manager->refreshExpiring();', 'journal0'));
    }
    echo "$name: ", $site->whatBecameOf($tokens), "\n";
};

$run('three nodes', $site->users(600));

$site->pdo->exec('DELETE FROM users');
$run('one is killed', $site->users(600, 'killed'), fn () => posix_kill((int) file_get_contents("$folder/node2.own.pid"), 9));
exec(escapeshellarg(dirname(__DIR__) . '/servers/databases/server') . ' node ' . escapeshellarg($folder) . ' 2 >/dev/null 2>&1');

$site->pdo->exec('DELETE FROM users');
$run('one is cut off', $site->users(600, 'cut'), fn () => $root(2)->exec("SET GLOBAL wsrep_provider_options = 'gmcast.isolate=1'"));
?>
--EXPECT--
three nodes: all 600 alive, no token reused, 600 tokens sent once
one is killed: all 600 alive, no token reused, 600 tokens sent once
one is cut off: all 600 alive, no token reused, 600 tokens sent once
