--TEST--
performForAll()'s memory does not grow with the users
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
$site->users(5000, in_an_hour());
$resident = static function (): int {
    preg_match('/^VmRSS:\s+(\d+) kB/m', file_get_contents('/proc/self/status'), $found);
    return (int) $found[1];
};
$told = 0;
$marks = [];
var_dump($site->manager(client: coop_client($site))->performForAll(Coop\Action::EggsCount, function () use (&$told, &$marks, $resident): void {
    if (++$told === 500 || $told === 5000) {
        gc_collect_cycles();
        $marks[] = [memory_get_usage(), $resident(), count(scandir('/proc/self/fd'))];
    }
}));
[$early, $late] = $marks;
echo $late[0] - $early[0] < 64 * 1024 ? 'flat' : 'PHP memory grew by ' . ($late[0] - $early[0]), "\n";
$checked = str_contains((string) getenv('LD_PRELOAD'), 'asan'); // a sanitizer keeps what was freed
echo $late[1] - $early[1] < 4096 || $checked ? 'flat' : 'the process grew by ' . ($late[1] - $early[1]) . ' kB', "\n";
echo $late[2] - $early[2] < 5 ? 'flat' : 'descriptors grew by ' . ($late[2] - $early[2]), "\n";
?>
--EXPECT--
int(5000)
flat
flat
flat
