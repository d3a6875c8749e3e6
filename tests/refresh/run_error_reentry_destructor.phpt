--TEST--
A destructor that the callback of a run calls cannot start another run
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
$site->users(5);
final class Last
{
    public function __construct(private readonly Coop\TokenManager $manager)
    {
    }

    public function __destruct()
    {
        attempt($this->manager->refreshExpiring(...));
    }
}
$manager = $site->manager();
$last = new Last($manager);
show($manager->refreshExpiring(onResult: static function () use (&$last): void {
    $last = null;
}));
echo $site->whoIsAlive(), "\n";
?>
--EXPECT--
Error: This Coop\TokenManager is in the middle of a run, and a callback must not start another one: do it after the run
{"saved":5} of 5, complete, ok
all 5 alive
