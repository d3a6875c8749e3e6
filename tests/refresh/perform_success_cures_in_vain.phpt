--TEST--
performForAll() refreshes nobody any more after three in a row whom a refresh did not help
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/perform.inc';
$site = coop_site();
$try = static function (string $name, int $users, array ...$faults) use ($site): void {
    $site->server->reset();
    $site->pdo->exec('DELETE FROM users; DROP TABLE IF EXISTS coop_refresh');
    $tokens = $site->users($users, in_an_hour());
    $site->server->script(...$faults);
    $told = new Told();
    $site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, $told);
    echo "$name: ", $told->summary(), ', ', $site->howOftenSent($tokens), ', ', $site->whoIsAlive(), "\n";
};
$refusal = static fn (string $path, int $times = 0): array => ['path' => $path, 'status' => 401, 'times' => $times];
$try('nobody can be helped', 300, $refusal('/api/*'));
$try('two in a row, then everybody is helped', 100, $refusal('/api/1/*'), $refusal('/api/2/*'), $refusal('/api/*', 98));
$try('the token endpoint wants patience', 100, $refusal('/api/*'), ['path' => '/token', 'status' => 429, 'times' => 0]);
$try('logins that have ended', 5, $refusal('/api/*'),
    ['path' => '/token', 'status' => 400, 'body' => '{"error":"invalid_grant"}', 'times' => 0]);
$try('a refusal of 100 KB', 2, ['body' => str_repeat('x', 100000)] + $refusal('/api/*'));
?>
--EXPECT--
nobody can be helped: api error 401: 300 users, 297 tokens never sent, 3 tokens sent once, all 300 alive
two in a row, then everybody is helped: api error 401: 2 users; done: 98 users, 100 tokens sent once, all 100 alive
the token endpoint wants patience: api error 401: 100 users, 97 tokens never sent, 3 tokens sent once, all 100 alive
logins that have ended: log in again: invalid_grant: 5 users, 5 tokens sent once, all 5 alive
a refusal of 100 KB: api error 401: 2 users, 2 tokens never sent, all 2 alive
