--TEST--
A run refreshes everybody who is due, soonest first, once, and nobody else
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
$now = time();
$format = static fn (int $at): string => gmdate('Y-m-d H:i:s', $at);
$tokens = $site->users(['long ago'], '2001-02-03 04:05:06') + $site->users(['a date'], '2010-01-01')
    + $site->users(['last hour'], $format($now - 3600)) + $site->users(['unknown'], null)
    + $site->users(['empty'], '') + $site->users(['unix'], '1500000000')
    + $site->users(['zoned'], '2015-06-01T12:00:00+02:00')
    + $site->users(['later today'], gmdate('Y-m-d 23:59:59'));
$calm = $site->users(['tomorrow'], gmdate('Y-m-d 00:00:01', $now + 86400)) + $site->users(['next year'], $format($now + 366 * 86400));
$site->pdo->exec("INSERT INTO users VALUES ('no login', 7, NULL, NULL, NULL), ('empty login', 8, '', '', '')");
$order = [];
show($site->manager()->refreshExpiring(onResult: function (Coop\RefreshResult $result) use (&$order): void {
    $order[] = $result->userId;
}));
$order = array_values(array_diff($order, ['unix'])); // among texts, a number has a place of its own
$first = array_splice($order, 0, 2);
sort($first);
echo implode(', ', $first), ' first, then ', implode(', ', $order), "\n";
echo 'of the due ', $site->howOftenSent($tokens), ', of the others ', $site->howOftenSent($calm), "\n";
foreach ($tokens as $user => $token) {
    $row = $site->row($user);
    if ($row['coopRefreshToken'] === $token || !$site->server->isLive($row['coopRefreshToken'])
        || !$site->server->isLive($row['coopAccessToken'])) {
        echo "$user: wrong tokens\n";
    }
    if (abs(strtotime($row['coopAccessExpiresAt'] . ' UTC') - $now - 3600) > 30) {
        echo "$user: expires {$row['coopAccessExpiresAt']}\n";
    }
}
foreach ($calm as $user => $token) {
    echo "$user: ", $site->row($user)['coopRefreshToken'] === $token ? 'untouched' : 'touched', "\n";
}
echo json_encode($site->row('no login')), "\n", json_encode($site->row('empty login')), "\n";
?>
--EXPECT--
{"saved":8} of 8, complete, ok
empty, unknown first, then long ago, a date, zoned, last hour, later today
of the due 8 tokens sent once, of the others 2 tokens never sent
tomorrow: untouched
next year: untouched
{"email":"no login","coopUserId":"7","coopAccessToken":null,"coopAccessExpiresAt":null,"coopRefreshToken":null}
{"email":"empty login","coopUserId":"8","coopAccessToken":"","coopAccessExpiresAt":"","coopRefreshToken":""}
