--TEST--
onEvent: what a log is told of runs and pages, with the server's words and without secrets
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
$secrets = [];
$log = function (string $event, array $details) use (&$secrets): void {
    foreach ($secrets as $secret) {
        str_contains(var_export($details, true), $secret) && print "A SECRET: ";
    }
    if ($event === 'run_ended') {
        $details['counts'] = array_filter($details['counts']);
        $details['seconds'] = get_debug_type($details['seconds']);
    }
    if (isset($details['expiresAt'])) {
        $details['expiresAt'] = get_class($details['expiresAt']);
    }
    echo wordwrap("$event " . str_replace(',"', ', "', json_encode($details)), 120, "\n    "), "\n";
};
$users = static function (array $names) use ($site, &$secrets): array {
    $site->pdo->exec('DELETE FROM users; DROP TABLE IF EXISTS coop_refresh');
    $tokens = $site->users($names);
    array_push($secrets, ...array_values($tokens));
    array_push($secrets, ...$site->pdo->query('SELECT coopAccessToken FROM users')->fetchAll(PDO::FETCH_COLUMN));
    return $tokens;
};
$refuse = static fn (string $login, int $status, string $error, string $description = '', array $more = []): array =>
    ['login' => $login, 'status' => $status, 'body' => json_encode(['error' => $error, 'error_description' => $description]),
        'times' => 0] + $more;
echo "-- a run\n";
$users(['ann', 'bob', 'cid']);
$site->server->script($refuse('u2', 400, 'invalid_grant', 'The refresh token has expired'),
    $refuse('u3', 429, 'slow_down', '', ['headers' => ['Retry-After' => '1'], 'times' => 1]));
$site->manager(onEvent: $log)->refreshExpiring();
echo "-- ten minutes later\n";
$site->letTimePass();
$site->manager(onEvent: $log)->refreshExpiring();
echo "-- pages\n";
$users(['dan', 'eve', 'fay']);
$site->server->script($refuse('u5', 400, 'invalid_grant', 'revoked'), $refuse('u6', 400, 'server_error', 'try again later'));
foreach (['dan', 'eve', 'fay'] as $user) {
    attempt(fn () => $site->manager(onEvent: $log)->account($user)->tokens());
}
$site->letTimePass();
attempt(fn () => $site->manager(onEvent: $log)->account('eve')->tokens());
echo "-- before expiry a failure is told, though nothing is thrown\n";
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = datetime('now', '+100 seconds') WHERE email = 'fay'");
attempt(fn () => $site->manager(onEvent: $log)->account('fay')->tokens());
echo "-- saved from the journal, as the row refused it\n";
$users(['gil', 'hal']);
$site->server->script();
$site->pdo->exec("CREATE TRIGGER refuse BEFORE UPDATE ON users WHEN NEW.email = 'hal' BEGIN SELECT RAISE(ABORT, 'refused'); END");
$site->manager()->refreshExpiring();
$site->pdo->exec('DROP TRIGGER refuse');
$report = $site->manager(onEvent: $log)->refreshExpiring();
echo $report->healed, ' healed, ', $site->whoIsAlive(), "\n";
echo "-- saved from the journal, as the database went back in time\n";
$users(['ida']);
$before = $site->row('ida');
$site->manager()->refreshExpiring();
$site->pdo->prepare('UPDATE users SET coopAccessExpiresAt = ?, coopRefreshToken = ?')
    ->execute(['2020-01-01', $before['coopRefreshToken']]);
$site->pdo->exec("DELETE FROM coop_refresh WHERE user_key = 'ida'");
$report = $site->manager(onEvent: fn (string $event, array $details) => $event === 'healed' && $log($event, $details))->refreshExpiring();
echo $report->healed, ' healed, ', $site->whoIsAlive(), "\n";
echo "-- a page saves from the journal\n";
$users(['joe']);
$before = $site->row('joe');
$site->manager()->account('joe')->tokens();
$site->pdo->prepare('UPDATE users SET coopAccessExpiresAt = ?, coopRefreshToken = ?')
    ->execute(['2020-01-01', $before['coopRefreshToken']]);
$site->pdo->exec("DELETE FROM coop_refresh WHERE user_key = 'joe'");
attempt(fn () => $site->manager(onEvent: $log)->account('joe')->tokens());
echo $site->whoIsAlive(), "\n";
echo "-- an exception of the closure arrives, and what was thrown is the one before it\n";
$users(['kim']);
$site->server->script($refuse('u11', 400, 'invalid_grant'));
try {
    $site->manager(onEvent: fn (string $event) => throw new DomainException($event))->account('kim')->tokens();
} catch (DomainException $e) {
    echo $e->getMessage(), ', before it: ', get_class($e->getPrevious()), "\n";
}
foreach (['run_started', 'reauthorization_required', 'run_ended'] as $at) {
    $site->letTimePass();
    $one = fn (string $event) => $event === $at && throw new DomainException($event);
    attempt(fn () => $site->manager(onEvent: $one)->refreshExpiring());
}
?>
--EXPECT--
-- a run
run_started {"provider":"test"}
refreshed {"provider":"test", "userId":"ann", "expiresAt":"DateTimeImmutable"}
deferred {"provider":"test", "userId":"cid", "error":"slow_down", "errorDescription":null, "status":429}
rate_limited {"provider":"test", "userId":"cid", "error":"slow_down", "errorDescription":null, "status":429,
    "retryAfter":1}
rejected {"provider":"test", "userId":"bob", "error":"invalid_grant", "errorDescription":"The refresh token has
    expired", "status":400}
run_ended {"provider":"test", "counts":{"saved":1, "deferred":1, "rejected":1}, "total":3, "healed":0,
    "seconds":"float", "complete":true, "stoppedBecause":null}
-- ten minutes later
run_started {"provider":"test"}
deferred {"provider":"test", "userId":"cid", "error":"slow_down", "errorDescription":null, "status":429}
rate_limited {"provider":"test", "userId":"cid", "error":"slow_down", "errorDescription":null, "status":429,
    "retryAfter":1}
reauthorization_required {"provider":"test", "userId":"bob", "reason":"invalid_grant", "error":"invalid_grant",
    "errorDescription":"The refresh token has expired", "status":400}
run_ended {"provider":"test", "counts":{"deferred":1, "reauthorization_required":1}, "total":2, "healed":0,
    "seconds":"float", "complete":true, "stoppedBecause":null}
-- pages
refreshed {"provider":"test", "userId":"dan", "expiresAt":"DateTimeImmutable"}
rejected {"provider":"test", "userId":"eve", "error":"invalid_grant", "errorDescription":"revoked", "status":400}
Coop\ReauthorizationRequiredException: The user "eve" has to log in again: the server does not accept the refresh token any more
deferred {"provider":"test", "userId":"fay", "error":"server_error", "errorDescription":"try again later", "status":400}
Coop\OAuthErrorException: The token endpoint of the provider "test" (SERVER/token) refused with status 400: server_error (try again later)
reauthorization_required {"provider":"test", "userId":"eve", "reason":"invalid_grant", "error":"invalid_grant",
    "errorDescription":"revoked", "status":400}
Coop\ReauthorizationRequiredException: The user "eve" has to log in again: the server does not accept the refresh token any more
-- before expiry a failure is told, though nothing is thrown
deferred {"provider":"test", "userId":"fay", "error":"server_error", "errorDescription":"try again later", "status":400}
-- saved from the journal, as the row refused it
run_started {"provider":"test"}
healed {"provider":"test", "userId":"hal"}
run_ended {"provider":"test", "counts":[], "total":0, "healed":1, "seconds":"float", "complete":true,
    "stoppedBecause":null}
1 healed, all 2 alive
-- saved from the journal, as the database went back in time
healed {"provider":"test", "userId":"ida"}
1 healed, 1 of 1 alive
-- a page saves from the journal
healed {"provider":"test", "userId":"joe"}
1 of 1 alive
-- an exception of the closure arrives, and what was thrown is the one before it
rejected, before it: Coop\ReauthorizationRequiredException
DomainException: run_started
DomainException: reauthorization_required
DomainException: run_ended
