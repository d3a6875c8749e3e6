--TEST--
What real token endpoints say when they refuse, in a refresh run: which outcome comes of it, and the words in the result
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../refresh/site.inc';
require __DIR__ . '/../inc/refusals.inc';
// What is said about nobody in particular, or by no body, becomes of a user as the rules of a run decide with all others.
$outcomes = ['ended' => 'rejected', 'limited' => 'deferred', 'busy' => 'deferred', 'unclear' => 'outcome_unknown', 'client' => 'deferred'];
$site = new Site();
foreach (all_refusals() as $name => $row) {
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $site->users(['ann']);
    $site->server->script(array_intersect_key($row, ['status' => 0, 'headers' => 0, 'body' => 0]) + ['times' => 0]);
    $results = [];
    $site->manager()->refreshExpiring(onResult: function (Coop\RefreshResult $result) use (&$results): void {
        $results[] = [$result->outcome->value, $result->error?->error, $result->error?->errorDescription];
    });
    $outcome = $outcomes[$row['kind']] ?? $results[0][0] ?? null;
    if ($results !== [[$outcome, $row['error'], $row['description']]]) {
        echo "$name: ", json_encode($results), "\n";
    }
}
echo "done\n";
?>
--EXPECT--
done
