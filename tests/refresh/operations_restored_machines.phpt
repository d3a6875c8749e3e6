--TEST--
A database that has gone back in time, refreshed by two machines with a journal each: a run without anybody due on each heals everybody
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
foreach (['at once', 'healed first'] as $how) {
    $site = new Site(['mode' => 'strict']);
    $machine = fn (string $name): Coop\TokenManager => $site->manager(journalDirectory: "$site->folder/$name");
    $users = $site->users(['ann', 'bob', 'cid', 'dan'], '2020-01-01 00:00:00');
    $site->store()->id(); // the companion table is there, as in any backup of a table that has been refreshed before
    $site->pdo->exec("VACUUM INTO '$site->folder/backup.sqlite'");

    // Each machine refreshes two of them.
    foreach (['a' => ['ann', 'bob'], 'b' => ['cid', 'dan']] as $name => $theirs) {
        $others = array_diff(array_keys($users), $theirs);
        $site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2099-01-01' WHERE email IN ('" . implode("','", $others) . "')");
        echo $name, ' ', $machine($name)->refreshExpiring()->counts['saved'], "\n";
        $site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01' WHERE email IN ('" . implode("','", $others) . "')");
    }
    foreach (['users', 'coop_refresh'] as $table) {
        $site->pdo->exec("DELETE FROM $table");
    }
    $site->pdo->exec("ATTACH '$site->folder/backup.sqlite' AS backup");
    $site->pdo->exec('INSERT INTO users SELECT * FROM backup.users');
    $site->pdo->exec('INSERT INTO coop_refresh SELECT * FROM backup.coop_refresh');
    $site->pdo->exec('DETACH backup');

    if ($how === 'healed first') {
        foreach (['a', 'b'] as $name) {
            echo "$name total ", $machine($name)->refreshExpiring(before: new DateTimeImmutable('2000-01-01'))->total, "\n";
        }
    }
    $counts = array_filter($machine('a')->refreshExpiring(before: new DateTimeImmutable('+1 year'))->counts);
    echo "$how: ", json_encode($counts), "\n";
}
?>
--EXPECT--
a 2
b 2
at once: {"rejected":2}
a 2
b 2
a total 0
b total 0
healed first: {"saved":4}
