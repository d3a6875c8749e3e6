--TEST--
A store of the site's own with PdoLeases: runs, rejections, accounts; the answer is in the journal before the save
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
require __DIR__ . '/own_store.inc';
$site = new Site(['mode' => 'plain']);
$store = new ArrayStore();
attempt(fn () => $site->manager(store: $store));
attempt(fn () => $site->manager(leases: new Coop\PdoLeases($site->pdo, 'site')));
$login = static function (string $user, int $expiresIn = -3600) use ($site, $store): string {
    [$tokens] = $site->server->seed();
    $store->rows[$user] = ['access_token' => $tokens['access_token'], 'refresh_token' => $tokens['refresh_token'],
        'token_type' => 'Bearer', 'expires_at' => time() + $expiresIn, 'scope' => ['basic']];
    return $tokens['refresh_token'];
};
$tokens = [];
foreach (['ann', 'bob', '17', 'cid'] as $user) {
    $tokens[$user] = $login((string) $user);
}
$calm = $login('calm', 9 * 86400);
$store->beforeSave = static function (string $user, array $new) use ($site): void {
    if (!str_contains($site->journalBytes('journal'), $new['refresh_token'])) {
        echo "$user is saved before the journal is written\n";
    }
};
$manager = $site->manager(store: $store, leases: new Coop\PdoLeases($site->pdo, 'site'));
echo "-- a run\n";
show($manager->refreshExpiring(onResult: function (Coop\RefreshResult $result): void {
    echo "$result->userId ";
}));
echo $store->whoIsAlive($site->server), ', ', $site->howOftenSent($tokens + ['calm' => $calm]), "\n";
show($manager->refreshExpiring());
$month = new DateTimeImmutable('+1 month');
show($manager->refreshExpiring($month));
echo "-- many pages\n";
for ($n = 0; $n < 300; $n++) {
    $login(sprintf('many%03d', $n));
}
show($manager->refreshExpiring());
echo $store->whoIsAlive($site->server), "\n";
foreach (array_keys($store->rows) as $user) {
    if (str_starts_with((string) $user, 'many')) {
        unset($store->rows[$user]);
    }
}
echo "-- rejected, and once more in a later run\n";
$site->server->revoke($store->rows['bob']['refresh_token']);
for ($run = 1; $run <= 2; $run++) {
    show($manager->refreshExpiring($month));
    $site->letTimePass();
}
$site->letTimePass();
show($manager->refreshExpiring($month));
unset($store->rows['bob']);
echo "-- a login that was saved meanwhile\n";
$others = $store->rows;
$store->rows = ['ann' => ['expires_at' => time() - 1] + $store->rows['ann']];
$client = $site->client(transport: function () use ($store): Coop\Response {
    $store->rows['ann'] = ['access_token' => 'new', 'refresh_token' => 'new refresh', 'expires_at' => time() + 3600];
    return new Coop\Response(200, [], '{"access_token":"ours","refresh_token":"ours too","token_type":"bearer"}');
});
show((new Coop\TokenManager($client, $store, $site->journal(), leases: new Coop\PdoLeases($site->pdo, 'another')))->refreshExpiring());
echo $store->rows['ann']['refresh_token'], "\n";
$store->rows += $others;
echo "-- an account\n";
$old = $login('dan', 10);
echo $site->server->isLive($manager->account('dan')->tokens()->refreshToken()) ? 'refreshed' : 'dead', ', ',
    $store->rows['dan']['refresh_token'] !== $old && $site->server->isLive($store->rows['dan']['refresh_token'])
        ? 'saved' : 'not saved', "\n";
echo "-- a salvaged token\n";
$old = $login('eve');
$site->server->script(['status' => 200, 'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}",}']);
show($manager->refreshExpiring());
echo $store->rows['eve']['refresh_token'] !== $old && $site->server->isLive($store->rows['eve']['refresh_token']) ? 'alive' : 'lost', "\n";
echo "-- a store that throws\n";
$old = $login('fay');
$store->beforeSave = static fn () => throw new RuntimeException('disk full');
attempt(fn () => $manager->refreshExpiring(timeLimit: 2)); // it goes on trying for a while
$live = array_values(array_filter(array_column($site->server->truth(), 'live'),
    static fn (array $live): bool => $live !== [] && str_contains($site->journalBytes('journal'), $live[0])));
echo count($live) > 0 ? 'the new token is in the open journal' : 'the new token is lost', "\n";
?>
--EXPECT--
ValueError: Coop\TokenManager::__construct(): Argument #5 ($leases) is required if the store is your own class: pass leases: new
    Coop\PdoLeases($pdo, 'name-of-the-store')
ValueError: Coop\TokenManager::__construct(): Argument #5 ($leases) must be null, because Coop\PdoTokenStore has its own leases
-- a run
17 ann bob cid {"saved":4} of 4, complete, ok
all 5 alive, 1 token never sent, 4 tokens sent once
{} of 0, complete, ok
{"saved":5} of 5, complete, ok
-- many pages
{"saved":300} of 300, complete, ok
all 305 alive
-- rejected, and once more in a later run
{"saved":4,"rejected":1} of 5, complete, ok
{"saved":4,"reauthorization_required":1} of 5, complete, ok
{"saved":4} of 4, complete, ok
-- a login that was saved meanwhile
{"superseded":1} of 1, complete, ok
new refresh
-- an account
refreshed, saved
-- a salvaged token
{"outcome_unknown":1} of 1, complete, not ok
alive
-- a store that throws
Coop\StoreException: The token store failed and threw RuntimeException: see getPrevious()
the new token is in the open journal
