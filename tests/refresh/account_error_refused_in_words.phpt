--TEST--
A user whom the server refuses in words of its own is not sent to log in by a page before a run is sure
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
$site->users(6);
$site->server->script(['login' => 'u3', 'status' => 403, 'body' => '{"message":"Application suspended"}', 'times' => 0]);
$say = static function (string $when) use ($site): void {
    $before = $site->server->stats()['requests'];
    try {
        $site->manager()->account('user003@example.com')->tokens();
        $said = 'tokens';
    } catch (Coop\CoopException $e) {
        $said = get_class($e) . ' ' . ($e->phase ?? $e->reason ?? $e->status);
    }
    echo "$when: $said, requests: ", $site->server->stats()['requests'] - $before, "\n";
};
for ($day = 1; $day <= 3; $day++) {
    $report = $site->manager()->refreshExpiring(new DateTimeImmutable('+1 month'));
    echo "day $day: ", json_encode(array_filter($report->counts)), "\n";
    $say('at once');
    $site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 86400, next_ts = next_ts - 86400, since_ts = since_ts - 86400
        WHERE store = \'users\' AND user_key <> \'\'');
    $say('a day later');
}
?>
--EXPECT--
day 1: {"saved":5,"rejected":1}
at once: Coop\TransportException not_now, requests: 0
a day later: Coop\OAuthErrorException 403, requests: 1
day 2: {"saved":5,"rejected":1}
at once: Coop\TransportException not_now, requests: 0
a day later: Coop\OAuthErrorException 403, requests: 1
day 3: {"saved":5,"reauthorization_required":1}
at once: Coop\ReauthorizationRequiredException refused, requests: 0
a day later: Coop\ReauthorizationRequiredException refused, requests: 0
