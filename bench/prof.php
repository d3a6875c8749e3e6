<?php require __DIR__ . '/lib.inc';
$bench = new Bench(); $tls = in_array('tls', $argv); $users = 60000;
$bench->table($users, "$bench->work/run.db"); $server = $bench->server(0, $tls);
foreach (['URL' => $server->url, 'CA' => $server->certificate, 'DB' => "$bench->work/run.db", 'C' => 64, 'N' => $users, 'BATCH' => 64] as $k => $v) putenv("BENCH_$k=$v");
$pre = in_array('strace', $argv) ? ['strace', '-c', '-f', '-o', '/tmp/strace.txt'] : ['perf', 'record', '-o', '/tmp/perf.data', '-g', '--call-graph', 'fp', '-F', '4000'];
$cmd = array_merge(['taskset', '-c', '1'], $pre, in_array('csafe', $argv) ? ["$bench->programs/c_safe"] : $bench->php(__DIR__ . '/peer/coop.php'));
$p = proc_open($cmd, [1 => STDOUT, 2 => STDERR], $pipes); proc_close($p); $server->stop();
