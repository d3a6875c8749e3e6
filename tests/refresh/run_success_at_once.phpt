--TEST--
Runs with a date that follow each other within a second refresh everybody each; one waits for nothing; a login in between is taken too
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
$site->users(3);
$run = static fn (): int => $site->manager()->refreshExpiring(before: new DateTimeImmutable('+1 year'))->counts['saved'];
$started = hrtime(true);
for ($i = 1; $i <= 8; $i++) {
    echo $run(), ' ';
    [$login] = $site->server->seed(1);
    $tokens = Coop\TokenSet::fromArray($login + ['expires_in' => 3600]);
    $site->store()->saveNewTokens('user001@example.com', $tokens);
}
echo (hrtime(true) - $started) / 1e9 < 6 ? "without waiting\n" : "each waited for a second\n";
echo $site->whoIsAlive(), "\n";

// What a clock wrote that was wrong for a while is not what the next run goes by.
$site->pdo->exec("UPDATE coop_refresh SET done_ts = 4000000000, started_ts = 4000000000 WHERE store = 'users#run'");
$site->pdo->exec("UPDATE coop_refresh SET done_ts = done_ts - 60 WHERE store = 'users'");
echo $run(), ', saves dated ', $site->pdo->query("SELECT MAX(done_ts) - unixepoch() < 60 FROM coop_refresh WHERE store = 'users'")
    ->fetchColumn() ? 'now' : 'by that clock', "\n";
?>
--EXPECT--
3 3 3 3 3 3 3 3 without waiting
all 3 alive
3, saves dated now
