--TEST--
Account::tokens(): the stored ones while they last, refreshed before they expire
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
$in = static fn (int $seconds): string => gmdate('Y-m-d H:i:s', time() + $seconds);
$try = static function (string $name, ?string $expiresAt, ?int $leeway = null) use ($site): void {
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $old = $site->users(['ann'], $expiresAt)['ann'];
    $tokens = $site->manager(refreshLeeway: $leeway)->account('ann')->tokens();
    $row = $site->row('ann');
    $fresh = $tokens->refreshToken() !== $old;
    $right = $tokens->refreshToken() === $row['coopRefreshToken'] && $tokens->accessToken() === $row['coopAccessToken'] && $site->server->isLive($tokens->refreshToken()) && $site->server->isLive($tokens->accessToken());
    echo "$name: ", $fresh ? 'refreshed' : 'as stored', $right ? '' : ', WRONG', ', sent ', $site->server->uses($old), "\n";
};
$try('expires in an hour', $in(3600));
$try('in 330 s', $in(330));
$try('in 270 s', $in(270));
$try('expired', $in(-10));
$try('expiry unknown', null);
$try('in 270 s, leeway 0', $in(270), 0);
$try('in 5 s, leeway 0', $in(5), 0);
$try('expired, leeway 0', $in(-1), 0);
$try('in an hour, leeway 2 hours', $in(3600), 7200);
echo "-- a short lifetime has a short leeway\n";
$site->server->mode('strict', ['expires_in' => 100]);
$account = $site->manager()->account('ann');
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01 00:00:00'");
$first = $account->tokens();
echo $account->tokens()->equals($first) ? 'as stored' : 'refreshed', "\n";
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = datetime('now', '+5 seconds')");
$site->pdo->exec("UPDATE coop_refresh SET done_ts = done_ts - 95 WHERE user_key = 'ann'");
echo $account->tokens()->equals($first) ? 'as stored' : 'refreshed', "\n";
echo "-- an id that is a number\n";
$site->users(['17'], $in(-10));
var_dump($site->manager()->account(17)->userId, $site->server->isLive($site->manager()->account(17)->tokens()->refreshToken()));
echo "-- without a journal\n";
$site->users(['eve'], $in(-10));
var_dump($site->server->isLive($site->manager(journalDirectory: null)->account('eve')->tokens()->refreshToken()));
?>
--EXPECT--
expires in an hour: as stored, sent 0
in 330 s: as stored, sent 0
in 270 s: refreshed, sent 1
expired: refreshed, sent 1
expiry unknown: refreshed, sent 1
in 270 s, leeway 0: as stored, sent 0
in 5 s, leeway 0: as stored, sent 0
expired, leeway 0: refreshed, sent 1
in an hour, leeway 2 hours: refreshed, sent 1
-- a short lifetime has a short leeway
as stored
refreshed
-- an id that is a number
string(2) "17"
bool(true)
-- without a journal
bool(true)
