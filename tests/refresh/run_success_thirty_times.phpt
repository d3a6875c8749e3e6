--TEST--
Run after run in one process: descriptors and memory stay as they are
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
$site->users(40);
$resident = static function (): int {
    preg_match('/^VmRSS:\s+(\d+) kB/m', file_get_contents('/proc/self/status'), $found);
    return (int) $found[1];
};
$mark = static function () use ($resident): array {
    gc_collect_cycles();
    return ['descriptors' => count(scandir('/proc/self/fd')), 'bytes' => memory_get_usage(), 'kB' => $resident()];
};
$shared = $site->manager();
$early = $late = null;
for ($run = 1; $run <= 30; $run++) {
    $site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01'");
    // One manager for all of them, and one of its own; some answers are refused, some runs end in an exception.
    $manager = $run % 2 ? $shared : $site->manager();
    $site->server->script(...$run === 12 ? [['status' => 503, 'headers' => ['Retry-After' => '0'], 'times' => 2]] : []);
    $stop = $run % 7 === 0;
    try {
        $manager->refreshExpiring(concurrency: 8, onResult: static fn (Coop\RefreshResult $result) =>
            $stop && $result->done === 20 ? throw new DomainException('enough') : null);
    } catch (DomainException) {
    }
    $manager = null;
    if ($run === 5) {
        $early = $mark();
    }
}
$late = $mark();
$checked = str_contains((string) getenv('LD_PRELOAD'), 'asan') || getenv('USE_ZEND_ALLOC') === '0'; // a sanitizer keeps what was freed
echo $late['descriptors'] <= $early['descriptors'] + 4 ? 'flat' : "descriptors: {$early['descriptors']}, then {$late['descriptors']}", "\n";
echo $late['bytes'] <= $early['bytes'] + 65536 ? 'flat' : "bytes: {$early['bytes']}, then {$late['bytes']}", "\n";
echo $late['kB'] <= $early['kB'] + 2048 || $checked ? 'flat' : "kB: {$early['kB']}, then {$late['kB']}", "\n";
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01'");
show($shared->refreshExpiring());
echo $site->whoIsAlive(), ', presented twice: ', count(array_filter(array_column($site->server->truth(), 'reused'))), "\n";
?>
--EXPECT--
flat
flat
flat
{"saved":40} of 40, complete, ok
all 40 alive, presented twice: 0
