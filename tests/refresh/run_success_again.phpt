--TEST--
Runs again and again: with a date each run refreshes everybody once, without one nobody young
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site();
$first = $site->users(50);
$month = new DateTimeImmutable('+1 month');
for ($run = 1; $run <= 3; $run++) {
    $before = $site->stored();
    show($site->manager()->refreshExpiring($month));
    echo $site->howOftenSent($before), ', ', $site->whoIsAlive(), "\n";
}
echo "-- one manager\n";
$manager = $site->manager();
for ($run = 1; $run <= 2; $run++) {
    show($manager->refreshExpiring($month));
}
echo "-- without a date\n";
for ($run = 1; $run <= 2; $run++) {
    show($manager->refreshExpiring());
}
echo "-- due by the day, but young\n";
$site->server->mode('strict', ['expires_in' => 86000]);
$site->pdo->exec('DELETE FROM users');
$site->users(5);
show($manager->refreshExpiring());
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = datetime('now', '+4 hours')");
show($manager->refreshExpiring());
$site->pdo->exec("UPDATE coop_refresh SET done_ts = done_ts - 86000 WHERE done_ts > 0");
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = datetime('now', '-1 minute')");
show($manager->refreshExpiring());
echo $site->whoIsAlive(), "\n";
?>
--EXPECT--
{"saved":50} of 50, complete, ok
50 tokens sent once, all 50 alive
{"saved":50} of 50, complete, ok
50 tokens sent once, all 50 alive
{"saved":50} of 50, complete, ok
50 tokens sent once, all 50 alive
-- one manager
{"saved":50} of 50, complete, ok
{"saved":50} of 50, complete, ok
-- without a date
{} of 0, complete, ok
{} of 0, complete, ok
-- due by the day, but young
{"saved":5} of 5, complete, ok
{} of 0, complete, ok
{"saved":5} of 5, complete, ok
all 5 alive
