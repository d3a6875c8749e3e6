--TEST--
A whole run with errors: its output, its error log and the companion table hold no secret; an uncaught exception neither
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
require __DIR__ . '/../inc/secrets.inc';
$server = FaultServer::start();
$folder = sys_get_temp_dir() . '/coop-logs-' . getmypid();
mkdir($folder, 0700);
$pdo = new PDO("sqlite:$folder/users.db");
$pdo->exec('CREATE TABLE users (email TEXT PRIMARY KEY, coopUserId TEXT, coopAccessToken TEXT, coopAccessExpiresAt DateTime,
    coopRefreshToken TEXT)');
$secrets = ['SECRETclient567890'];
foreach ($server->seed(12) as $number => $login) {
    $pdo->prepare("INSERT INTO users VALUES (?, 1, ?, '2014-01-01', ?)")
        ->execute(["user$number", $login['access_token'], $login['refresh_token']]);
    array_push($secrets, $login['access_token'], $login['refresh_token']);
}
$server->script(['nth' => 2, 'lose' => true], ['nth' => 4, 'status' => 500, 'body' => 'oops {{refresh_token}}'],
    ['nth' => 6, 'status' => 200, 'body' => '{"refresh_token":"{{refresh_token}}",}'],
    ['nth' => 8, 'status' => 400, 'body' => '{"error":"invalid_grant","error_description":"no"}'],
    ['nth' => 10, 'status' => 503, 'headers' => ['Retry-After' => '1'], 'body' => '']);
file_put_contents("$folder/run.php", <<<'PHP'
<?php
[, $url, $folder] = $argv;
$client = new Coop\Client(new Coop\Provider('x', "$url/token"), 'id', 'SECRETclient567890', timeout: 2);
$manager = new Coop\TokenManager($client, new Coop\PdoTokenStore(new PDO("sqlite:$folder/users.db")), journalDirectory: "$folder/journal",
    onEvent: function (...$event) { print_r($event); error_log(print_r($event, true)); });
$report = $manager->refreshExpiring(onResult: function (Coop\RefreshResult $result) {
    print_r($result);
    error_log((string) $result->error);
});
print_r($report);
(fn () => $manager->account('user1')->request('GET', 'http://localhost:1/'))();
PHP);
$arguments = array_filter(explode("\0", file_get_contents('/proc/self/cmdline')));
$options = [];
foreach ($arguments as $at => $argument) {
    if ($argument === '-d' && str_starts_with($arguments[$at + 1] ?? '', 'extension')) {
        array_push($options, '-d', $arguments[$at + 1]);
    } elseif (str_starts_with($argument, '-dextension')) {
        $options[] = $argument;
    }
}
$process = proc_open([PHP_BINARY, '-n', ...$options, '-d', "error_log=$folder/error.log", '-d', 'log_errors=1',
    '-d', 'display_errors=1', '-d', 'zend.exception_ignore_args=0', '-d', 'error_reporting=-1',
    "$folder/run.php", $server->http, $folder], [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes);
$output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
$status = proc_close($process);
$new = $pdo->query("SELECT coopAccessToken FROM users UNION ALL SELECT coopRefreshToken FROM users")->fetchAll(PDO::FETCH_COLUMN);
$companion = $pdo->query('SELECT * FROM coop_refresh')->fetchAll(PDO::FETCH_ASSOC);
echo array_filter(array_column($companion, 'fp')) ? 'fingerprints' : 'nothing', " in the companion table\n";
$text = $output . file_get_contents("$folder/error.log") . print_r($companion, true);
var_dump(str_contains($text, 'Uncaught'), str_contains($text, 'RefreshReport'), str_contains($text, 'Warning'), strlen($text) > 3000);
$found = (new Secrets(array_values(array_filter(array_merge($secrets, $new)))))->in($text);
var_dump(array_filter($found, fn ($form) => !str_ends_with($form, 'start'))); // the server's tokens all start alike
array_map('unlink', glob("$folder/journal/*"));
rmdir("$folder/journal");
array_map('unlink', glob("$folder/*"));
rmdir($folder);
?>
--EXPECT--
fingerprints in the companion table
bool(true)
bool(true)
bool(false)
bool(true)
array(0) {
}
