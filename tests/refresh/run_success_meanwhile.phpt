--TEST--
While a request is under way: a lease that another process takes stays theirs, and a user whose key changes is not written anew
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
/** The server's own answer, after something has happened. */
$client = static fn (callable $meanwhile): Coop\Client => $site->client(
    transport: static function (string $method, string $url, array $headers, string $body) use ($site, $meanwhile): Coop\Response {
        parse_str($body, $form);
        try {
            $tokens = $site->client()->refresh($form['refresh_token']);
            $answer = new Coop\Response(200, [], json_encode(['access_token' => $tokens->accessToken(),
                'refresh_token' => $tokens->refreshToken(), 'token_type' => 'bearer', 'expires_in' => 3600]));
        } catch (Coop\OAuthErrorException $e) {
            $answer = new Coop\Response($e->status, [], json_encode(['error' => $e->error]));
        }
        $meanwhile();
        return $answer;
    },
);
$lease = static fn (string $user): array => $site->pdo->query("SELECT holder, until_ts - unixepoch() > 100 AS lasts FROM coop_refresh
    WHERE store = 'users' AND user_key = '$user'")->fetch(PDO::FETCH_NUM);
$another = str_repeat('ab', 16) . '/7';

echo "-- the lease has ended, another has it\n";
foreach ([[], [['status' => 401, 'body' => '{"error":"invalid_client"}', 'times' => 0]]] as $script) {
    $site->pdo->exec('DELETE FROM users');
    $site->users(['ann', 'bob']);
    $site->server->script(...$script);
    $take = static fn () => $site->connect()->exec("UPDATE coop_refresh SET holder = '$another', until_ts = unixepoch() + 120
        WHERE user_key = 'ann' AND store = 'users'");
    show($site->manager(client: $client($take))->refreshExpiring(concurrency: 1));
    echo 'ann: ', $lease('ann') === [$another, 1] ? "the other's" : json_encode($lease('ann')),
        ', bob: ', $lease('bob')[0] === '' ? 'free' : 'held', "\n";
    $site->server->script();
    $site->pdo->exec("UPDATE coop_refresh SET holder = '', until_ts = 0, next_ts = 0 WHERE user_key IN ('ann', 'bob')");
}

echo "-- the user's key changes\n";
$site->pdo->exec('DELETE FROM users');
$old = $site->users(['cid', 'dan']);
$rename = static fn () => $site->connect()->exec("UPDATE users SET email = 'cid2' WHERE email = 'cid'");
show($site->manager(client: $client($rename))->refreshExpiring(concurrency: 1));
echo implode(' ', array_keys($site->stored())), ', ',
    $site->stored()['cid2'] === $old['cid'] ? 'the row is as it was' : 'the row has changed', ', ',
    strlen($site->journalBytes('journal')) === 0 ? 'nothing open in the journal' : 'the journal is open', "\n";
// This server does not punish the second use, and the journal knows what the token was exchanged for, whoever has it.
show($site->manager()->refreshExpiring());
echo $site->whoIsAlive(), ', ', $site->howOftenSent($old), ", {$site->whoIsMarked()}\n";
?>
--EXPECT--
-- the lease has ended, another has it
{"saved":2} of 2, complete, ok
ann: the other's, bob: free
{"deferred":2} of 2, stopped because client_refused, not ok
ann: the other's, bob: free
-- the user's key changes
{"saved":1,"superseded":1} of 2, complete, ok
cid2 dan, the row is as it was, nothing open in the journal
{"saved":1} of 1, complete, ok
all 2 alive, 1 token sent once, 1 token sent twice, nobody is marked
