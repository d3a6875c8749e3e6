--TEST--
A run's memory does not grow with its users
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
$site->users(3000);
$resident = static function (): int {
    preg_match('/^VmRSS:\s+(\d+) kB/m', file_get_contents('/proc/self/status'), $found);
    return (int) $found[1];
};
$descriptors = static fn (): int => count(scandir('/proc/self/fd'));
$marks = [];
show($site->manager()->refreshExpiring(onResult: function (Coop\RefreshResult $result) use (&$marks, $resident, $descriptors): void {
    if ($result->done === 500 || $result->done === 3000) {
        gc_collect_cycles();
        $marks[] = [memory_get_usage(), $resident(), $descriptors()];
    }
}));
[$early, $late] = $marks;
echo $late[0] - $early[0] < 512 * 1024 ? 'flat' : 'PHP memory grew by ' . ($late[0] - $early[0]), "\n";
$checked = str_contains((string) getenv('LD_PRELOAD'), 'asan'); // a sanitizer keeps what was freed
echo $late[1] - $early[1] < 4096 || $checked ? 'flat' : 'the process grew by ' . ($late[1] - $early[1]) . ' kB', "\n";
echo $late[2] - $early[2] < 5 ? 'flat' : 'descriptors grew by ' . ($late[2] - $early[2]), "\n";
echo $site->whoIsAlive(), "\n";
?>
--EXPECT--
{"saved":3000} of 3000, complete, ok
flat
flat
flat
all 3000 alive
