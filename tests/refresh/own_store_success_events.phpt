--TEST--
onEvent: a scope that is not the stored one is told
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
$site = new Site(['mode' => 'plain', 'scope' => 'eggs-count']);
$store = new ArrayStore();
foreach (['ann' => ['eggs-count', 'profile'], 'bob' => ['eggs-count']] as $user => $scope) {
    [$tokens] = $site->server->seed();
    $store->rows[$user] = ['access_token' => $tokens['access_token'], 'refresh_token' => $tokens['refresh_token'], 'expires_at' => 1, 'scope' => $scope];
}
$manager = $site->manager(store: $store, leases: new Coop\PdoLeases($site->pdo, 'site'), onEvent: function (string $event, array $details): void {
    $event === 'scope_changed' && print "$event " . json_encode($details) . "\n";
});
show($manager->refreshExpiring());
echo implode(' ', $store->rows['ann']['scope']), "\n";
?>
--EXPECT--
scope_changed {"provider":"test","userId":"ann"}
{"saved":2} of 2, complete, ok
eggs-count
