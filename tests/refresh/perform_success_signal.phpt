--TEST--
A signal ends performForAll() in order: what is in flight is finished and told, then it does what it does
--EXTENSIONS--
coop
pcntl
posix
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/perform.inc';
$site = coop_site();
$site->users(100, in_an_hour());
$site->server->script(['path' => '/api/*', 'delay' => 200, 'times' => 0]);
$file = "$site->folder/told";
$start = static function (callable $prepare) use ($site, $file): int {
    $child = pcntl_fork();
    if ($child === 0) {
        $prepare();
        $succeeded = $site->manager(client: coop_client($site), store: $site->store($site->connect()))->performForAll(Coop\Action::EggsCount, static fn (string $user) => file_put_contents($file, "$user\n", FILE_APPEND), concurrency: 4);
        file_put_contents("$file.end", "$succeeded");
        exit(0);
    }
    return $child;
};
$requests = static fn (): int => $site->server->stats()['requests'];
foreach (['no handler' => static fn () => null, 'a handler' => static function (): void { pcntl_async_signals(true); pcntl_signal(SIGTERM, static fn () => null); }] as $name => $prepare) {
    $before = $requests();
    @unlink($file);
    $child = $start($prepare);
    while ($requests() - $before < 8) {
        usleep(5000);
    }
    posix_kill($child, SIGTERM);
    pcntl_waitpid($child, $status);
    $told = count(file($file));
    echo "$name: ", pcntl_wifsignaled($status) ? 'ended by signal ' . pcntl_wtermsig($status) : 'exit ' . pcntl_wexitstatus($status), ', ', $requests() - $before === $told ? 'all that was sent was told' : ($requests() - $before) . " sent, $told told", ', ', $told < 40 ? 'few' : $told, is_file("$file.end") && (int) file_get_contents("$file.end") === $told ? ', counted' : '', "\n";
}
?>
--EXPECT--
no handler: ended by signal 15, all that was sent was told, few
a handler: exit 0, all that was sent was told, few, counted
