--TEST--
Account::request(): one refresh and one retry after a 401 that a refresh can cure, none after others
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
$later = gmdate('Y-m-d H:i:s', time() + 3600);
$try = static function (string $name, array ...$faults) use ($site, $later): void {
    $site->pdo->exec('DELETE FROM users');
    $old = $site->users(['ann'], $later)['ann'];
    $site->server->script(...$faults);
    $before = $site->server->stats()['requests'];
    $response = $site->manager()->account('ann')->request('POST', '/api/things', query: ['a' => '1'], form: ['b' => '2']);
    $requests = $site->server->stats()['requests'] - $before;
    $arrived = json_decode($response->body, true);
    echo "$name: $response->status, $requests requests, refreshed ", $site->server->uses($old), $site->alive() === 1 ? '' : ', LOST',
        isset($arrived['login']) && [$arrived['query'], $arrived['body']] !== ['a=1', 'b=2'] ? json_encode($arrived) : '', "\n";
};
$unauthorized = ['path' => '/api/things', 'status' => 401];
$challenge = ['headers' => ['WWW-Authenticate' => 'Bearer error="invalid_token"']];
$try('well');
$try('401 with a challenge', $unauthorized + $challenge);
$try('401 with a bare challenge', $unauthorized + ['headers' => ['WWW-Authenticate' => 'Bearer realm="api"']]);
$try('401 with invalid_token in the body', $unauthorized + ['body' => '{"error":"invalid_token"}']);
$try('401 with expired_token in the body', $unauthorized + ['body' => '{"error":"expired_token"}']);
$try('401 again and again', $unauthorized + $challenge + ['times' => 0]);
$try("401 without a challenge, somebody else's id",
    $unauthorized + ['body' => '{"error":"access_denied","error_message":"You do not have access"}']);
$try('401 with HTML', $unauthorized + ['body' => '<h1>Unauthorized</h1>']);
$try('403 with a challenge', ['path' => '/api/things', 'status' => 403] + $challenge);
$try('400', ['path' => '/api/things', 'status' => 400]);
$try('500', ['path' => '/api/things', 'status' => 500]);
echo "-- the server knows better than the row\n";
$site->pdo->exec('DELETE FROM users');
$site->server->script();
$old = $site->users(['ann'], $later)['ann'];
$site->server->expireAccessTokens();
echo $site->manager()->account('ann')->request('GET', '/api/things')->status, ', refreshed ', $site->server->uses($old), ', ',
    $site->whoIsAlive(), "\n";
echo "-- no refresh token: the answer is what the API said\n";
$site->pdo->exec("UPDATE users SET coopRefreshToken = NULL");
$site->server->expireAccessTokens();
echo $site->manager()->account('ann')->request('GET', '/api/things')->status, "\n";
echo "-- a refresh that fails: the answer is what the API said\n";
$site->pdo->exec('DELETE FROM users');
$old = $site->users(['ann'], $later)['ann'];
$site->server->script($unauthorized + $challenge, ['reset_on_request' => true, 'times' => 2]);
echo $site->manager()->account('ann')->request('POST', '/api/things')->status, ', ',
    $site->server->uses($old) <= 2 ? 'once more at most' : 'too often', ', ', $site->whoIsAlive(), "\n";
?>
--EXPECT--
well: 200, 1 requests, refreshed 0
401 with a challenge: 200, 3 requests, refreshed 1
401 with a bare challenge: 200, 3 requests, refreshed 1
401 with invalid_token in the body: 200, 3 requests, refreshed 1
401 with expired_token in the body: 200, 3 requests, refreshed 1
401 again and again: 401, 3 requests, refreshed 1
401 without a challenge, somebody else's id: 401, 1 requests, refreshed 0
401 with HTML: 200, 3 requests, refreshed 1
403 with a challenge: 403, 1 requests, refreshed 0
400: 400, 1 requests, refreshed 0
500: 500, 1 requests, refreshed 0
-- the server knows better than the row
200, refreshed 1, 1 of 1 alive
-- no refresh token: the answer is what the API said
401
-- a refresh that fails: the answer is what the API said
401, once more at most, 1 of 1 alive
