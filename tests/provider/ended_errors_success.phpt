--TEST--
Provider: $endedErrors are a server's own codes and words for a login that has ended
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../refresh/site.inc';
$provider = new Coop\Provider('kakao', 'https://kauth.example/token', endedErrors: ['KOE322', 'has left us']);
$google = Coop\Provider::google()->with(endedErrors: ['x']);
foreach ([$provider, $provider->with(name: 'other'), $provider->with(endedErrors: []), $google] as $each) {
    echo "$each->name: ", json_encode($each->endedErrors), "\n";
}
try {
    $provider->endedErrors[] = 'x';
} catch (Error $e) {
    echo preg_match('/^Cannot (indirectly )?modify readonly property/', $e->getMessage()) ? 'read-only' : $e->getMessage(), "\n";
}

$site = new Site();
$code = 'KOE322';
$words = 'has left us';
$provider = new Coop\Provider('test', $site->server->http . '/token', endedErrors: [&$code, &$words]);
$bodies = [
    '{"error":"KOE322"}',
    '{"error":"koe322"}',
    '{"error":"KOE3221"}',
    '{"error":"x","error_description":"The user has Left Us."}',
    '{"error":"invalid_client","error_description":"KOE322"}',
    '{"error":"x","error_description":"The user has left"}',
    '{"errcode":"KOE322","errmsg":"too many requests"}',
    '{"error":"invalid_grant"}',
];
foreach ($bodies as $body) {
    $site->pdo->exec('DELETE FROM users');
    $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
    $site->users(['ann']);
    $site->server->script(['status' => 400, 'body' => $body]);
    $report = $site->manager(client: $site->client(provider: $provider))->refreshExpiring();
    echo "$body: ", key(array_filter($report->counts)), "\n";
}

foreach ([[''], ["\t "], [null], [7], [['x']], ['a' => 'x'], [1 => 'x'], ['x', '']] as $errors) {
    try {
        new Coop\Provider('kakao', 'https://kauth.example/token', endedErrors: $errors);
        echo "accepted\n";
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
kakao: ["KOE322","has left us"]
other: ["KOE322","has left us"]
kakao: []
google: ["x"]
read-only
{"error":"KOE322"}: rejected
{"error":"koe322"}: rejected
{"error":"KOE3221"}: deferred
{"error":"x","error_description":"The user has Left Us."}: rejected
{"error":"invalid_client","error_description":"KOE322"}: rejected
{"error":"x","error_description":"The user has left"}: deferred
{"errcode":"KOE322","errmsg":"too many requests"}: rejected
{"error":"invalid_grant"}: rejected
Coop\Provider::__construct(): Argument #16 ($endedErrors) of the provider "kakao" must be a list of texts that are not empty
Coop\Provider::__construct(): Argument #16 ($endedErrors) of the provider "kakao" must be a list of texts that are not empty
Coop\Provider::__construct(): Argument #16 ($endedErrors) of the provider "kakao" must be a list of texts that are not empty
Coop\Provider::__construct(): Argument #16 ($endedErrors) of the provider "kakao" must be a list of texts that are not empty
Coop\Provider::__construct(): Argument #16 ($endedErrors) of the provider "kakao" must be a list of texts that are not empty
Coop\Provider::__construct(): Argument #16 ($endedErrors) of the provider "kakao" must be a list of texts that are not empty
Coop\Provider::__construct(): Argument #16 ($endedErrors) of the provider "kakao" must be a list of texts that are not empty
Coop\Provider::__construct(): Argument #16 ($endedErrors) of the provider "kakao" must be a list of texts that are not empty
