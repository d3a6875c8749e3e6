--TEST--
Newer tokens that somebody else saved are adopted
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
$newer = Coop\TokenSet::fromArray(['access_token' => 'newer', 'refresh_token' => 'newer refresh', 'expires_in' => 3600]);
$client = static fn (callable $meanwhile, Coop\Response $answer): Coop\Client =>
    $site->client(transport: static function () use ($meanwhile, $answer): Coop\Response {
        $meanwhile();
        return $answer;
    });
$login = static fn () => $site->store($site->connect())->saveNewTokens('ann', $newer);
$answers = [
    'invalid_grant' => new Coop\Response(400, [], '{"error":"invalid_grant"}'),
    'tokens' => new Coop\Response(200, [], '{"access_token":"late","refresh_token":"late refresh","token_type":"bearer","expires_in":60}'),
];
foreach ($answers as $name => $answer) {
    foreach (['tokens', 'refresh'] as $way) {
        $site->pdo->exec('DELETE FROM users');
        $site->users(['ann']);
        $manager = $site->manager(client: $client($login, $answer));
        $tokens = $way === 'tokens' ? $manager->account('ann')->tokens() : $manager->refresh('ann');
        echo "$name, $way: ", $tokens->accessToken(), ', ', $tokens->refreshToken(), ', in the row: ',
            $site->row('ann')['coopRefreshToken'], ", {$site->whoIsMarked()}\n";
    }
}
echo "-- in a run\n";
$site->pdo->exec('DELETE FROM users');
$site->users(['ann']);
show($site->manager(client: $client($login, $answers['invalid_grant']))->refreshExpiring());
echo $site->row('ann')['coopRefreshToken'], ", {$site->whoIsMarked()}\n";
echo "-- refresh() with the tokens that an API rejected\n";
$site->pdo->exec('DELETE FROM users');
$old = $site->users(['ann'], gmdate('Y-m-d H:i:s', time() + 3600))['ann'];
$manager = $site->manager();
$rejected = $site->store()->findTokens('ann')->tokens;
$first = $manager->refresh('ann', $rejected);
echo $site->server->isLive($first->refreshToken()) ? 'refreshed' : 'dead', ', ';
$second = $manager->refresh('ann', $rejected);
echo $second->equals($first) ? 'the same, ' : 'another, ', $site->server->uses($old), ' and ',
    $site->server->uses($first->refreshToken()), " uses\n";
$third = $manager->refresh('ann');
echo $site->server->isLive($third->refreshToken()) && !$third->equals($first) ? 'refreshed at will' : 'wrong', "\n";
?>
--EXPECT--
invalid_grant, tokens: newer, newer refresh, in the row: newer refresh, nobody is marked
invalid_grant, refresh: newer, newer refresh, in the row: newer refresh, nobody is marked
tokens, tokens: newer, newer refresh, in the row: newer refresh, nobody is marked
tokens, refresh: newer, newer refresh, in the row: newer refresh, nobody is marked
-- in a run
{"superseded":1} of 1, complete, ok
newer refresh, nobody is marked
-- refresh() with the tokens that an API rejected
refreshed, the same, 1 and 0 uses
refreshed at will
