--TEST--
While a user is refreshed, code of the site's cannot start another refresh of the same manager
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
$tokens = $site->users(3);
$manager = null;
$transport = static function (string $method, string $url, array $headers, string $body) use (&$manager): Coop\Response {
    attempt(fn () => $manager->refreshExpiring());
    attempt(fn () => $manager->refresh('user002@example.com'));
    attempt(fn () => $manager->performForAll(Coop\Action::EggsCount, static fn () => null));
    $lines = array_map(static fn (string $name, string $value): string => "$name: $value", array_keys($headers), $headers);
    $context = stream_context_create(['http' => ['method' => $method, 'header' => $lines, 'content' => $body]]);
    return new Coop\Response(200, [], file_get_contents($url, false, $context));
};
$manager = $site->manager(client: $site->client(transport: $transport));
$manager->refresh('user001@example.com');
echo $site->whoIsAlive(), ', ', $site->howOftenSent($tokens), "\n";
echo 'leases: ', $site->pdo->query("SELECT COUNT(*) FROM coop_refresh WHERE holder <> '' AND user_key <> ''")->fetchColumn(),
    ', open journals: ', count(glob($site->journal() . '/*.journal')), "\n";
$manager = null; // it holds the closure that holds it
?>
--EXPECT--
Error: This Coop\TokenManager is in the middle of a refresh, and a callback must not start another one: do it after the refresh
Error: This Coop\TokenManager is in the middle of a refresh, and a callback must not start another one: do it after the refresh
Error: This Coop\TokenManager is in the middle of a refresh, and a callback must not start another one: do it after the refresh
all 3 alive, 2 tokens never sent, 1 token sent once
leases: 0, open journals: 0
