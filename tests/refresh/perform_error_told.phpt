--TEST--
performForAll() tells what went wrong with a user, does not try again, and goes on
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/perform.inc';
$site = coop_site();
$names = ['a403', 'b401', 'c200', 'd500', 'e-cut', 'f-text', 'g-dead', 'h-without', 'i-resting', 'j-fine'];
$tokens = $site->users($names, in_an_hour());
$fault = static fn (int $id, array $effect): array => ['path' => "/api/$id/*", 'times' => 0] + $effect;
$site->server->script(
    $fault(1, ['status' => 403, 'body' => '{"error":"insufficient_scope"}']),
    $fault(2, ['status' => 401, 'body' => '{"error":"access_denied","error_message":"not yours"}']),
    $fault(3, ['status' => 200, 'body' => '{"error":"access_denied","error_description":"an access token is required"}']),
    $fault(4, ['status' => 500]),
    $fault(5, ['lose' => true]),
    $fault(6, ['status' => 200, 'body' => 'Hello']),
);
$site->server->revoke($tokens['g-dead']);
$site->pdo->exec("UPDATE users SET coopRefreshToken = NULL, coopAccessExpiresAt = '2020-01-01' WHERE email = 'h-without'");
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01' WHERE email = 'i-resting'");
$site->server->revoke($tokens['i-resting']);
$manager = $site->manager(client: coop_client($site), journalDirectory: null);
attempt(fn () => $manager->refresh('i-resting'));
$told = new Told();
var_dump($manager->performForAll(Coop\Action::EggsCount, $told));
$told->show();
echo how_often_called($site), ', ', $site->howOftenSent($tokens), "\n";
echo "-- once more: a dead token is not sent again\n";
$told = new Told();
$manager->performForAll(Coop\Action::EggsCount, $told);
echo implode(', ', $told->results['g-dead']), ', ', $site->server->uses($tokens['g-dead']), "\n";
echo "-- the server refreshes nobody: who is not due is called, and not everybody's token is tried\n";
$site->server->reset();
$site->pdo->exec('DELETE FROM users; DELETE FROM coop_refresh');
$due = $site->users(30);
$fresh = $site->users(['zoe'], in_an_hour());
$site->server->script(['status' => 503, 'times' => 0]);
$told = new Told();
var_dump($manager->performForAll(Coop\Action::EggsCount, $told));
echo $told->summary(), ', ', $site->howOftenSent($due), ', ', how_often_called($site), "\n";
echo "-- nor the client: with a run before\n";
$site->server->script(['status' => 401, 'body' => '{"error":"invalid_client"}', 'times' => 0]);
$before = $site->server->stats()['tokens']['presented'];
$told = new Told();
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told));
echo $told->summary(), ', ', $site->server->stats()['tokens']['presented'] - $before <= 12 ? 'a few refreshed' : 'many refreshed', ', ',
    $site->whoIsMarked(), "\n";
echo "-- the store is gone\n";
$site->server->script();
$site->pdo->exec('DROP TABLE users');
$told = new Told();
attempt(fn () => $site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told));
attempt(fn () => $site->manager(client: coop_client($site), journalDirectory: null)->performForAll(Coop\Action::EggsCount, $told));
echo count($told->results), "\n";
?>
--EXPECT--
Coop\ReauthorizationRequiredException: The user "i-resting" has to log in again: the server does not accept the refresh token any more
int(1)
a403: api error 403
b401: api error 401
c200: api error 200
d500: api error 500
e-cut: TransportException
f-text: InvalidResponseException
g-dead: log in again: invalid_grant
h-without: log in again: no_refresh_token
i-resting: log in again: invalid_grant
j-fine: done
8 paths called once, 8 tokens never sent, 2 tokens sent once
-- once more: a dead token is not sent again
log in again: invalid_grant, 1
-- the server refreshes nobody: who is not due is called, and not everybody's token is tried
int(1)
OAuthErrorException: 30 users; done: 1 user, 22 tokens never sent, 8 tokens sent twice, 1 path called once
-- nor the client: with a run before
int(1)
OAuthErrorException: 30 users; done: 1 user, a few refreshed, nobody is marked
-- the store is gone
Coop\StoreException: There is no table "users" where this connection looks: mend $table (without a schema), or the search_path or DSN
Coop\StoreException: There is no table "users" where this connection looks: mend $table (without a schema), or the search_path or DSN
0
