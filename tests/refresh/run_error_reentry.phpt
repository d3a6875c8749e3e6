--TEST--
A callback cannot start another run of its manager
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
$tokens = $site->users(5);
$site->server->script(['status' => 200, 'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}"}']);
$manager = null;
$again = static function () use (&$manager, $site): void {
    foreach (['refreshExpiring', 'refresh', 'performForAll'] as $method) {
        try {
            match ($method) {
                'refreshExpiring' => $manager->refreshExpiring(),
                'refresh' => $manager->refresh('user001@example.com'),
                'performForAll' => $manager->performForAll(Coop\Action::EggsCount, static fn () => null),
            };
            echo "$method: no error\n";
        } catch (Throwable $e) {
            echo "$method: ", get_class($e), "\n";
        }
    }
};
$manager = $site->manager(onEvent: static function (string $event) use ($again): void {
    if (in_array($event, ['run_started', 'odd_answer', 'refreshed', 'run_ended'], true)) {
        static $told = [];
        $told[$event] ??= (print "$event\n") && $again() === null;
    }
});
$told = 0;
show($manager->refreshExpiring(onResult: function () use ($again, &$told): void {
    if ($told++ === 0) {
        echo "onResult\n";
        $again();
    }
}));
echo $site->whoIsAlive(), ', ', $site->howOftenSent($tokens), "\n";
// A callback that lets go of the manager.
$manager = $site->manager();
show($manager->refreshExpiring(new DateTimeImmutable('+1 month'), onResult: function () use (&$manager): void {
    $manager = null;
}));
echo $site->whoIsAlive(), "\n";
?>
--EXPECT--
run_started
refreshExpiring: Error
refresh: Error
performForAll: Error
odd_answer
refreshExpiring: Error
refresh: Error
performForAll: Error
refreshed
refreshExpiring: Error
refresh: Error
performForAll: Error
onResult
refreshExpiring: Error
refresh: Error
performForAll: Error
run_ended
refreshExpiring: Error
refresh: Error
performForAll: Error
{"saved":5} of 5, complete, ok
all 5 alive, 5 tokens sent once
{"saved":5} of 5, complete, ok
all 5 alive
