--TEST--
redCORE with rotation off, whose tokens work once and bring no others: all five users are told by the third run that is rejected
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/evidence.inc';
$site = new Site(['mode' => 'plain', 'aliases' => ['/index.php?option=token&api=oauth2' => '/token']]);
$site->users(5);
$events = [];
$manager = $site->manager(
    client: new Coop\Client(Coop\Provider::redcore($site->server->http), 'id', 'secret'),
    onEvent: static function (string $event, array $data) use (&$events): void {
        $events[$event] = ($events[$event] ?? 0) + 1;
    },
);
$body = '{"access_token":"{{access_token}}","expires_in":3600,"token_type":"Bearer"}';
$site->server->script(['rotate' => true, 'status' => 200, 'body' => $body, 'times' => 5]);
foreach (range(0, 4) as $day) {
    $day === 0 || $site->letPass(DAY);
    $events = [];
    echo "day $day: ";
    show(run_of($site, $results, manager: $manager));
    echo '    no_refresh_token: ', $events['no_refresh_token'] ?? 0, ', to log in again: ', count(to_log_in($site)), "\n";
}
?>
--EXPECT--
day 0: {"saved":5} of 5, complete, ok
    no_refresh_token: 5, to log in again: 0
day 1: {"rejected":5} of 5, stopped because rejections, not ok
    no_refresh_token: 0, to log in again: 0
day 2: {"rejected":5} of 5, stopped because rejections, not ok
    no_refresh_token: 0, to log in again: 0
day 3: {"reauthorization_required":5} of 5, stopped because rejections, not ok
    no_refresh_token: 0, to log in again: 5
day 4: {"reauthorization_required":5} of 5, complete, ok
    no_refresh_token: 0, to log in again: 5
