--TEST--
A database that stops to save: nothing new is sent, what was received is in the journal
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
$tokens = $site->users(30);
$saved = 0;
// Read-only from the fourth user on.
attempt(function () use ($site, &$saved) {
    $site->manager()->refreshExpiring(concurrency: 1, timeLimit: 1, onResult: function (Coop\RefreshResult $result) use ($site, &$saved): void {
        $saved += (int) ($result->outcome === Coop\RefreshOutcome::Saved);
        if ($saved === 3) {
            $site->pdo->exec('PRAGMA query_only = 1');
        }
    });
});
$site->pdo->exec('PRAGMA query_only = 0');
$sent = array_sum(array_map($site->server->uses(...), $tokens));
echo "saved $saved, ", $sent <= 5 ? 'hardly more sent' : "sent $sent", "\n";
$lost = 0;
$journal = $site->journalBytes('journal');
foreach ($site->server->truth() as $login) {
    $lost += (int) (!in_array($login['live'][0], $site->stored(), true) && !str_contains($journal, $login['live'][0]));
}
echo "neither in a row nor in the journal: $lost\n";
?>
--EXPECT--
Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database
saved 3, hardly more sent
neither in a row nor in the journal: 0
