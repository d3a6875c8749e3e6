--TEST--
A server that gives the same refresh token each time, or none: an ended login is rejected and told, and is not healed from the journal
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
foreach (['the same' => true, 'none' => false] as $name => $same) {
    $site = new Site(['mode' => 'plain']);
    $tokens = array_values($site->users(6));
    $answers = array_map(static fn (string $token, int $n): array => ['login' => 'u' . ($n + 1), 'status' => 200, 'times' => 0,
        'body' => json_encode(['access_token' => "access_$n", 'expires_in' => 300] + ($same ? ['refresh_token' => $token] : []))],
        $tokens, array_keys($tokens));
    $site->server->script(...$answers);
    echo "-- $name\n";
    show($site->manager()->refreshExpiring());
    // The server ends one login; the others go on as before.
    $ended = ['login' => 'u3', 'status' => 400, 'body' => '{"error":"invalid_grant"}', 'times' => 0];
    $site->server->script($ended, ...$answers);
    foreach (['one day later', 'two days later'] as $day) {
        $site->letTimePass();
        echo "$day: ";
        show($site->manager()->refreshExpiring(new DateTimeImmutable('+1 month')));
    }
    echo 'to log in again: ', implode(', ', array_map(static fn (Coop\StoredTokens $stored): string => $stored->userId,
        $site->store()->getTokensToReauthorize())), "\n";
    $before = $site->server->stats()['requests'];
    try {
        $site->manager()->refresh('user003@example.com');
    } catch (Coop\ReauthorizationRequiredException $e) {
        echo "a page: $e->reason, requests: ", $site->server->stats()['requests'] - $before, "\n";
    }
    $site->server->stop();
}
?>
--EXPECT--
-- the same
{"saved":6} of 6, complete, ok
one day later: {"saved":5,"rejected":1} of 6, complete, ok
two days later: {"saved":5,"reauthorization_required":1} of 6, complete, ok
to log in again: user003@example.com
a page: invalid_grant, requests: 0
-- none
{"saved":6} of 6, complete, ok
one day later: {"saved":5,"rejected":1} of 6, complete, ok
two days later: {"saved":5,"reauthorization_required":1} of 6, complete, ok
to log in again: user003@example.com
a page: invalid_grant, requests: 0
