--TEST--
A run does not go through the environment's proxies, nor does it say what is in .netrc
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../refresh/site.inc';
$site = new Site();
file_put_contents("$site->folder/.netrc", "machine 127.0.0.1 login stolen password stolen\n");
putenv("HOME=$site->folder");
foreach (['http_proxy', 'https_proxy', 'all_proxy', 'HTTPS_PROXY', 'ALL_PROXY'] as $name) {
    putenv("$name={$site->server->otherHttp}");
}
foreach ([$site->server->http, $site->server->https] as $origin) {
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $site->users([$origin]);
    $client = $site->client(provider: new Coop\Provider('test', "$origin/token"), caFile: $site->server->ca);
    show($site->manager(client: $client)->refreshExpiring());
    echo $site->whoIsAlive(), "\n";
}
foreach ($site->server->requests() as $request) {
    echo base64_decode(substr(array_column($request['headers'], 1, 0)['Authorization'], strlen('Basic '))), "\n";
}
echo $site->server->otherConnections(), " connections to the proxy\n";
?>
--EXPECT--
{"saved":1} of 1, complete, ok
1 of 1 alive
{"saved":1} of 1, complete, ok
1 of 1 alive
id:secret
id:secret
0 connections to the proxy
