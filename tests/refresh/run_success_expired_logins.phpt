--TEST--
Logins without a refresh token are listed and told once their access token has expired; a spent refresh token is told at once
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
$site->users(['ann', 'bob'], '2020-01-01 00:00:00');
$insert = $site->pdo->prepare('INSERT INTO users (email, coopAccessToken, coopAccessExpiresAt, coopRefreshToken) VALUES (?, ?, ?, ?)');
$later = gmdate('Y-m-d H:i:s', time() + 3600);
foreach ([['date', 'a', '2020-01-01', null], ['date and time', 'a', '2020-01-01 10:00:00', ''], ['seconds', 'a', 1500000000, null],
    ['seconds as text', 'a', '1500000000', null], ['with a zone', 'a', '2020-01-01T10:00:00+02:00', null], ['valid', 'a', $later, null],
    ['no expiry', 'a', null, null], ['empty expiry', 'a', '', null], ['no tokens', null, '2020-01-01', null],
    ['garbage', 'a', 'soon', null]] as $row) {
    $insert->execute($row);
}
$list = static function (?int $limit = null) use ($site): void {
    foreach ($site->store()->getTokensToReauthorize($limit) as $stored) {
        echo "  $stored->userId: $stored->reason", $stored->reauthorizationRequired ? '' : ', WRONG', "\n";
    }
};
echo "listed:\n";
$list();
echo "two of them:\n";
$list(2);
echo "a run:\n";
show($site->manager()->refreshExpiring(onResult: function (Coop\RefreshResult $result): void {
    echo "  $result->userId: {$result->outcome->value}", isset($result->error->reason) ? ", {$result->error->reason}" : '', "\n";
}));
echo "a run until yesterday in 2020, which leaves a time with a zone to a later day:\n";
show($site->manager()->refreshExpiring(new DateTimeImmutable('2020-01-01 09:00:00')));
echo "with a rejected one:\n";
$site->pdo->exec("DELETE FROM users WHERE email NOT IN ('ann', 'date'); UPDATE users SET coopAccessExpiresAt = '2020-01-01'");
$site->server->script(['path' => '/token', 'status' => 400, 'body' => '{"error":"invalid_grant"}', 'times' => 0]);
foreach ([1, 2] as $run) {
    $site->pdo->exec('UPDATE coop_refresh SET done_ts = 0');
    $site->letTimePass();
    show($site->manager()->refreshExpiring());
}
$list();
echo "by page: ", get_class(attemptTo(fn () => $site->manager()->account('date')->tokens())), "\n";
echo "a server whose refresh token works once gives no other one:\n";
$site->server->reset();
$site->pdo->exec('DELETE FROM users');
$site->users(['cid']);
$site->server->script(['path' => '/*', 'method' => 'POST', 'status' => 200, 'times' => 0,
    'body' => '{"access_token":"a","token_type":"Bearer","expires_in":3600}']);
foreach ([Coop\Provider::coop($site->server->http), Coop\Provider::redcore($site->server->http), $site->client()->provider] as $provider) {
    $site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01'; DELETE FROM coop_refresh");
    $manager = $site->manager(client: $site->client(provider: $provider), onEvent: function (string $event, array $details): void {
        $event === 'no_refresh_token' && print "  {$details['provider']}: {$details['userId']}, " . strtok($details['hint'], ' ') . "...\n";
    });
    $manager->account('cid')->tokens();
}

function attemptTo(callable $work): Throwable
{
    try {
        $work();
        return new LogicException();
    } catch (Throwable $e) {
        return $e;
    }
}
?>
--EXPECT--
listed:
  seconds: no_refresh_token
  seconds as text: no_refresh_token
  date: no_refresh_token
  date and time: no_refresh_token
  with a zone: no_refresh_token
two of them:
  seconds: no_refresh_token
  seconds as text: no_refresh_token
a run:
  ann: saved
  bob: saved
  seconds: reauthorization_required, no_refresh_token
  seconds as text: reauthorization_required, no_refresh_token
  date: reauthorization_required, no_refresh_token
  date and time: reauthorization_required, no_refresh_token
  with a zone: reauthorization_required, no_refresh_token
{"saved":2,"reauthorization_required":5} of 7, complete, ok
a run until yesterday in 2020, which leaves a time with a zone to a later day:
{"reauthorization_required":3} of 3, complete, ok
with a rejected one:
{"rejected":1,"reauthorization_required":1} of 2, complete, ok
{"reauthorization_required":2} of 2, complete, ok
  ann: invalid_grant
  date: no_refresh_token
by page: Coop\ReauthorizationRequiredException
a server whose refresh token works once gives no other one:
  coop: cid, a...
  redcore: cid, switch...
