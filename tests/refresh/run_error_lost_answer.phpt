--TEST--
An answer that a strict server sent and nobody got: asked for again once, rejected, not believed at once, and the reason is told
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'strict']);
$tokens = $site->users(20);
$ways = ['u3' => ['lose' => true], 'u8' => ['cut_body' => 20], 'u13' => ['status' => 500, 'rotate' => true, 'body' => 'oops']];
$lost = ['user003@example.com', 'user008@example.com', 'user013@example.com'];
$faults = array_map(static fn (string $login, array $fault): array => $fault + ['login' => $login], array_keys($ways), $ways);
// Once more a login without a fault: ended by its user.
$site->server->revoke($tokens['user018@example.com']);

/** A run, and what it says of everybody whom it has not saved. */
$run = static function () use ($site): void {
    $lines = [];
    $report = $site->manager()->refreshExpiring(onResult: static function (Coop\RefreshResult $result) use (&$lines): void {
        $words = "$result->userId {$result->outcome->value}";
        for ($e = $result->error; $e; $e = $e->getPrevious()) {
            $words .= ', ' . get_class($e) . ' ' . match (true) {
                $e instanceof Coop\OAuthErrorException => $e->error ?? $e->status,
                $e instanceof Coop\TransportException => $e->requestSent ? 'sent' : 'not sent',
                default => $e->reason,
            };
        }
        $lines[] = $result->error ? "$words\n" : '';
    });
    sort($lines);
    echo implode('', $lines);
    show($report);
};
$site->server->script(...$faults);
$run();
$old = array_intersect_assoc($site->stored(), $tokens);
$first = array_slice($old, 0, 3);
echo 'old tokens: ', array_keys($first) === $lost ? $site->howOftenSent($first) : json_encode($first), ' without an answer, ',
    $site->howOftenSent(array_slice($old, 3)), ' and rejected, ', "{$site->whoIsMarked()}, to log in again: ", count($site->store()->getTokensToReauthorize()), "\n";

echo "-- ten minutes later\n";
$site->letTimePass();
$site->users(['new1@example.com', 'new2@example.com']);
$run();
echo 'to log in again: ', count($site->store()->getTokensToReauthorize()), ', ', $site->whoIsAlive(), ', old tokens ',
    count(array_intersect_assoc($site->stored(), $tokens)), "\n";
?>
--EXPECT--
user003@example.com rejected, Coop\OAuthErrorException invalid_grant, Coop\TransportException sent
user008@example.com rejected, Coop\OAuthErrorException invalid_grant, Coop\TransportException sent
user013@example.com rejected, Coop\OAuthErrorException invalid_grant, Coop\OAuthErrorException 500
user018@example.com rejected, Coop\OAuthErrorException invalid_grant
{"saved":16,"rejected":4} of 20, complete, ok
old tokens: 3 tokens sent twice without an answer, 1 token sent once and rejected, 4 users are marked, to log in again: 0
-- ten minutes later
user003@example.com reauthorization_required, Coop\ReauthorizationRequiredException invalid_grant, Coop\OAuthErrorException invalid_grant
user008@example.com reauthorization_required, Coop\ReauthorizationRequiredException invalid_grant, Coop\OAuthErrorException invalid_grant
user013@example.com reauthorization_required, Coop\ReauthorizationRequiredException invalid_grant, Coop\OAuthErrorException invalid_grant
user018@example.com reauthorization_required, Coop\ReauthorizationRequiredException invalid_grant, Coop\OAuthErrorException invalid_grant
{"saved":2,"reauthorization_required":4} of 6, complete, ok
to log in again: 4, 18 of 22 alive, old tokens 4
