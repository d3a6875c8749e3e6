--TEST--
A copy of the production database: what its cron does to everybody, and the statement of docs/operations.md that prevents it
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
preg_match('/^UPDATE users SET .*;$/m', file_get_contents(__DIR__ . '/../../docs/operations.md'), $statement) || die('docs/operations.md has no such statement');
foreach (['without', 'with'] as $how) {
    $site = new Site(['mode' => 'strict']);
    $tokens = $site->users(['ann', 'bob', 'cid'], '2020-01-01 00:00:00');
    $site->manager()->refreshExpiring(); // production has been at work for a while
    copy("$site->folder/site.sqlite", "$site->folder/copy.sqlite");
    exec("cp -a $site->folder/journal $site->folder/copied-journal");
    $site->letTimePass();

    $copy = new PDO("sqlite:$site->folder/copy.sqlite");
    $copy->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01'");
    $copy->exec('UPDATE coop_refresh SET done_ts = 1 WHERE done_ts > 0');
    if ($how === 'with') {
        $copy->exec($statement[0]);
    }
    $before = $site->server->stats()['requests'];
    $staging = new Coop\TokenManager($site->client(), new Coop\PdoTokenStore($copy), "$site->folder/copied-journal");
    $staging->refreshExpiring();
    $staging->refreshExpiring(before: new DateTimeImmutable('+1 year'));
    foreach (['ann', 'bob'] as $user) {
        try {
            $staging->account($user)->tokens();
        } catch (Coop\ReauthorizationRequiredException $e) {
            echo "staging: $user: $e->reason\n";
        }
    }
    echo "$how the statement: ", $site->server->stats()['requests'] - $before > 0 ? 'tokens were presented' : 'no request', "\n";

    $report = $site->manager()->refreshExpiring(before: new DateTimeImmutable('+1 year'));
    echo 'production: ', json_encode(array_filter($report->counts)), "\n";
}
?>
--EXPECT--
without the statement: tokens were presented
production: {"rejected":3}
staging: ann: no_tokens
staging: bob: no_tokens
with the statement: no request
production: {"saved":3}
