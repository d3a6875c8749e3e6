--TEST--
Account::request(): which 401 and 403 a refresh may cure, and how often one is tried
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
$later = gmdate('Y-m-d H:i:s', time() + 3600);
$refusal = static fn (string $body, ?string $challenge = null, int $times = 1): array =>
    ['path' => '/api/things', 'status' => 401, 'body' => $body, 'times' => $times]
    + ($challenge === null ? [] : ['headers' => ['WWW-Authenticate' => $challenge]]);
$ann = static function () use ($site, $later): string {
    $site->pdo->exec('DELETE FROM users; DROP TABLE IF EXISTS coop_refresh');
    return $site->users(['ann'], $later)['ann'];
};
$try = static function (string $name, array ...$faults) use ($site, $ann): void {
    $old = $ann();
    $site->server->script(...$faults);
    $status = $site->manager()->account('ann')->request('GET', '/api/things')->status;
    echo "$name: $status, ", $site->server->uses($old) === 1 ? 'refreshed' : 'not refreshed', $site->alive() === 1 ? '' : ', LOST', "\n";
};
echo "-- as real APIs say that the token has expired\n";
$try('Salesforce', $refusal('[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]', 'Token'));
$try('Zoho', $refusal('{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}'));
$try('HubSpot', $refusal('{"status":"error","message":"The OAuth token expired 1 hour ago.","category":"EXPIRED_AUTHENTICATION"}'));
$try('Laravel Passport', $refusal('{"message":"Unauthenticated."}'));
$try('nginx', $refusal("<html>\r\n<head><title>401 Authorization Required</title></head>\r\n</html>"));
$try('nothing', $refusal(''));
$try('Google', $refusal('{"error":{"code":401,"status":"UNAUTHENTICATED"}}',
    'Bearer realm="https://accounts.google.com/", error="invalid_token"'));
$try('Facebook', $refusal('{}', 'OAuth "Facebook Platform" "invalid_token" "Error validating access token"'));
$try('WSO2', $refusal('', 'OAuth2 realm="WSO2 API Manager"'));
$try('Netatmo, 403', ['status' => 403, 'body' => '{"error":{"code":3,"message":"Access token expired"}}'] + $refusal(''));
$try('Salesforce, 403', ['status' => 403, 'body' => 'Bad_OAuth_Token'] + $refusal(''));
$try('two challenges in one header', $refusal('', 'Basic realm="a, b", Bearer realm="c"'));
echo "-- as they say that another token would be refused too\n";
$try('scope', $refusal('', 'Bearer realm="api", error="insufficient_scope", scope="write"'));
$try('scope, in the second challenge', $refusal('', 'Basic realm="x", Bearer error=insufficient_scope'));
$try('scope, in the body', $refusal('{"error":"insufficient_scope"}'));
$try('scope, Zoho', $refusal('{"code":"OAUTH_SCOPE_MISMATCH","message":"invalid oauth scope to access this URL"}'));
$try('403', ['status' => 403, 'body' => '{"message":"Forbidden"}'] + $refusal(''));
$try('login too weak', $refusal('', 'Bearer error="insufficient_user_authentication", acr_values="gold"'));
$try('another scheme', $refusal('', 'Basic realm="Bearer error=invalid_token"'));
$try('two other schemes', $refusal('', 'Negotiate, Digest realm="x", nonce="y"'));
$try('proof of possession', $refusal('{"error":"invalid_token"}', 'DPoP algs="ES256", error="invalid_token"'));
$try("another user's farm", $refusal('{"error":"access_denied","error_message":"You do not have access"}'));
echo "-- a page that is loaded again and again, by managers of their own\n";
$old = $ann();
$site->server->script($refusal('', times: 0));
$before = $site->server->stats()['tokens']['rotations'];
for ($page = 0; $page < 5; $page++) {
    echo $site->manager(store: $site->store($site->connect()))->account('ann')->request('GET', '/api/things')->status, ' ';
}
$refreshed = fn (): string => 'refreshed ' . $site->server->stats()['tokens']['rotations'] - $before . " times in all\n";
echo $refreshed();
$savedAgo = static fn (int $seconds, int $lifetime) => $site->pdo->exec("UPDATE coop_refresh SET done_ts = unixepoch() - $seconds
    WHERE user_key = 'ann'; UPDATE users SET coopAccessExpiresAt = datetime('now', '" . $lifetime - $seconds . " seconds')");
foreach (['50 s ago, of 400 s' => [50, 400], '70 s ago, of 400 s' => [70, 400], '340 s ago, of an hour' => [340, 3600],
    '380 s ago, of an hour' => [380, 3600], '2 hours ago, of a day' => [7200, 86400], '3 hours ago, of 41 days' => [10800, 41 * 86400]]
    as $name => [$ago, $lifetime]) {
    $savedAgo($ago, $lifetime);
    echo "saved $name: ", $site->manager(refreshLeeway: 0)->account('ann')->request('GET', '/api/things')->status, ', ', $refreshed();
}
echo "-- a login that the site has written itself is not what was saved just now\n";
[$login] = $site->server->seed();
$site->pdo->prepare('UPDATE users SET coopAccessToken = ?, coopRefreshToken = ?')
    ->execute([$login['access_token'], $login['refresh_token']]);
$site->manager()->account('ann')->request('GET', '/api/things');
echo $refreshed();
echo "-- a refresh that brings nothing, and is no verdict\n";
foreach (['503' => ['status' => 503], '400' => ['status' => 400, 'body' => '{"error":"invalid_request"}'],
    'no JSON' => ['status' => 200, 'body' => 'x'],
    'a reset' => ['reset_on_request' => true]] as $name => $fault) {
    $ann();
    $site->server->script($refusal('', times: 0), ['path' => '/token', 'times' => 0] + $fault);
    echo "$name: ", $site->manager()->account('ann')->request('GET', '/api/things')->status, "\n";
}
echo "-- a verdict\n";
$site->server->revoke($ann());
$site->server->script($refusal('', times: 0));
attempt(fn () => $site->manager()->account('ann')->request('GET', '/api/things'));
?>
--EXPECT--
-- as real APIs say that the token has expired
Salesforce: 200, refreshed
Zoho: 200, refreshed
HubSpot: 200, refreshed
Laravel Passport: 200, refreshed
nginx: 200, refreshed
nothing: 200, refreshed
Google: 200, refreshed
Facebook: 200, refreshed
WSO2: 200, refreshed
Netatmo, 403: 200, refreshed
Salesforce, 403: 200, refreshed
two challenges in one header: 200, refreshed
-- as they say that another token would be refused too
scope: 401, not refreshed
scope, in the second challenge: 401, not refreshed
scope, in the body: 401, not refreshed
scope, Zoho: 401, not refreshed
403: 403, not refreshed
login too weak: 401, not refreshed
another scheme: 401, not refreshed
two other schemes: 401, not refreshed
proof of possession: 401, not refreshed
another user's farm: 401, not refreshed
-- a page that is loaded again and again, by managers of their own
401 401 401 401 401 refreshed 1 times in all
saved 50 s ago, of 400 s: 401, refreshed 1 times in all
saved 70 s ago, of 400 s: 401, refreshed 2 times in all
saved 340 s ago, of an hour: 401, refreshed 2 times in all
saved 380 s ago, of an hour: 401, refreshed 3 times in all
saved 2 hours ago, of a day: 401, refreshed 3 times in all
saved 3 hours ago, of 41 days: 401, refreshed 4 times in all
-- a login that the site has written itself is not what was saved just now
refreshed 5 times in all
-- a refresh that brings nothing, and is no verdict
503: 401
400: 401
no JSON: 401
a reset: 401
-- a verdict
Coop\ReauthorizationRequiredException: The user "ann" has to log in again: the server does not accept the refresh token any more
