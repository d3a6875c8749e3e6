--TEST--
A row that comes from a replica that lags: its user is rejected, and marked at most until the row has caught up
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'plain']);
// What the site reads and locks is a view of rows that lag behind; what it writes goes to them as well.
$site->pdo->exec('ALTER TABLE users RENAME TO primary_users');
$site->pdo->exec('CREATE TABLE lag (email TEXT PRIMARY KEY, refresh TEXT)');
$site->pdo->exec('CREATE VIEW users AS SELECT p.email, coopUserId, coopAccessToken, coopAccessExpiresAt,
    COALESCE(lag.refresh, coopRefreshToken) AS coopRefreshToken FROM primary_users AS p LEFT JOIN lag USING (email)');
$site->pdo->exec('CREATE TRIGGER save INSTEAD OF UPDATE ON users BEGIN
    UPDATE primary_users SET coopAccessToken = NEW.coopAccessToken, coopAccessExpiresAt = NEW.coopAccessExpiresAt,
        coopRefreshToken = NEW.coopRefreshToken WHERE email = OLD.email; END');
$site->pdo->exec('CREATE TRIGGER log_in INSTEAD OF INSERT ON users BEGIN
    INSERT INTO primary_users VALUES (NEW.email, NEW.coopUserId, NEW.coopAccessToken, NEW.coopAccessExpiresAt, NEW.coopRefreshToken); END');

$site->store()->id(); // makes the companion table
foreach (['in the next round' => 1, 'after two rejections' => 2] as $when => $rounds) {
    echo "-- the row catches up $when\n";
    $site->pdo->exec('DELETE FROM primary_users');
    $old = $site->users(['ann', 'bob', 'cid']);
    // Another machine, with a journal of its own, has refreshed ann.
    $new = $site->client()->refresh($old['ann'])->refreshToken();
    $site->pdo->prepare("UPDATE primary_users SET coopRefreshToken = ? WHERE email = 'ann'")->execute([$new]);
    $site->pdo->prepare("INSERT INTO lag VALUES ('ann', ?)")->execute([$old['ann']]);
    for ($round = 1; $round <= $rounds; $round++) {
        show($site->manager()->refreshExpiring());
        echo 'to log in again: ', count($site->store()->getTokensToReauthorize()), "\n";
        $site->letTimePass();
    }
    $site->pdo->exec('DELETE FROM lag');
    if ($rounds === 2) {
        $site->pdo->exec('UPDATE coop_refresh SET next_ts = next_ts - 86400 WHERE next_ts > 0'); // the try of the next day
    }
    show($site->manager()->refreshExpiring());
    echo $site->whoIsAlive(), ', ', $site->howOftenSent([$new]), ", {$site->whoIsMarked()}\n";
}
?>
--EXPECT--
-- the row catches up in the next round
{"saved":2,"rejected":1} of 3, complete, ok
to log in again: 0
{"saved":1} of 1, complete, ok
all 3 alive, 1 token sent once, nobody is marked
-- the row catches up after two rejections
{"saved":2,"rejected":1} of 3, complete, ok
to log in again: 0
{"reauthorization_required":1} of 1, complete, ok
to log in again: 1
{"saved":1} of 1, complete, ok
all 3 alive, 1 token sent once, nobody is marked
