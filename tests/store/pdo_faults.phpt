--TEST--
What goes wrong with a connection and what it means; waits are bounded and put back; a lost connection is opened again
--EXTENSIONS--
coop
--FILE--
<?php
$root = dirname(__DIR__, 2);
$probe = sys_get_temp_dir() . '/coop-probe-' . bin2hex(random_bytes(6)) . '.so';
$environment = getenv();
unset($environment['LD_PRELOAD']); // sanitizers are for the PHP under test
$run = function (array|string $command) use ($environment): void {
    $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], ['redirect', 1]], $pipes, null, $environment);
    echo stream_get_contents($pipes[1]);
    proc_close($process);
};
$php = realpath(PHP_BINARY);
$config = dirname($php) . '/php-config' . substr(basename($php), 3); // of this PHP
$run('cc -std=gnu11 -g -shared -fPIC -Wall -Werror $(' . $config . ' --includes) -I' . escapeshellarg("$root/ext") . ' -o ' . escapeshellarg($probe) . ' ' . escapeshellarg(__DIR__ . '/pdo_probe.c'));
$extensions = '-d extension=pdo -d extension=pdo_sqlite -d extension=mysqlnd -d extension=pdo_mysql -d extension=pdo_pgsql';
$code = "require '" . __DIR__ . "/pdo_faults.inc'; all_faults('$extensions');";
$run(PHP_BINARY . " -n $extensions -d extension=" . escapeshellarg($probe) . ' -r ' . escapeshellarg($code));
unlink($probe);
--EXPECTF--
sqlite: 5000 ok 2000, busy: retry, constraint: row, put back: 5000
== pgsql
waits: 0, bounded ok: 2s, lock timeout: ok retry ok in time, a transaction sees what is committed: ok 7 10 ok ok
put back: 0
never raised: 500ms
deadlock: ok ok retry ok false, the other has won, then: ok ok ok 7
rows: row row row row, trigger: row, others: other other
killed before exec: lost, then ok ok, 42, ok ok, waits 2s
killed before begin: lost, then ok ok, 42, ok ok, waits 2s
killed before commit: lost, then ok ok, 42, ok ok, waits 2s
opened 4 times
a PDO is not opened again: lost ok ok lost
server gone: lost, opened again: lost lost
== mysql
waits: 50 %d, bounded ok: 2 2, lock timeout: ok retry ok in time, a transaction sees what is committed: ok 7 10 ok ok
put back: 50 %d
never raised: 1 2
deadlock: ok ok retry ok false, the other has won, then: ok ok ok 7
rows: row row row row, trigger: row, others: other other
killed before exec: lost, then ok ok, 42, ok ok, waits 2
killed before begin: lost, then ok ok, 42, ok ok, waits 2
killed before commit: lost, then ok ok, 42, ok ok, waits 2
opened 4 times
a PDO is not opened again: lost ok ok lost
server gone: lost, opened again: lost lost
