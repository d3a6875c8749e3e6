--TEST--
What real token endpoints say when they refuse: the code and the words are found wherever they stand, and no secret is among them
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
require __DIR__ . '/../inc/answers.inc';
require __DIR__ . '/../inc/refusals.inc';
$server = FaultServer::start();
$client = new Coop\Client(answer_provider($server), 'id', 'secret', timeout: 5);
$wrong = 0;
foreach (all_refusals() as $name => $row) {
    [$login] = $server->seed();
    $server->script(array_intersect_key($row, ['status' => 0, 'headers' => 0, 'body' => 0]));
    try {
        $client->refresh($login['refresh_token']);
        $found = ['tokens'];
    } catch (Coop\OAuthErrorException $e) {
        $found = [$e->status, $e->error, $e->errorDescription];
        $found = $found === [$row['status'], $row['error'], $row['description']] ? [] : $found;
        foreach (array_filter([$e->error, $e->errorDescription]) as $words) {
            $found = str_contains($e->getMessage(), $words) ? $found : [...$found, $e->getMessage()];
        }
    } catch (Throwable $e) {
        $found = [$e::class, $e->getMessage()];
    }
    $wrong += report_wrong($name, array_map('json_encode', $found));
}
echo $wrong === 0 ? "every refusal came out as the table says\n" : "$wrong wrong\n";

echo "-- no errors\n";
$bodies = [
    '{"code":0,"message":"ok"}',
    '{"code":0,"msg":"success","data":{}}',
    '{"status":"ok"}',
    '{"errcode":0,"errmsg":"ok"}',
    '{"error":null}',
    '{"error":0}',
    '[]',
    '[{"message":"ok"}]',
    '{"ok":true,"authed_user":{"access_token":"x","refresh_token":"y"}}',
    '{"token_type":"Bearer","expires_in":3600}',
    'done=1',
];
foreach ($bodies as $body) {
    [$login] = $server->seed();
    $server->script(['status' => 200, 'body' => $body]);
    try {
        $client->refresh($login['refresh_token']);
    } catch (Coop\InvalidResponseException) {
        continue;
    } catch (Throwable $e) {
        echo "$body: ", $e::class, "\n";
    }
}
$beside_tokens = ['"code":0,"message":"ok"', '"status":"success","error_code":0', '"message":"Token refreshed"', '"errors":[]'];
foreach ($beside_tokens as $members) {
    [$login] = $server->seed();
    $server->script(body('{' . PAIR . ",\"token_type\":\"Bearer\",$members}"));
    try {
        echo $server->isLive($client->refresh($login['refresh_token'])->refreshToken()) ? '' : "$members: another token\n";
    } catch (Throwable $e) {
        echo "$members: ", $e::class, "\n";
    }
}

echo "-- secrets\n";
$bodies = [
    '{"errors":[{"field":"refresh_token","message":"no such token: {{old}}"}]}',
    '{"detail":[{"loc":["body","{{old}}"],"msg":"x"}]}',
    '{"message":"{{old}} expired"}',
    '{"fault":{"faultstring":"{{old}}"}}',
    '{"error":{"code":"{{old}}","message":"refresh token expired"}}',
    '[{"errorCode":"{{old}}"}]',
    '{"errors":{"{{old}}":["x"]}}',
    '{{old}} is unknown',
];
foreach ($bodies as $body) {
    [$login] = $server->seed();
    $token = $login['refresh_token'];
    $server->script(['status' => 400, 'headers' => ['Content-Type' => 'text/plain'], 'body' => str_replace('{{old}}', $token, $body)]);
    try {
        $client->refresh($token);
    } catch (Coop\OAuthErrorException $e) {
        $shown = $e->error . $e->errorDescription . $e->getMessage();
        echo str_contains($shown, $token) ? "$body: shown\n" : '', str_contains($shown, 'withheld') ? '' : "$body: not withheld\n";
    }
}
?>
--EXPECT--
every refusal came out as the table says
-- no errors
-- secrets
