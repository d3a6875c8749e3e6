--TEST--
me(), perform() and performForAll() against the COOP API
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['aliases' => ['/api/me' => '/userinfo']]);
$client = $site->client(provider: Coop\Provider::coop($site->server->http));
$later = gmdate('Y-m-d H:i:s', time() + 86000);
$site->users(3, $later);
$manager = $site->manager(client: $client);
$account = $manager->account('user001@example.com');
$show = static function (callable $work): void {
    try {
        $result = $work();
        echo $result instanceof Coop\ActionResult
            ? "{$result->action->value}: " . json_encode([$result->success, $result->message, $result->data])
            : json_encode($result), "\n";
    } catch (Coop\ApiErrorException $e) {
        echo "ApiErrorException $e->status ", json_encode([$e->error, $e->errorDescription, $e->response->status]), "\n";
    } catch (Coop\CoopException $e) {
        echo get_class($e), "\n";
    }
};
$body = static fn (int $status, string $body, array $more = []): array =>
    ['path' => '/api/*', 'status' => $status, 'body' => $body] + $more;
echo "-- me\n";
$me = $account->me();
echo implode(' ', array_intersect(['id', 'email', 'firstName', 'lastName'], array_keys($me))), "\n";
$no_profiles = [
    [200, '{"error":"access_denied","error_description":"an access token is required"}'],
    [500, '{"error":"server_error"}'],
    [500, 'oops'],
    [200, 'oops'],
    [200, '[]'],
    [200, 'null'],
    [401, '{"error":"access_denied","error_message":"You do not have access to take this action on behalf of this user"}'],
    [403, '{"error":"insufficient_scope","error_description":"The request requires higher privileges"}'],
];
foreach ($no_profiles as [$status, $text]) {
    $site->server->script($body($status, $text, ['path' => '/userinfo']));
    $show(fn () => $account->me());
}
echo "-- perform\n";
$answer = '{"action":"eggs-collect","success":true,"message":"Hey look at that, 3 eggs have been collected!","data":3}';
$site->server->script($body(200, $answer));
$show(fn () => $account->perform(Coop\Action::EggsCollect));
$request = $site->server->requests()[array_key_last($site->server->requests())];
echo $request['method'], ' ', $request['path'], "\n";
$answer = '{"action":"eggs-collect","success":false,"message":"Hey, give the ladies a break. Makin\' eggs ain\'t easy!"}';
$site->server->script($body(200, $answer));
$show(fn () => $account->perform(Coop\Action::EggsCollect));
$site->server->script($body(401, '{"error":"access_denied","error_message":"not yours"}'));
$show(fn () => $account->perform(Coop\Action::BarnUnlock));
$site->server->script($body(200, '{"error":"access_denied","error_description":"an access token is required"}'));
$show(fn () => $account->perform(Coop\Action::BarnUnlock));
echo "-- an id that only the API knows\n";
$site->pdo->exec("UPDATE users SET coopUserId = NULL WHERE email = 'user001@example.com'");
$site->server->script(['path' => '/userinfo', 'status' => 200, 'body' => '{"id":77}'],
    $body(200, '{"action":"eggs-count","success":true,"message":"5 eggs","data":5}'));
$show(fn () => $account->perform(Coop\Action::EggsCount));
$request = $site->server->requests()[array_key_last($site->server->requests())];
echo $request['method'], ' ', $request['path'], "\n";
$site->server->script(['path' => '/userinfo', 'status' => 200, 'body' => '{"email":"x"}']);
$show(fn () => $account->perform(Coop\Action::EggsCount));
$site->pdo->exec("UPDATE users SET coopUserId = 'a/b?c' WHERE email = 'user001@example.com'");
$site->server->script($body(200, '{"success":true,"message":"","data":0}'));
$show(fn () => $account->perform(Coop\Action::EggsCount));
$request = $site->server->requests()[array_key_last($site->server->requests())];
echo $request['path'], "\n";
echo "-- everyone: one fresh, one to refresh, one whose login has ended, one without tokens\n";
$site->pdo->exec('DELETE FROM users');
$tokens = $site->users(['ann', 'bob', 'cid'], $later);
$site->pdo->exec("INSERT INTO users VALUES ('dan', 4, NULL, NULL, NULL)");
$site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2020-01-01' WHERE email <> 'ann'");
$site->server->revoke($tokens['cid']);
$answer = '{"action":"eggs-count","success":true,"message":"You have collected a total of 4 eggs today","data":4}';
$site->server->script($body(200, $answer, ['times' => 0]));
$results = [];
$tell = function (string $user, Coop\ActionResult|Coop\CoopException $result) use (&$results): void {
    $results[$user] = $result instanceof Coop\ActionResult ? $result->data : get_class($result);
};
$succeeded = $manager->performForAll(Coop\Action::EggsCount, $tell);
ksort($results);
echo json_encode($results), ", $succeeded succeeded, ", $site->howOftenSent($tokens), "\n";
attempt(fn () => $manager->performForAll(Coop\Action::EggsCount, fn () => throw new DomainException('enough')));
?>
--EXPECT--
-- me
id email firstName lastName
ApiErrorException 200 ["access_denied","an access token is required",200]
ApiErrorException 500 ["server_error",null,500]
ApiErrorException 500 [null,null,500]
Coop\InvalidResponseException
Coop\InvalidResponseException
Coop\InvalidResponseException
ApiErrorException 401 ["access_denied","You do not have access to take this action on behalf of this user",401]
ApiErrorException 403 ["insufficient_scope","The request requires higher privileges",403]
-- perform
eggs-collect: [true,"Hey look at that, 3 eggs have been collected!",3]
POST /api/1/eggs-collect
eggs-collect: [false,"Hey, give the ladies a break. Makin' eggs ain't easy!",null]
ApiErrorException 401 ["access_denied","not yours",401]
ApiErrorException 200 ["access_denied","an access token is required",200]
-- an id that only the API knows
eggs-count: [true,"5 eggs",5]
POST /api/77/eggs-count
Coop\InvalidResponseException
eggs-count: [true,"",0]
/api/a%2Fb%3Fc/eggs-count
-- everyone: one fresh, one to refresh, one whose login has ended, one without tokens
{"ann":4,"bob":4,"cid":"Coop\\ReauthorizationRequiredException"}, 2 succeeded, 1 token never sent, 2 tokens sent once
DomainException: enough
