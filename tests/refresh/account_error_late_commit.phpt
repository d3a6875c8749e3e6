--TEST--
A page whose lease was acknowledged too late to be used sends nothing and lets go of it (in full only: a minute and a half)
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';

final class Slow extends PDO
{
    public int $seconds = 0;

    public function commit(): bool
    {
        $committed = parent::commit();
        if ($this->query("SELECT COUNT(*) FROM coop_refresh WHERE holder <> '' AND until_ts > 0")->fetchColumn()) {
            sleep($this->seconds);
        }
        return $committed;
    }
}

$full = (bool) getenv('COOP_TEST_FULL');
$site = new Site();
$tokens = $site->users(1);
$pdo = new Slow("sqlite:$site->folder/site.sqlite");
$pdo->seconds = $full ? 95 : 1; // of 120, without 1 for the answer and 25 for the saving and what cannot be foreseen
$manager = $site->manager(client: $site->client(timeout: 1), store: $site->store($pdo));
try {
    $manager->refresh('user001@example.com');
    $expected = !$full;
} catch (Coop\LeaseException) {
    $expected = $full;
}
echo $expected ? 'as it should be' : 'wrong', ', sent: ',
    $site->server->uses($tokens['user001@example.com']) === ($full ? 0 : 1) ? 'as it should be' : 'wrong', "\n";
echo 'leases: ', $site->pdo->query("SELECT COUNT(*) FROM coop_refresh WHERE holder <> '' AND until_ts > 0")->fetchColumn(), ', ',
    $site->whoIsAlive(), "\n";
?>
--EXPECT--
as it should be, sent: as it should be
leases: 0, 1 of 1 alive
