--TEST--
What becomes of a user, by error code and status
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
$outcomes = [];
$codes = [null, 'invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope', 'access_denied',
    'unsupported_response_type', 'server_error', 'temporarily_unavailable', 'invalid_token', 'expired_token', 'insufficient_scope', 'slow_down',
    'authorization_pending', 'interaction_required', 'login_required', 'consent_required', 'use_dpop_nonce', 'something_of_its_own'];
foreach ($codes as $code) {
    foreach ([200, 400, 401, 403, 429, 500, 502, 503, 504] as $status) {
        if ($code === null && $status === 200) {
            continue;
        }
        $site->pdo->exec('DELETE FROM users');
        $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
        [$token] = array_values($site->users(['ann']));
        $body = $code === null ? '<html>' : json_encode(['error' => $code]);
        $client = $site->client(transport: static fn (): Coop\Response => new Coop\Response($status, [], $body));
        $report = $site->manager(client: $client)->refreshExpiring();
        $outcomes[key(array_filter($report->counts))][$code ?? 'none'][] = $status;
        if ($site->row('ann')['coopRefreshToken'] !== $token) {
            echo "$code $status: the token has changed\n";
        }
        if ($site->marked() !== (int) isset($outcomes['rejected'][$code])) {
            echo "$code $status: {$site->marked()} marked\n";
        }
    }
}
foreach ($outcomes as $outcome => $codes) {
    $lines = [];
    foreach ($codes as $code => $statuses) {
        $lines[implode(' ', $statuses)][] = $code;
    }
    foreach ($lines as $statuses => $codes) {
        echo "$outcome at $statuses: ", count($codes) > 10 ? count($codes) . ' codes' : implode(' ', $codes), "\n";
    }
}
?>
--EXPECT--
deferred at 400 401 403 429: none
deferred at 200 400 401 403 429: 11 codes
deferred at 200 400 401 403 429 500 502 503 504: server_error temporarily_unavailable slow_down
outcome_unknown at 500 502 503 504: 12 codes
rejected at 200 400 401 403 429 500 502 503 504: invalid_grant invalid_token expired_token interaction_required login_required consent_required
