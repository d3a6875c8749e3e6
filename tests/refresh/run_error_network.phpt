--TEST--
Lost answers in a run: asked for again at once and once; where the server forgives that, nobody is lost
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$faults = [
    'lose' => ['lose' => true],
    'lose_reset' => ['lose_reset' => true],
    'reset_on_request' => ['reset_on_request' => true],
    'cut' => ['cut' => 15],
    'cut_body' => ['cut_body' => 15],
    'eof_in_headers' => ['eof_in_headers' => true],
    '500 after the rotation' => ['status' => 500, 'rotate' => true],
    '502' => ['status' => 502], '504 after the rotation' => ['status' => 504, 'rotate' => true]];
foreach (['grace', 'strict'] as $mode) {
    $site = new Site(['mode' => $mode, 'grace_ms' => 60000]);
    foreach ($faults as $name => $fault) {
        $site->server->reset();
        $site->pdo->exec('DELETE FROM users');
        $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
        $tokens = $site->users(20);
        // Every second user's first answer.
        $site->server->script(...array_map(static fn (int $n): array => $fault + ['login' => "u$n"], range(2, 20, 2)));
        $report = $site->manager()->refreshExpiring();
        $kept = 0;
        foreach ($site->stored() as $user => $token) {
            $kept += (int) ($token === $tokens[$user]);
        }
        echo "$mode, $name: ", json_encode(array_filter($report->counts)), ", {$site->whoIsAlive()}, old tokens: $kept, ",
            "{$site->whoIsMarked()},\n    {$site->howOftenSent($tokens)}, to log in again: ",
            count($site->store()->getTokensToReauthorize()), "\n";
    }
    $site->server->stop();
}
?>
--EXPECT--
grace, lose: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
grace, lose_reset: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
grace, reset_on_request: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
grace, cut: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
grace, cut_body: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
grace, eof_in_headers: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
grace, 500 after the rotation: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
grace, 502: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
grace, 504 after the rotation: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, lose: {"saved":10,"rejected":10}, 10 of 20 alive, old tokens: 10, 10 users are marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, lose_reset: {"saved":10,"rejected":10}, 10 of 20 alive, old tokens: 10, 10 users are marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, reset_on_request: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, cut: {"saved":10,"rejected":10}, 10 of 20 alive, old tokens: 10, 10 users are marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, cut_body: {"saved":10,"rejected":10}, 10 of 20 alive, old tokens: 10, 10 users are marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, eof_in_headers: {"saved":10,"rejected":10}, 10 of 20 alive, old tokens: 10, 10 users are marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, 500 after the rotation: {"saved":10,"rejected":10}, 10 of 20 alive, old tokens: 10, 10 users are marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, 502: {"saved":20}, all 20 alive, old tokens: 0, nobody is marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
strict, 504 after the rotation: {"saved":10,"rejected":10}, 10 of 20 alive, old tokens: 10, 10 users are marked,
    10 tokens sent once, 10 tokens sent twice, to log in again: 0
