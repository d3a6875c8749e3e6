--TEST--
The 17th login started in a session drops the first one and no other; used ones make room first, and no secret of theirs stays
--EXTENSIONS--
coop
--FILE--
<?php
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token', 'https://a.example/authorize'), 'id', null, 'https://site.example/cb',
    transport: fn () => new Coop\Response(200, [], '{"access_token":"a"}'));
$session = [];
$states = [];
for ($i = 1; $i <= 17; $i++) {
    parse_str(parse_url($client->authorizationUrl($session, context: ['tab' => $i]), PHP_URL_QUERY), $query);
    $states[$i] = $query['state'];
}
echo count(array_unique($states)), " states\n";
foreach ([1, 17, 2, 9] as $tab) {
    try {
        echo json_encode($client->readCallback($session, "code=c&state=$states[$tab]")->context), "\n";
    } catch (Coop\CallbackException $e) {
        echo "tab $tab: $e->reason\n";
    }
}
foreach ($states as $state) {
    try {
        $client->readCallback($session, "error=access_denied&state=$state");
    } catch (Coop\CoopException) {
    }
}
$kept = array_map(static fn (array $login): string => implode(' ', array_keys($login)), $session['coop']);
echo count($session['coop']), ' ', json_encode(array_count_values($kept)), "\n";
foreach (range(1, 17) as $tab) {
    $client->authorizationUrl($session, context: ['tab' => "new $tab"]);
}
echo count($session['coop']), ' ', json_encode(array_column(array_column($session['coop'], 'context'), 'tab')), "\n";
$client->readCallback($session, 'code=c&state=' . $session['coop'][array_key_last($session['coop'])]['state']);
$client->authorizationUrl($session, context: ['tab' => 'last']);
echo json_encode(array_column(array_column($session['coop'], 'context'), 'tab')), "\n";
$session = [];

// old ones go when a new one is started
for ($i = 0; $i < 3; $i++) {
    $client->authorizationUrl($session);
}
foreach ($session['coop'] as &$pending) {
    $pending['started_at'] -= 601;
}
unset($pending);
$client->authorizationUrl($session);
echo count($session['coop']), "\n";
?>
--EXPECT--
17 states
tab 1: state_unknown
{"tab":17}
{"tab":2}
{"tab":9}
16 {"state context started_at used":16}
16 ["new 2","new 3","new 4","new 5","new 6","new 7","new 8","new 9","new 10","new 11","new 12","new 13","new 14","new 15","new 16","new 17"]
["new 2","new 3","new 4","new 5","new 6","new 7","new 8","new 9","new 10","new 11","new 12","new 13","new 14","new 15","new 16","last"]
1
