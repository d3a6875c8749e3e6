--TEST--
A kept-alive connection that ends on a request: libcurl's own second try never leaves, the run's one resend does, over a fresh connection
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../refresh/site.inc';
$site = new Site(['mode' => 'strict']);
foreach (['http' => $site->server->http, 'https' => $site->server->https] as $name => $origin) {
    $site->server->reset();
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $tokens = $site->users(40);
    // Of every second user, as often as anybody asks: processed, and closed without a byte. A third request would be libcurl's.
    $site->server->script(...array_map(static fn (int $n): array => ['lose' => true, 'login' => "u$n", 'times' => 0], range(2, 40, 2)));
    $client = $site->client(provider: new Coop\Provider('test', "$origin/token"), caFile: $site->server->ca);
    $report = $site->manager(client: $client)->refreshExpiring(concurrency: 1);
    $seen = [];
    foreach ($site->server->requests() as $request) {
        preg_match('/refresh_token=rt_(u\d+)_/', $request['body'], $match);
        $seen[$match[1]][] = $request['nth'] === 1 ? 'fresh' : 'kept';
    }
    $again = array_count_values(array_filter(array_map(static fn (array $connections): ?string => $connections[1] ?? null, $seen)));
    $first = array_column($seen, 0);
    echo "$name: ", json_encode(array_filter($report->counts)), ', sent again over ', json_encode($again),
        ', first over a kept connection: ', in_array('kept', $first, true) ? 'some' : 'none', "\n    ",
        "{$site->howOftenSent($tokens)}, {$site->whoIsMarked()}\n";
}
?>
--EXPECT--
http: {"saved":20,"outcome_unknown":20}, sent again over {"fresh":20}, first over a kept connection: some
    20 tokens sent once, 20 tokens sent twice, nobody is marked
https: {"saved":20,"outcome_unknown":20}, sent again over {"fresh":20}, first over a kept connection: some
    20 tokens sent once, 20 tokens sent twice, nobody is marked
