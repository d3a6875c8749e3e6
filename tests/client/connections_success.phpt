--TEST--
Connections: kept between clients of the same identity, not shared between different ones; proxies and .netrc of the environment are not used
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$home = sys_get_temp_dir() . '/coop-home-' . getmypid();
mkdir($home);
file_put_contents("$home/.netrc", "machine 127.0.0.1 login stolen password stolen\n");
putenv("HOME=$home");
foreach (['http_proxy', 'https_proxy', 'all_proxy', 'HTTPS_PROXY', 'ALL_PROXY'] as $name) {
    putenv("$name=$server->otherHttp");
}
$make = fn (string $secret) => new Coop\Client(new Coop\Provider('x', "$server->http/token"), 'id', $secret, authMethod: Coop\ClientAuthMethod::ClientSecretPost);
for ($i = 0; $i < 3; $i++) {
    [$login] = $server->seed();
    $make('one')->refresh($login['refresh_token']);
}
[$login] = $server->seed();
$make('two')->refresh($login['refresh_token']);
var_dump($server->stats()['requests_per_connection'], $server->otherConnections());
foreach ($server->requests() as $request) {
    if (str_contains($request['head'], 'Authorization')) {
        echo "a header of .netrc\n";
    }
}
unlink("$home/.netrc");
rmdir($home);
?>
--EXPECT--
array(2) {
  [0]=>
  int(3)
  [1]=>
  int(1)
}
int(0)
