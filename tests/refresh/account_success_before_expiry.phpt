--TEST--
A refresh before expiry that fails is nobody's problem: the access token that is still valid is used
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
$at = static fn (int $seconds): string => gmdate('Y-m-d H:i:s', time() + $seconds);
$page = static function (string $name) use ($site): void {
    try {
        $tokens = $site->manager()->account('ann')->tokens();
        $status = $site->manager()->account('ann')->request('GET', '/api/things')->status;
        $stored = $tokens->accessToken() === $site->row('ann')['coopAccessToken'];
        echo "$name: tokens, ", $stored ? 'as stored' : 'WRONG', ", the API says $status\n";
    } catch (Coop\CoopException $e) {
        echo "$name: ", get_class($e), "\n";
    }
};
$failures = [
    '503' => ['status' => 503],
    '500' => ['status' => 500],
    '429' => ['status' => 429, 'headers' => ['Retry-After' => 60]],
    'Exact: too early' => ['status' => 400, 'body' => '{"error":"access_denied","error_description":"access_token not expired"}'],
    'invalid_grant' => ['status' => 400, 'body' => '{"error":"invalid_grant"}'],
    'invalid_client' => ['status' => 401, 'body' => '{"error":"invalid_client"}'],
    'HTML' => ['status' => 200, 'body' => '<h1>Maintenance</h1>'],
    'reset' => ['reset_on_request' => true],
    'lost' => ['lose' => true],
];
foreach ($failures as $name => $fault) {
    $site->pdo->exec('DELETE FROM users; DROP TABLE IF EXISTS coop_refresh');
    $site->users(['ann'], $at(200));
    $site->server->script(['path' => '/token', 'times' => 0] + $fault);
    $page("$name, before expiry");
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '" . $at(-1) . "'");
    $page("$name, after it");
}
$site->server->script();
echo "-- what fails on our side\n";
$start = static function () use ($site, $at): void {
    $site->pdo->exec('DELETE FROM users; DROP TABLE IF EXISTS coop_refresh');
    $site->users(['ann'], $at(200));
};
$start();
$site->pdo->exec("CREATE TRIGGER refuse BEFORE UPDATE ON users BEGIN SELECT RAISE(ABORT, 'refused'); END");
$page('the row refuses');
$page('and its next page');
$site->pdo->exec('DROP TRIGGER refuse');
$start();
$site->store()->installSchema();
$site->pdo->exec('PRAGMA query_only = ON');
$page('the database is read-only');
$site->pdo->exec('PRAGMA query_only = OFF');
array_map('unlink', glob($site->journal() . '/*'));
@rmdir($site->journal());
file_put_contents($site->journal(), '');
$page('the journal folder is a file');
unlink($site->journal());
echo "-- no refresh token\n";
$site->pdo->exec('UPDATE users SET coopRefreshToken = NULL');
$page('valid');
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '" . $at(-1) . "'");
$page('expired');
echo "-- what the site's own code throws arrives\n";
$start();
$client = $site->client(transport: fn () => throw new DomainException('mine'));
attempt(fn () => $site->manager(client: $client)->account('ann')->tokens());
?>
--EXPECT--
503, before expiry: tokens, as stored, the API says 200
503, after it: Coop\OAuthErrorException
500, before expiry: tokens, as stored, the API says 200
500, after it: Coop\OAuthErrorException
429, before expiry: tokens, as stored, the API says 200
429, after it: Coop\OAuthErrorException
Exact: too early, before expiry: tokens, as stored, the API says 200
Exact: too early, after it: Coop\OAuthErrorException
invalid_grant, before expiry: tokens, as stored, the API says 200
invalid_grant, after it: Coop\ReauthorizationRequiredException
invalid_client, before expiry: tokens, as stored, the API says 200
invalid_client, after it: Coop\OAuthErrorException
HTML, before expiry: tokens, as stored, the API says 200
HTML, after it: Coop\InvalidResponseException
reset, before expiry: tokens, as stored, the API says 200
reset, after it: Coop\TransportException
lost, before expiry: tokens, as stored, the API says 200
lost, after it: Coop\TransportException
-- what fails on our side
the row refuses: tokens, as stored, the API says 200
and its next page: tokens, as stored, the API says 200
the database is read-only: tokens, as stored, the API says 200
the journal folder is a file: tokens, as stored, the API says 200
-- no refresh token
valid: tokens, as stored, the API says 200
expired: Coop\ReauthorizationRequiredException
-- what the site's own code throws arrives
DomainException: mine
