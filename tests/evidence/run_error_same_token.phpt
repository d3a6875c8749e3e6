--TEST--
A server that gives the same refresh token each time: a login that it has ended is told by the second run, and pages ask no more
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/evidence.inc';
$site = new Site(['mode' => 'same', 'aliases' => ['/realms/r/protocol/openid-connect/token' => '/token']]);
$tokens = $site->users(6);
$manager = $site->manager(client: new Coop\Client(Coop\Provider::keycloak($site->server->http . '/realms/r'), 'id', 'secret'));
foreach ([0, 0, 1, 2, 3] as $day => $ended) {
    $day === 0 || $site->letPass(DAY);
    if ($ended === 1) {
        $site->server->revoke($tokens['user003@example.com']);
    }
    show(run_of($site, $results, manager: $manager));
    echo '    ', $results['user003@example.com']->outcome->value, ', to log in again: ', json_encode(to_log_in($site)), "\n";
}
requests($site);
$site->letPass(DAY);
foreach ([1, 2] as $page) {
    foreach (['tokens', 'userinfo'] as $method) {
        try {
            $account = $manager->account('user003@example.com');
            $method === 'tokens' ? $account->tokens() : $account->request('GET', '/userinfo');
        } catch (Coop\ReauthorizationRequiredException $e) {
            echo "page $page, $method: $e->reason\n";
        }
    }
}
echo 'requests: ', requests($site), "\n";
?>
--EXPECT--
{"saved":6} of 6, complete, ok
    saved, to log in again: []
{"saved":6} of 6, complete, ok
    saved, to log in again: []
{"saved":5,"rejected":1} of 6, complete, ok
    rejected, to log in again: []
{"saved":5,"reauthorization_required":1} of 6, complete, ok
    reauthorization_required, to log in again: {"user003@example.com":"invalid_grant"}
{"saved":5,"reauthorization_required":1} of 6, complete, ok
    reauthorization_required, to log in again: {"user003@example.com":"invalid_grant"}
page 1, tokens: invalid_grant
page 1, userinfo: invalid_grant
page 2, tokens: invalid_grant
page 2, userinfo: invalid_grant
requests: 0
