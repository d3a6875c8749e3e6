--TEST--
A run with a date that was killed before it took anybody is continued by the next one, and over for the one after that
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/crons.inc';
$site = new Crons('sqlite');
$tokens = $site->users(20);
$date = 'new DateTimeImmutable("+1 month")';
// when it reads its first page
Crons::wait($site->start('class Deadly extends PDO {
        public function prepare(string $query, array $options = []): PDOStatement|false
        {
            str_contains($query, "LIMIT 4096") && posix_kill(posix_getpid(), 9);
            return parent::prepare($query, $options);
        }
    }
    (new Coop\TokenManager($client, new Coop\PdoTokenStore(new Deadly($source)), $journal))->refreshExpiring(' . $date . ');'));
echo 'continued: ', $site->crons(1, $date), $site->whatBecameOf($tokens), "\n";
$tokens = $site->stored();
echo 'a new one: ', $site->crons(1, $date), $site->whatBecameOf($tokens), "\n";
?>
--EXPECT--
continued: all 20 alive, no token reused, 20 tokens sent once
a new one: all 20 alive, no token reused, 20 tokens sent once
