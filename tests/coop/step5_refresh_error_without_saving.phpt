--TEST--
COOP, step 5: a script that refreshes without saving gets "Invalid refresh token" the second time; with saving it does not
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
[$careless, $careful] = CoopServer::FARMERS;
$site->logIn($careless);
$site->logIn($careful);

$byHand = function (bool $save) use ($site): void {
    foreach ($site->store->getExpiringTokens(new DateTimeImmutable('+1 month')) as $stored) {
        try {
            $fresh = $site->client->refresh($stored->tokens);
            if ($save) {
                var_dump($site->store->saveNewTokens($stored->userId, $fresh, replaces: $stored->tokens));
            }
        } catch (Coop\OAuthErrorException $e) {
            echo "$stored->userId: $e->error, $e->errorDescription, $e->status\n";
        }
    }
};
$byHand(true);
$byHand(true);
echo $site->liveLogins(), "\n";
$byHand(false);
$byHand(false);
echo $site->liveLogins(), "\n";
var_dump($site->store->findTokens($careless)->tokens->refreshToken() !== null); // nothing stored is lost
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
2
brent@farm.example: invalid_grant, Invalid refresh token, 400
edgar@farm.example: invalid_grant, Invalid refresh token, 400
0
bool(true)
