--TEST--
A cron that is killed, and a database that goes back to a copy from before the run: the next run heals every login from the journal
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
foreach (['sqlite', 'pgsql', 'mysql'] as $kind) {
    echo "-- $kind\n";
    $site = new Crons($kind);
    // One of four is killed while its database does not answer: what it has received is in its journal only.
    $tokens = $site->users(300);
    $site->server->script(['delay' => 20, 'times' => 0]);
    $processes = [];
    for ($i = 0; $i < 4; $i++) {
        $processes[] = $site->start('$manager->refreshExpiring(concurrency: 16);');
    }
    usleep(250000);
    proc_terminate($processes[0][0], 9);
    array_map(Crons::wait(...), $processes);
    $site->server->script();
    Crons::wait($site->start('$manager->refreshExpiring();'));
    // A login is lost only where the answer was on its way: with 16 abreast at most 16.
    echo 300 - $site->alive($tokens) <= 16 ? 'at most those in flight are lost' : $site->whatBecameOf($tokens), ", {$site->whatIsHeld()}\n";

    // The whole database as it was before the run.
    $site->pdo->exec('DELETE FROM users');
    $site->server->reset();
    $site->server->mode('strict');
    $tokens = $site->users(200, 'restored');
    foreach (['users', 'coop_refresh'] as $table) {
        $site->pdo->exec("CREATE TABLE copy_of_$table AS SELECT * FROM $table");
    }
    echo $site->crons(2), $site->whatBecameOf($tokens), "\n";
    foreach (['users', 'coop_refresh'] as $table) {
        $site->pdo->exec("DELETE FROM $table");
        $site->pdo->exec("INSERT INTO $table SELECT * FROM copy_of_$table");
    }
    echo 'restored: ', $site->stored() == $tokens ? 'the old tokens' : 'something else', "\n";
    echo $site->crons(1), $site->whatBecameOf($tokens), "\n";
    $new = $site->stored();
    echo $site->crons(1, 'new DateTimeImmutable("+1 month")'), $site->whatBecameOf($new), "\n";
}
?>
--EXPECT--
-- sqlite
at most those in flight are lost, no leases held
all 200 alive, no token reused, 200 tokens sent once
restored: the old tokens
all 200 alive, no token reused, 200 tokens sent once
all 200 alive, no token reused, 200 tokens sent once
-- pgsql
at most those in flight are lost, no leases held
all 200 alive, no token reused, 200 tokens sent once
restored: the old tokens
all 200 alive, no token reused, 200 tokens sent once
all 200 alive, no token reused, 200 tokens sent once
-- mysql
at most those in flight are lost, no leases held
all 200 alive, no token reused, 200 tokens sent once
restored: the old tokens
all 200 alive, no token reused, 200 tokens sent once
all 200 alive, no token reused, 200 tokens sent once
