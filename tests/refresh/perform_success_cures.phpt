--TEST--
performForAll() refreshes a token that the API refuses once, and calls once more
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/perform.inc';
require __DIR__ . '/own_store.inc';
$site = coop_site();
$tokens = $site->users(300, in_an_hour());
$site->server->expireAccessTokens();
$told = new Told();
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told));
echo $told->summary(), ', ', how_often_called($site), ', ', $site->howOftenSent($tokens), ', ', $site->whoIsAlive(), "\n";
echo "-- in vain\n";
$site->server->reset();
$site->pdo->exec('DELETE FROM users; DELETE FROM coop_refresh');
$tokens = $site->users(3, in_an_hour());
$site->server->script(['path' => '/api/*', 'status' => 401, 'headers' => ['WWW-Authenticate' => 'Bearer'], 'times' => 0]);
$told = new Told();
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told));
echo $told->summary(), ', ', how_often_called($site), ', ', $site->howOftenSent($tokens), ', ', $site->whoIsAlive(), "\n";
$site->server->script();
echo "-- one whose id is not known, one whose token cannot be in a header, one without a refresh token\n";
$site->pdo->exec('DELETE FROM users');
$tokens = $site->users(['ann', 'bob', 'cid'], in_an_hour());
$site->pdo->exec("UPDATE users SET coopUserId = NULL WHERE email = 'ann';
    UPDATE users SET coopAccessToken = 'a' || char(10) WHERE email = 'bob';
    UPDATE users SET coopRefreshToken = NULL WHERE email = 'cid'");
$site->server->expireAccessTokens();
$told = new Told();
$site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told);
$told->show();
echo $site->howOftenSent($tokens), "\n";
echo "-- a store of one's own, in whose order a refresh moves a user\n";
$site->server->reset();
$store = new ArrayStore();
$tokens = [];
foreach ($site->server->seed(600) as $n => $login) {
    $store->rows["u$n"] = ['access_token' => $login['access_token'], 'refresh_token' => $login['refresh_token'],
        'expires_at' => time() + 1000 + $n];
    $tokens[] = $login['refresh_token'];
}
$site->server->expireAccessTokens();
$told = new Told();
$manager = $site->manager(client: coop_client($site), store: $store, leases: new Coop\PdoLeases($site->pdo, 'array'));
var_dump($manager->performForAll(Coop\Action::EggsCount, $told));
echo $told->summary(), ', ', $site->howOftenSent($tokens), "\n";
?>
--EXPECT--
int(300)
done: 300 users, 300 paths called twice, 300 tokens sent once, all 300 alive
-- in vain
int(0)
api error 401: 3 users, 3 paths called twice, 3 tokens sent once, all 3 alive
-- one whose id is not known, one whose token cannot be in a header, one without a refresh token
ann: done
bob: done
cid: api error 401
1 token never sent, 2 tokens sent once
-- a store of one's own, in whose order a refresh moves a user
int(600)
done: 600 users, 600 tokens sent once
