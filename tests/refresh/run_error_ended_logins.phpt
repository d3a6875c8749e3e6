--TEST--
Logins that have ended are tried once a day for a week and told each time, however many there are
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
$tokens = $site->users(1300);
show($site->manager()->refreshExpiring(new DateTimeImmutable('1990-01-01'))); // makes the companion table
$ended = $site->pdo->prepare("INSERT INTO coop_refresh (store, user_key, fp, strikes, reason) VALUES ('users', ?, ?, 2, 'invalid_grant')");
$site->pdo->beginTransaction();
foreach ($tokens as $user => $token) {
    $ended->execute([$user, substr(hash('sha256', $token), 0, 32)]);
}
$site->pdo->commit();
$site->server->script(['status' => 400, 'body' => '{"error":"invalid_grant"}', 'times' => 0]);
show($site->manager()->refreshExpiring());
echo json_encode($site->pdo->query("SELECT COUNT(*), MIN(strikes), MAX(strikes), MIN(next_ts) > strftime('%s', 'now') + 80000 FROM coop_refresh WHERE strikes > 0 AND store = 'users'")->fetch(PDO::FETCH_NUM)), "\n";
$site->pdo->exec("DELETE FROM users WHERE email > 'user003@example.com'");
show($site->manager()->refreshExpiring());
echo "-- the next days\n";
for ($day = 2; $day <= 8; $day++) {
    $site->pdo->exec('UPDATE coop_refresh SET next_ts = next_ts - 86401, done_ts = done_ts - 86401');
    show($site->manager()->refreshExpiring());
}
?>
--EXPECT--
{} of 0, complete, ok
{"reauthorization_required":1300} of 1300, complete, ok
[1300,3,3,1]
{} of 0, complete, ok
-- the next days
{"reauthorization_required":3} of 3, complete, ok
{"reauthorization_required":3} of 3, complete, ok
{"reauthorization_required":3} of 3, complete, ok
{"reauthorization_required":3} of 3, complete, ok
{"reauthorization_required":3} of 3, complete, ok
{"reauthorization_required":3} of 3, complete, ok
{} of 0, complete, ok
