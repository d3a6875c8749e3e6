--TEST--
The companion table knows the refresh token that was saved last by its fingerprint, and since when a token has been refused
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'plain']);
$site->users(['ann', 'bob']);
$print = static fn (string $token): string => substr(hash('sha256', $token), 0, 32);
$known = static function (string $user) use ($site, $print): string {
    $row = $site->pdo->query("SELECT * FROM coop_refresh WHERE store = 'users' AND user_key = '$user'")->fetch(PDO::FETCH_ASSOC);
    $since = $row['since_ts'] === 0 ? 'never refused' : 'refused ' . (time() - $row['since_ts'] < 500 ? 'since now' : 'for long');
    return "$user: " . ($row['token_fp'] === $print($site->stored()[$user]) ? "the row's token" : "another: $row[token_fp]")
        . ", $since, strikes $row[strikes]\n";
};
$due = static fn () => $site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01'");
$refuse = static fn () => $site->server->script(['status' => 400, 'body' => '{"error":"invalid_grant"}', 'times' => 1]);

echo "a run:\n";
$site->manager()->refreshExpiring();
echo $known('ann'), $known('bob');

echo "a page:\n";
$due();
$site->manager()->account('ann')->tokens();
echo $known('ann');

echo "an answer without a refresh token:\n";
$due();
$site->server->script(['status' => 200, 'body' => '{"access_token":"x","token_type":"bearer","expires_in":1}', 'times' => 1]);
$site->manager()->account('ann')->tokens();
echo $known('ann');

echo "logins, with a refresh token and without:\n";
$site->store()->saveNewTokens('ann', Coop\TokenSet::fromArray(['access_token' => 'a', 'refresh_token' => 'another', 'expires_in' => 9]));
echo $known('ann');
$site->store()->saveNewTokens('ann', Coop\TokenSet::fromArray(['access_token' => 'b', 'expires_in' => 9]));
echo $known('ann');

echo "the long form:\n";
[$login] = $site->server->seed(1);
$site->store()->saveNewTokens('ann', Coop\TokenSet::fromArray($login + ['expires_in' => 9]), $site->store()->findTokens('ann')->tokens);
echo $known('ann');

echo "refused:\n";
$due();
$refuse();
$site->manager()->refreshExpiring(concurrency: 1);
$user = $site->pdo->query("SELECT user_key FROM coop_refresh WHERE since_ts > 0")->fetchColumn();
echo str_replace($user, 'one of them', $known($user));
$site->pdo->exec("UPDATE coop_refresh SET since_ts = since_ts - 1000 WHERE since_ts > 0");
echo "again:\n";
$site->letTimePass();
$due();
$site->pdo->exec("DELETE FROM users WHERE email <> '$user'");
$refuse();
$site->manager()->refreshExpiring();
echo str_replace($user, 'one of them', $known($user));

echo "another token, refused:\n";
[$login] = $site->server->seed(1);
$site->pdo->exec("UPDATE users SET coopRefreshToken = '$login[refresh_token]'"); // put there by hand
$refuse();
$site->manager()->refreshExpiring();
echo preg_replace('/[0-9a-f]{32}/', 'the last that was saved', str_replace($user, 'one of them', $known($user)));

echo "a login:\n";
[$login] = $site->server->seed(1);
$site->store()->saveNewTokens($user, Coop\TokenSet::fromArray($login + ['expires_in' => 9]));
echo str_replace($user, 'one of them', $known($user));
?>
--EXPECT--
a run:
ann: the row's token, never refused, strikes 0
bob: the row's token, never refused, strikes 0
a page:
ann: the row's token, never refused, strikes 0
an answer without a refresh token:
ann: the row's token, never refused, strikes 0
logins, with a refresh token and without:
ann: the row's token, never refused, strikes 0
ann: the row's token, never refused, strikes 0
the long form:
ann: the row's token, never refused, strikes 0
refused:
one of them: the row's token, refused since now, strikes 1
again:
one of them: the row's token, refused for long, strikes 2
another token, refused:
one of them: another: the last that was saved, refused since now, strikes 1
a login:
one of them: the row's token, never refused, strikes 0
