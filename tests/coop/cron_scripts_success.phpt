--TEST--
COOP, the cron scripts: a line a user in a pipe, one object with --json, a bar with rate and time left on a terminal
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

echo "-- refresh_tokens.php\n";
$site->letTimePass();
[$status, $output, $errors] = $site->run('refresh_tokens.php');
var_dump($status, $errors, preg_match_all('/^Refreshing token for user \S+@farm\.example: now expires \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/m', $output),
    preg_match('/^6 users in \d+\.\d seconds, \d+ a second\n  saved: 6\n\z/m', $output), str_contains($output, "\e"));

echo "-- --json\n";
$site->letTimePass();
[$status, $output, $errors] = $site->run('refresh_tokens.php', ['--json']);
$facts = json_decode($output, true, 8, JSON_THROW_ON_ERROR);
var_dump($status, $errors, substr_count($output, "\n"), array_keys($facts), $facts['ok'], $facts['users'], $facts['outcomes']['saved'], count($facts['outcomes']), $facts['toLogIn']);

echo "-- on a terminal\n";
[$status, $output] = $site->run('refresh_tokens.php', ['--before=+1 month'], terminal: true);
var_dump($status, preg_match('~6/6 \[=+\] 100%  [\d,]+ a second, .+ left~', $output), str_contains($output, 'Refreshing token'), preg_match('/6 users in .*\n  saved: 6/', str_replace("\r", '', $output)));

echo "-- count_eggs.php\n";
$site->run('collect_eggs.php');
[$status, $output, $errors] = $site->run('count_eggs.php');
$eggs = (int) $site->pdo->query("SELECT sum(count) FROM egg_count")->fetchColumn();
var_dump($status, $errors, preg_match_all('/^\S+@farm\.example: [2-5] eggs$/m', $output), preg_match("/^$eggs eggs of 6 users in .*\\n  counted: 6\\n\\z/m", $output));
[$status, $output] = $site->run('count_eggs.php', ['--json']);
$facts = json_decode($output, true, 8, JSON_THROW_ON_ERROR);
var_dump($status, $facts['ok'], $facts['eggs'] === $eggs, $facts['outcomes']);
[$status, $output] = $site->run('count_eggs.php', [], terminal: true);
var_dump($status, preg_match('~6/6 \[=+\] 100%~', $output));
?>
--EXPECT--
-- refresh_tokens.php
int(0)
string(0) ""
int(6)
int(1)
bool(false)
-- --json
int(0)
string(0) ""
int(1)
array(6) {
  [0]=>
  string(2) "ok"
  [1]=>
  string(5) "users"
  [2]=>
  string(7) "seconds"
  [3]=>
  string(8) "outcomes"
  [4]=>
  string(14) "stoppedBecause"
  [5]=>
  string(7) "toLogIn"
}
bool(true)
int(6)
int(6)
int(9)
array(0) {
}
-- on a terminal
int(0)
int(1)
bool(false)
int(1)
-- count_eggs.php
int(0)
string(0) ""
int(6)
int(1)
int(0)
bool(true)
bool(true)
array(3) {
  ["counted"]=>
  int(6)
  ["failed"]=>
  int(0)
  ["to_log_in"]=>
  int(0)
}
int(0)
int(1)
