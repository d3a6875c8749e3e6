--TEST--
An ended login is tried again the next day, and tokens that the server gives then heal it
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/rejections.inc';
[$site] = site_with_ended_logins('user003@example.com');
$site->pdo->exec('UPDATE coop_refresh SET next_ts = next_ts - 86401 WHERE next_ts > 0');
$healed = '{"access_token":"healed","refresh_token":"healed too","token_type":"bearer","expires_in":10}';
$site->server->script(['status' => 200, 'body' => $healed, 'login' => 'u3']);
refresh_all($site);
echo $site->row('user003@example.com')['coopRefreshToken'], ', ', to_log_in_again($site), "; {$site->whoIsMarked()}\n";
?>
--EXPECT--
{"saved":20} of 20, complete, ok
healed too, to log in again: nobody; nobody is marked
