--TEST--
MariaDB and MySQL: in every sql_mode the users of a run are refreshed by the next run again
--EXTENSIONS--
coop
pdo
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/crons.inc';
$modes = ['', 'ANSI', 'TRADITIONAL', 'NO_BACKSLASH_ESCAPES', 'PAD_CHAR_TO_FULL_LENGTH', 'HIGH_NOT_PRECEDENCE',
    'NO_UNSIGNED_SUBTRACTION', 'IGNORE_SPACE'];
if (Database::isMariaDb()) {
    array_push($modes, 'ORACLE', 'SIMULTANEOUS_ASSIGNMENT', 'MSSQL');
}
$site = new Crons('mysql');
foreach ($modes as $mode) {
    $site->pdo->exec('DELETE FROM users');
    $tokens = $site->users(2, "in mode $mode ");
    $pdo = $site->connect();
    $pdo->exec("SET sql_mode = '$mode'");
    $counts = [];
    foreach (['first', 'second', 'third'] as $run) {
        $report = $site->manager(store: new Coop\PdoTokenStore($pdo))->refreshExpiring(new DateTimeImmutable('+1 year'));
        $counts[] = json_encode(array_filter($report->counts));
    }
    if (array_unique($counts) !== ['{"saved":2}']) {
        echo "$mode: ", implode(', ', $counts), "\n";
    }
    echo $site->alive($tokens) === 2 ? '' : "$mode: lost\n", $site->held() === 0 ? '' : "$mode: held\n";
}
echo $site->reused(), " reused\n";
?>
--EXPECT--
0 reused
