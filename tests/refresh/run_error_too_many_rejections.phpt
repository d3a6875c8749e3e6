--TEST--
Rejections that are too many to be true are not believed at once: a wrong server must not log everybody out
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$reject = ['status' => 400, 'body' => '{"error":"invalid_grant"}', 'times' => 0];
$runs = [
    'all of 12' => [12, [$reject]],
    'all of 3' => [3, [$reject]],
    'all of 2' => [2, [$reject]],
    'one of 12' => [12, [['login' => 'u5'] + $reject]],
    'ten of 12' => [12, array_map(static fn (int $n): array => ['login' => "u$n"] + $reject, range(2, 11))],
    'the last thirty of 40' => [40, array_map(static fn (int $n): array => ['login' => "u$n"] + $reject, range(11, 40))],
    'all of very many' => [getenv('COOP_TEST_FULL') ? 10000 : 1500, [$reject]],
];
foreach ($runs as $name => [$users, $faults]) {
    $site = new Site();
    $tokens = $site->users($users);
    $site->server->script(...$faults);
    $told = [];
    $report = $site->manager()->refreshExpiring(onResult: function (Coop\RefreshResult $result) use (&$told): void {
        $told[$result->outcome->value] = ($told[$result->outcome->value] ?? 0) + 1;
    });
    echo "$name: ", $report->complete ? 'complete' : $report->stoppedBecause, ", {$site->whoIsMarked()}";
    if (array_diff_assoc(array_filter($report->counts), $told) || $report->counts['rejected'] === 0) {
        echo ', told ', json_encode($told), ' of ', json_encode(array_filter($report->counts));
    }
    if ($site->server->stats()['requests'] > 1100) {
        echo ", {$site->server->stats()['requests']} requests";
    }
    // A later run: nobody is lost.
    $site->letTimePass();
    $site->server->script(...$faults);
    $second = $site->manager()->refreshExpiring(new DateTimeImmutable('+1 month'));
    echo '; the second time ', $second->complete ? 'complete' : $second->stoppedBecause, ', ',
        count($site->store()->getTokensToReauthorize()), " must log in again\n";
    $site->server->stop();
}
?>
--EXPECT--
all of 12: rejections, nobody is marked; the second time rejections, 0 must log in again
all of 3: rejections, nobody is marked; the second time rejections, 0 must log in again
all of 2: complete, 2 users are marked; the second time complete, 2 must log in again
one of 12: complete, 1 user is marked; the second time complete, 1 must log in again
ten of 12: complete, 10 users are marked; the second time complete, 10 must log in again
the last thirty of 40: rejections, 30 users are marked; the second time rejections, 0 must log in again
all of very many: rejections, nobody is marked; the second time rejections, 0 must log in again
