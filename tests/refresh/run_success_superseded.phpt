--TEST--
A login that is saved while its refresh is under way wins
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
$login = static fn (string $name): Coop\TokenSet => Coop\TokenSet::fromArray(['access_token' => "$name access", 'refresh_token' => "$name refresh", 'expires_in' => 7200]);
$answer = static fn (string $name): Coop\Response => new Coop\Response(200, [], json_encode(['access_token' => 'ours', 'refresh_token' => "ours-$name", 'token_type' => 'bearer', 'expires_in' => 60]));

echo "-- during the request, over another connection\n";
$old = $site->users(['ann', 'bob', 'cid', 'dan']);
$other = $site->store($site->connect());
$users = array_keys($old);
$client = $site->client(transport: function () use ($other, $login, $answer, $site, &$users): Coop\Response {
    $user = array_shift($users);
    match ($user) {
        'ann' => $other->saveNewTokens('ann', $login('new')),
        'bob' => $site->connect()->exec("DELETE FROM users WHERE email = 'bob'"),
        'cid' => $site->connect()->exec("UPDATE users SET coopAccessToken = 'changed' WHERE email = 'cid'"), // no rotation: only the access token tells
        default => null,
    };
    return $answer($user);
});
show($site->manager(client: $client)->refreshExpiring(concurrency: 1, onResult: function (Coop\RefreshResult $result): void {
    echo "$result->userId: {$result->outcome->value}, ", $result->expiresAt === null ? 'no expiry' : 'expiry', "\n";
}));
echo json_encode($site->stored() === ['ann' => 'new refresh', 'cid' => $old['cid'], 'dan' => 'ours-dan'] ? 'logins stand' : $site->stored()), "\n";

echo "-- in another process\n";
$site->pdo->exec('DELETE FROM users');
[$token] = array_values($site->users(['eve']));
$site->server->script(['delay' => 600]);
$child = pcntl_fork();
if ($child === 0) {
    while ($site->server->uses($token) === 0) {
        usleep(2000);
    }
    $site->store($site->connect())->saveNewTokens('eve', $login('newer'));
    exit;
}
show($site->manager()->refreshExpiring());
pcntl_waitpid($child, $status);
echo $site->row('eve')['coopRefreshToken'], "\n";
echo strlen($site->journalBytes('journal')) === 0 ? 'nothing open in the journal' : 'the journal is open', "\n";
?>
--EXPECT--
-- during the request, over another connection
ann: superseded, no expiry
bob: superseded, no expiry
cid: superseded, no expiry
dan: saved, expiry
{"saved":1,"superseded":3} of 4, complete, ok
"logins stand"
-- in another process
{"superseded":1} of 1, complete, ok
newer refresh
nothing open in the journal
