--TEST--
Who must log in again: left out of what is due, listed for the e-mail, back after a login
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => '2020-01-01', 'eve' => '2020-01-01', 'joe' => '2020-01-01', 'ann' => '2020-01-01', 'kim' => '2020-01-01']);
$store = new Coop\PdoTokenStore($pdo);
var_dump($store->getTokensToReauthorize());
$store->installSchema();
$strike = function (string $id, string $token, int $strikes) use ($pdo) {
    $fingerprint = substr(hash('sha256', $token), 0, 32);
    $pdo->exec("REPLACE INTO coop_refresh (store, user_key, fp, strikes, next_ts, reason) VALUES ('users', '$id', '$fingerprint', $strikes, 0, 'invalid_grant')");
};
$strike('bob', 'r-bob', 2);
$strike('eve', 'r-eve', 1);
$strike('joe', 'the token before', 5);
$strike('ann', 'r-ann', 12);
$strike('stranger', 'r', 2);
$pdo->exec("INSERT INTO coop_refresh (store, user_key, fp, strikes) SELECT 'other', user_key, fp, 2 FROM coop_refresh");
$show = function () use ($store) {
    echo 'due: ', ids($store->getExpiringTokens()), '; in pages: ';
    for ($after = null; $page = $store->getExpiringTokens(null, 1, $after); $after = $page[0]) {
        echo $page[0]->userId, ' ';
    }
    echo '; to log in: ', ids($store->getTokensToReauthorize()), '; at most one: ', ids($store->getTokensToReauthorize(1)), "\n";
};
$show();
foreach (['bob', 'eve', 'joe'] as $id) {
    $stored = $store->findTokens($id);
    echo "$id: ", json_encode([$stored->reauthorizationRequired, $stored->reason, $stored->resourceOwnerId]), "\n";
}
$store->saveNewTokens('bob', tokens('a', 'new', '2020-01-01 UTC'));
$show();
$strike('bob', 'new', 2);
$pdo->exec("UPDATE users SET coopRefreshToken = 'set by the site itself' WHERE email = 'bob'");
$store->removeTokens('ann');
$show();
--EXPECT--
array(0) {
}
due: eve joe kim; in pages: eve joe kim ; to log in: ann bob; at most one: ann
bob: [true,"invalid_grant","7"]
eve: [false,null,"7"]
joe: [false,null,"7"]
due: eve joe kim bob; in pages: eve joe kim bob ; to log in: ann; at most one: ann
due: eve joe kim bob; in pages: eve joe kim bob ; to log in: ; at most one:
