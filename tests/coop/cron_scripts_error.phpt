--TEST--
COOP, the cron scripts on bad days: the exit status tells whether somebody has to be tried again
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/scripts.inc'; Scripts::skipUnlessInstalled(); ?>
--FILE--
<?php
require __DIR__ . '/scripts.inc';
$site = new Scripts();
$json = function (string $script, array $arguments = []) use ($site): array {
    [$status, $output] = $site->run($script, ['--json', ...$arguments]);
    return [$status, json_decode($output, true, 8, JSON_THROW_ON_ERROR)];
};

echo "-- bad arguments\n";
foreach ([['refresh_tokens.php', '--bofore=now'], ['refresh_tokens.php', '--before='], ['refresh_tokens.php', '--before=some day'], ['count_eggs.php', '--before=now'], ['refresh_tokens_by_hand.php', '--json']] as [$script, $argument]) {
    [$status, $output, $errors] = $site->run($script, [$argument]);
    echo "$status ", var_export($output, true), ' ', strtok($errors, "\n"), ' / ', preg_replace('~php \S+/~', 'php ', strtok("\n")), "\n";
}

echo "-- one farmer has taken the consent back\n";
$site->letTimePass();
$site->server->revokeRefreshToken($site->pdo->query("SELECT coopRefreshToken FROM users WHERE email = 'ada@farm.example'")->fetchColumn());
[$status, $output] = $site->run('refresh_tokens.php');
echo $status, preg_match('/^Refreshing token for user ada@farm\.example: rejected: .+$/m', $output), preg_match('/^  rejected: 1$/m', $output), preg_match('/^  saved: 5$/m', $output), "\n";
$site->letTimePass();
[$status, $facts] = $json('refresh_tokens.php');
echo $status, ' ', json_encode($facts['outcomes']), ' ', json_encode($facts['toLogIn']), "\n";
[$status, $output] = $site->run('count_eggs.php');
echo $status, preg_match('/^  to_log_in: 1$/m', $output), "\n";

echo "-- the table is not there\n";
$site->pdo->exec('ALTER TABLE users RENAME TO farmers');
[$status, $output, $errors] = $site->run('refresh_tokens.php');
echo $status, ' ', var_export($output, true), ' ', preg_match('/^Coop\\\\StoreException: .*users.*/m', $errors), "\n";
[$status, $facts] = $json('refresh_tokens.php');
echo $status, ' ', var_export($facts['ok'], true), ' ', str_contains($facts['error'], 'users') ? 'says why' : $facts['error'], "\n";
$site->pdo->exec('ALTER TABLE farmers RENAME TO users');

echo "-- the server does not know this client\n";
$site->letTimePass();
putenv('COOP_CLIENT_SECRET=wrong');
[$status, $facts] = $json('refresh_tokens.php');
echo $status, ' ', json_encode($facts['ok']), ' ', json_encode(array_filter($facts['outcomes'])), " $facts[stoppedBecause]\n";
putenv('COOP_CLIENT_SECRET');

echo "-- the server is gone, after everybody was refreshed\n";
$json('refresh_tokens.php');
$site->server->stop();
[$status, $facts] = $json('count_eggs.php');
echo $status, ' ', json_encode($facts['ok']), ' ', json_encode(array_filter($facts['outcomes'])), "\n";
?>
--EXPECT--
-- bad arguments
2 '' refresh_tokens.php: unknown argument --bofore=now. / usage: php refresh_tokens.php [--before=DATE] [--json]
2 '' refresh_tokens.php: --before: '' is not a date. Try '+1 month' or '2030-12-31 18:00'. / usage: php refresh_tokens.php [--before=DATE] [--json]
2 '' refresh_tokens.php: --before: 'some day' is not a date. Try '+1 month' or '2030-12-31 18:00'. / usage: php refresh_tokens.php [--before=DATE] [--json]
2 '' count_eggs.php: unknown argument --before=now. / usage: php count_eggs.php [--json]
2 '' refresh_tokens_by_hand.php: unknown argument --json. / usage: php refresh_tokens_by_hand.php [--before=DATE]
-- one farmer has taken the consent back
0111
0 {"saved":5,"superseded":0,"leased":0,"not_sent":0,"deferred":0,"outcome_unknown":0,"rejected":0,"reauthorization_required":1,"unsaveable":0} ["ada@farm.example"]
01
-- the table is not there
1 '' 1
1 false says why
-- the server does not know this client
1 false {"deferred":3} client_refused
-- the server is gone, after everybody was refreshed
1 false {"failed":5,"to_log_in":1}
