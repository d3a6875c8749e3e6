--TEST--
COOP, step 8: refresh tokens end one day; such users are listed for an e-mail and do not fail the cron
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
[$inactive] = CoopServer::FARMERS;
$site->server->revokeRefreshToken($site->store->findTokens($inactive)->tokens->refreshToken());
$token = $site->store->findTokens($inactive)->tokens->refreshToken();

$run = function () use ($site) {
    $site->letTokensExpire();
    $report = $site->manager->refreshExpiring(onResult: function (Coop\RefreshResult $r) {
        if ($r->outcome !== Coop\RefreshOutcome::Saved) {
            echo $r->userId, ' ', $r->outcome->value, ' ', $r->error::class, "\n";
        }
    });
    var_dump($report->counts['saved'], $report->ok());
    foreach ($site->store->getTokensToReauthorize() as $stored) {
        echo "has to log in again: $stored->userId ($stored->reason)\n";
    }
};
$run();                                                         // a first rejection is not believed
$run();                                                         // nor is a second one within ten minutes: not even tried
$site->pdo->exec('UPDATE coop_refresh SET next_ts = 1 WHERE next_ts > 0');
$run();
var_dump($site->store->findTokens($inactive)->tokens->refreshToken() === $token); // never thrown away

$site->logIn($inactive);                                        // the e-mail has worked
$run();
?>
--EXPECT--
brent@farm.example rejected Coop\OAuthErrorException
int(5)
bool(true)
int(5)
bool(true)
brent@farm.example reauthorization_required Coop\ReauthorizationRequiredException
int(5)
bool(true)
has to log in again: brent@farm.example (invalid_grant)
bool(true)
int(6)
bool(true)
