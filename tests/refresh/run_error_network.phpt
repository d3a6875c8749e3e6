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
$faults = ['lose', 'lose_reset', 'reset_on_request', 'cut', 'cut_body', 'eof_in_headers'];
foreach (['grace', 'strict'] as $mode) {
    $site = new Site(['mode' => $mode, 'grace_ms' => 60000]);
    foreach ($faults as $fault) {
        $site->server->reset();
        $site->pdo->exec('DELETE FROM users');
        $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
        $tokens = $site->users(20);
        // Every second user's first answer.
        $site->server->script(...array_map(static fn (int $n): array => [$fault => str_contains($fault, 'cut') ? 15 : true, 'login' => "u$n"], range(2, 20, 2)));
        $report = $site->manager()->refreshExpiring();
        $kept = 0;
        foreach ($site->stored() as $user => $token) {
            $kept += (int) ($token === $tokens[$user]);
        }
        echo "$mode, $fault: ", json_encode(array_filter($report->counts)), ', uses ', $site->uses($tokens), ", alive: {$site->alive()}, old tokens: $kept, marked: {$site->marked()}\n";
    }
    $site->server->stop();
}
?>
--EXPECT--
grace, lose: {"saved":20}, uses {"1":10,"2":10}, alive: 20, old tokens: 0, marked: 0
grace, lose_reset: {"saved":20}, uses {"1":10,"2":10}, alive: 20, old tokens: 0, marked: 0
grace, reset_on_request: {"saved":20}, uses {"1":10,"2":10}, alive: 20, old tokens: 0, marked: 0
grace, cut: {"saved":20}, uses {"1":10,"2":10}, alive: 20, old tokens: 0, marked: 0
grace, cut_body: {"saved":20}, uses {"1":10,"2":10}, alive: 20, old tokens: 0, marked: 0
grace, eof_in_headers: {"saved":20}, uses {"1":10,"2":10}, alive: 20, old tokens: 0, marked: 0
strict, lose: {"saved":10,"rejected":10}, uses {"1":10,"2":10}, alive: 10, old tokens: 10, marked: 10
strict, lose_reset: {"saved":10,"rejected":10}, uses {"1":10,"2":10}, alive: 10, old tokens: 10, marked: 10
strict, reset_on_request: {"saved":20}, uses {"1":10,"2":10}, alive: 20, old tokens: 0, marked: 0
strict, cut: {"saved":10,"rejected":10}, uses {"1":10,"2":10}, alive: 10, old tokens: 10, marked: 10
strict, cut_body: {"saved":10,"rejected":10}, uses {"1":10,"2":10}, alive: 10, old tokens: 10, marked: 10
strict, eof_in_headers: {"saved":10,"rejected":10}, uses {"1":10,"2":10}, alive: 10, old tokens: 10, marked: 10
