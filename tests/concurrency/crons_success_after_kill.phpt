--TEST--
A run with a date that is killed when it had nothing in flight is continued by the next one, and over for the one after it
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
// everything is saved, and then its process ends in the last callback
echo Crons::wait($site->start("\$manager->refreshExpiring($date, onResult: fn (\$r) => \$r->done < 20 || posix_kill(posix_getpid(), 9));")), $site->books($tokens), "\n";
$tokens = $site->stored();
echo 'continued: ', $site->crons(1, $date), $site->books($tokens), "\n";
echo 'a new one: ', $site->crons(1, $date), $site->books($tokens), "\n";
?>
--EXPECT--
20 of 20 alive, reused 0, uses {"1":20}
continued: 20 of 20 alive, reused 0, uses {"0":20}
a new one: 20 of 20 alive, reused 0, uses {"1":20}
