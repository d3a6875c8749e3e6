--TEST--
What onResult is told
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['expires_in' => 1234]);
$site->users(4);
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-0' || coopUserId");
$site->server->script(['login' => 'u2', 'status' => 503, 'body' => '{"error":"temporarily_unavailable"}'], ['login' => 'u3', 'status' => 200, 'body' => '{}', 'rotate' => false, 'times' => 2]);
$report = $site->manager()->refreshExpiring(concurrency: 1, onResult: function (Coop\RefreshResult $result): void {
    $expiry = $result->expiresAt === null ? 'null' : (abs($result->expiresAt->getTimestamp() - time() - 1234) < 5 ? 'in 1234 s, ' . $result->expiresAt->getTimezone()->getName() : 'wrong');
    echo "$result->userId {$result->outcome->value} $result->done of $result->total, expires $expiry, ", $result->error ? get_class($result->error) : 'no error', "\n";
});
show($report);
echo $report->seconds >= 0 && $report->seconds < 30 ? 'seconds' : $report->seconds, ', ', implode(' ', array_keys($report->counts)), "\n";
?>
--EXPECT--
user001@example.com saved 1 of 4, expires in 1234 s, UTC, no error
user002@example.com deferred 2 of 4, expires null, Coop\OAuthErrorException
user004@example.com saved 3 of 4, expires in 1234 s, UTC, no error
user003@example.com outcome_unknown 4 of 4, expires null, Coop\InvalidResponseException
{"saved":2,"deferred":1,"outcome_unknown":1} of 4, complete, not ok
seconds, saved superseded leased not_sent deferred outcome_unknown rejected reauthorization_required unsaveable
