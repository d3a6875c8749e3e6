--TEST--
If a run stops before the time at which a 503 wants its resend, the user has the outcome of the first answer
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
$tokens = $site->users(1);
$site->server->script(['status' => 503, 'headers' => ['Retry-After' => '30'], 'times' => 0]);
$log = fn (string $event, array $details) => $event !== 'refreshed' ?: print("refreshed $details[userId]\n");
$report = $site->manager(onEvent: $log)->refreshExpiring(timeLimit: 1, onResult: function (Coop\RefreshResult $result): void {
    echo $result->outcome->value, ': ', get_class($result->error), ", status {$result->error->status}\n";
});
show($report);
echo $site->howOftenSent($tokens), ', ', $site->whatIsHeld(), ', ', $site->stored() === $tokens ? 'untouched' : 'touched', "\n";
$reason = $site->pdo->query("SELECT reason FROM coop_refresh WHERE user_key = 'user001@example.com'")->fetchColumn();
echo "noted as $reason\n";
$site->server->script();
show($site->manager()->refreshExpiring());
?>
--EXPECT--
outcome_unknown: Coop\OAuthErrorException, status 503
{"outcome_unknown":1} of 1, stopped because time_limit, not ok
1 token sent once, no leases held, untouched
noted as failed
{"saved":1} of 1, complete, ok
