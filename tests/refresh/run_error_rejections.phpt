--TEST--
Rejections: the first is provisional, the second in a later run ends the login, a new login heals
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
$tokens = $site->users(20);
foreach (['user003@example.com', 'user007@example.com'] as $user) {
    $site->server->revoke($tokens[$user]);
}
$verdicts = static function (Coop\RefreshResult $result): void {
    if ($result->outcome !== Coop\RefreshOutcome::Saved) {
        $e = $result->error;
        echo "$result->userId {$result->outcome->value}: ", get_class($e), $e instanceof Coop\ReauthorizationRequiredException ? " $e->userId $e->reason because of " . get_class($e->getPrevious()) : '', "\n";
    }
};
$month = new DateTimeImmutable('+1 month');
$list = static fn (): string => implode(' ', array_map(static fn (Coop\StoredTokens $stored): string => "$stored->userId/$stored->reason/" . json_encode($stored->reauthorizationRequired), $site->store()->getTokensToReauthorize()));

echo "-- first\n";
show($site->manager()->refreshExpiring($month, onResult: $verdicts));
echo 'to log in again: ', $list(), "; {$site->whoIsMarked()}\n";
echo "-- at once: too early to ask again\n";
show($site->manager()->refreshExpiring($month, onResult: $verdicts));
echo $site->howOftenSent([$tokens['user003@example.com'], $tokens['user007@example.com']]), "\n";
echo "-- one of them logs in again meanwhile\n";
[$login] = $site->server->seed();
$site->store()->saveNewTokens('user007@example.com', Coop\TokenSet::fromArray(['access_token' => $login['access_token'], 'refresh_token' => $login['refresh_token'], 'expires_in' => 1]));
$site->letTimePass();
sleep(1);
show($site->manager()->refreshExpiring($month, onResult: $verdicts));
echo 'to log in again: ', $list(), "\n";
echo "-- then once a day, and it is no news\n";
show($site->manager()->refreshExpiring($month, onResult: $verdicts));
$site->letTimePass();
show($site->manager()->refreshExpiring($month, onResult: $verdicts));
echo $site->howOftenSent([$tokens['user003@example.com']]), ', stored: ', $site->row('user003@example.com')['coopRefreshToken'] === $tokens['user003@example.com'] ? 'as before' : 'lost', "\n";
echo 'expiring: ', count($site->store()->getExpiringTokens($month)), ', limit: ', count($site->store()->getTokensToReauthorize(1)), "\n";
echo "-- the next day the server has found its tokens again\n";
$site->pdo->exec("UPDATE coop_refresh SET next_ts = next_ts - 86401 WHERE next_ts > 0");
$site->server->script(['status' => 200, 'body' => '{"access_token":"healed","refresh_token":"healed too","token_type":"bearer","expires_in":10}', 'login' => 'u3']);
show($site->manager()->refreshExpiring($month, onResult: $verdicts));
echo $site->row('user003@example.com')['coopRefreshToken'], ', to log in again: ', $list(), "; {$site->whoIsMarked()}\n";
?>
--EXPECT--
-- first
user003@example.com rejected: Coop\OAuthErrorException
user007@example.com rejected: Coop\OAuthErrorException
{"saved":18,"rejected":2} of 20, complete, ok
to log in again: ; 2 users are marked
-- at once: too early to ask again
{"saved":18} of 18, complete, ok
2 tokens sent once
-- one of them logs in again meanwhile
user003@example.com reauthorization_required: Coop\ReauthorizationRequiredException user003@example.com invalid_grant because of Coop\OAuthErrorException
{"saved":19,"reauthorization_required":1} of 20, complete, ok
to log in again: user003@example.com/invalid_grant/true
-- then once a day, and it is no news
{"saved":19} of 19, complete, ok
{"saved":19} of 19, complete, ok
1 token sent twice, stored: as before
expiring: 19, limit: 1
-- the next day the server has found its tokens again
{"saved":20} of 20, complete, ok
healed too, to log in again: ; nobody is marked
