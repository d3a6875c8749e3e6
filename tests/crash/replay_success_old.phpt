--TEST--
An old journal of a run that was killed goes when its store's next run has read it, not before; one without an answer goes at once
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/processes.inc';
$what_of = static function (string $name) use (&$folder): string {
    return file_exists("$folder/$name.journal") ? 'open' : (glob("$folder/$name.*.closed") ? 'closed' : 'gone');
};
/** The folder's only journal is made four days old. */
$age = static function () use (&$folder): string {
    [$file] = glob("$folder/*.journal");
    touch($file, time() - 4 * 86400);
    return basename($file, '.journal');
};
$run = static function (Site $site) use (&$folder): void {
    $manager = new Coop\TokenManager($site->client(), $site->store(), journalDirectory: $folder);
    $manager->refreshExpiring(new DateTimeImmutable('2000-01-01')); // nobody is due
};

$site = new Site(['mode' => 'strict']);
$site->users(3);
$other = new Site(['mode' => 'strict']);
$other->users(3);
$folder = $site->journal();

Process::start($site, '$manager->refreshExpiring(onResult: fn () => posix_kill(getmypid(), 9));')->end();
$killed = $age();
$run($other);
echo 'after a run of another store: ', $what_of($killed), "\n";
$run($site);
echo "after its own store's next run: ", $what_of($killed), "\n";
$run($other);
echo 'after one more: ', $what_of($killed), "\n";

touch("$folder/" . str_repeat('0', 32) . '.journal');
chmod("$folder/" . str_repeat('0', 32) . '.journal', 0600);
$empty = $age();
$run($other);
echo 'one without an answer, after a run of another store: ', $what_of($empty), "\n";
echo 'alive: ', $site->alive(), ' and ', $other->alive(), "\n";
?>
--EXPECT--
after a run of another store: open
after its own store's next run: closed
after one more: gone
one without an answer, after a run of another store: gone
alive: 3 and 3
