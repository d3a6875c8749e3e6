--TEST--
COOP, step 7: everybody's eggs are collected at once, also with access tokens that only the server knows to be expired
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/coop_server.inc'; CoopServer::skipUnlessInstalled(); ?>
--FILE--
<?php
require __DIR__ . '/topcluck.inc';
$site = new TopCluck();
$site->logEverybodyIn();
$site->pdo->exec("UPDATE users SET coopUserId = NULL WHERE email LIKE 'ada@%'");
$site->server->expireAccessTokens();
$site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 10000'); // all this was three hours ago
$eggs = [];
var_dump($site->manager->performForAll(Coop\Action::EggsCollect, function (string $userId, Coop\ActionResult|Coop\CoopException $result) use (&$eggs) {
    $eggs[$userId][] = $result instanceof Coop\ActionResult ? $result->data : $result->getMessage();
}));
foreach (CoopServer::FARMERS as $email) {
    if (count($eggs[$email]) !== 1 || $eggs[$email][0] < 2 || $eggs[$email][0] > 5) {
        echo "$email: ", implode(', ', $eggs[$email]), "\n";
    }
}
var_dump($site->liveLogins());
// Not in the scope of these tokens: told, and no refresh helps.
$site->manager->performForAll(Coop\Action::BarnUnlock, function (string $userId, Coop\ActionResult|Coop\CoopException $result) use (&$told) {
    $told[] = $result instanceof Coop\ApiErrorException ? "$result->status $result->error" : get_class($result);
});
echo json_encode(array_count_values($told)), "\n";
var_dump($site->liveLogins());
?>
--EXPECT--
int(6)
int(6)
{"403 insufficient_scope":6}
int(6)
