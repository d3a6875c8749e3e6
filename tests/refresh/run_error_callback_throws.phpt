--TEST--
An exception out of onResult or onEvent ends the run after what was received is saved
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site();
foreach (['onResult', 'onEvent'] as $where) {
    $site->pdo->exec('DELETE FROM users');
    $tokens = $site->users(20);
    $throw = static function () use ($where): void {
        static $calls = 0;
        if (++$calls === 3) {
            throw new DomainException("out of $where");
        }
    };
    $site->server->script(['status' => 200, 'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}"}',
        'times' => 0]);
    $manager = $where === 'onEvent' ? $site->manager(onEvent: fn (string $event) => $event === 'odd_answer' && $throw()) : $site->manager();
    attempt(fn () => $manager->refreshExpiring(concurrency: 1, onResult: $where === 'onResult' ? $throw : null));
    $uses = array_sum(array_map($site->server->uses(...), $tokens));
    echo $uses >= 3 && $uses < 20 ? 'ended early' : "$uses requests", ", {$site->whoIsAlive()}, sent twice: ",
        count(array_filter($tokens, static fn (string $token): bool => $site->server->uses($token) > 1)), "\n";
    // The rest is for the next run.
    $site->server->script();
    show($manager->refreshExpiring());
    echo $site->whoIsAlive(), "\n";
}
?>
--EXPECT--
DomainException: out of onResult
ended early, all 20 alive, sent twice: 0
{"saved":17} of 17, complete, ok
all 20 alive
DomainException: out of onEvent
ended early, all 20 alive, sent twice: 0
{"saved":17} of 17, complete, ok
all 20 alive
