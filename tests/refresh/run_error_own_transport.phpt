--TEST--
What the site's own transport throws
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
$transports = [
    'not sent' => static fn () => throw new Coop\TransportException('no route', false, 'connect'),
    'sent' => static fn () => throw new Coop\TransportException('cut', true, 'receive'),
    'of its own' => static fn () => throw new DomainException('a bug'),
    'no answer' => static fn () => null,
];
foreach ($transports as $name => $transport) {
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $tokens = $site->users(2);
    $calls = 0;
    $client = $site->client(transport: function () use (&$calls, $transport): mixed {
        $calls++;
        return $transport();
    });
    echo "-- $name\n";
    $report = attempt(fn () => $site->manager(client: $client)->refreshExpiring());
    if ($report) {
        show($report);
    }
    attempt(fn () => $site->manager(client: $client)->refresh('user001@example.com'));
    echo "$calls calls, ", $site->stored() === $tokens ? 'untouched' : 'touched', ", {$site->whoIsMarked()}\n";
}
?>
--EXPECT--
-- not sent
{"not_sent":2} of 2, complete, not ok
Coop\TransportException: no route
7 calls, untouched, nobody is marked
-- sent
{"outcome_unknown":2} of 2, complete, not ok
Coop\TransportException: cut
6 calls, untouched, nobody is marked
-- of its own
DomainException: a bug
DomainException: a bug
2 calls, untouched, nobody is marked
-- no answer
TypeError: Coop\Client's $transport must return a Coop\Response with headers and body that fit
TypeError: Coop\Client's $transport must return a Coop\Response with headers and body that fit
2 calls, untouched, nobody is marked
