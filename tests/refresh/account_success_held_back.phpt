--TEST--
After a refresh that has failed, the next pages of this user do not ask the server for some seconds
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'no_rotation']);
$page = static function (string $name, ?callable $work = null) use ($site): void {
    $before = $site->server->stats()['requests'];
    $manager = $site->manager(client: $site->client(timeout: 1), store: $site->store($site->connect()));
    try {
        $what = get_debug_type($work ? $work($manager) : $manager->account('ann')->tokens());
    } catch (Coop\CoopException $e) {
        $what = substr(strrchr($e::class, '\\'), 1);
        $what .= $e instanceof Coop\TransportException ? " $e->phase" . ($e->requestSent ? ', sent' : '') : '';
    }
    echo "$name: $what, ", counted($site->server->stats()['requests'] - $before, 'request'), "\n";
};
$start = static function (int $seconds) use ($site): void {
    $site->pdo->exec('DELETE FROM users; DROP TABLE IF EXISTS coop_refresh');
    $site->users(['ann', 'bob'], gmdate('Y-m-d H:i:s', time() + $seconds));
};
// All tries so far happened so many seconds earlier than they did.
$pass = static fn (int $seconds) => $site->pdo->exec("UPDATE coop_refresh SET next_ts = next_ts - $seconds, since_ts = since_ts - $seconds
    WHERE user_key = 'ann'");
$rest = static fn () => $site->pdo->query("SELECT next_ts - unixepoch() FROM coop_refresh WHERE user_key = 'ann'")->fetchColumn();
$between = static fn (int $least, int $most): string => $rest() >= $least - 3 && $rest() <= $most ? 'as it should' : 'rest: ' . $rest();
$token = ['path' => '/token', 'times' => 0];

echo "-- a token endpoint that hangs\n";
$start(-10);
$site->server->script(['lose_silent' => true] + $token);
$page('the first page');
$page('the next one');
$page('another user', fn ($manager) => $manager->account('bob')->tokens());
echo 'for 5 s: ', $between(5, 5), "\n";
$pass(6);
$site->server->script(['status' => 500] + $token);
$page('six seconds later');
$page('the next one');
$pass(40);
$page('the next minute');
$pass(300);
$page('and later');
echo 'for a minute at most: ', $between(60, 60), "\n";
$site->server->script();
$page('the server is well again, the minute is not over');
$pass(61);
$page('the minute is over');
$page('as stored');

echo "-- what failed, and is held back\n";
$failures = [
    '503' => ['status' => 503],
    '503, Retry-After' => ['status' => 503, 'headers' => ['Retry-After' => '100']],
    'Retry-After' => ['status' => 429, 'headers' => ['Retry-After' => '100']],
    '400' => ['status' => 400, 'body' => '{"error":"invalid_request"}'],
    'HTML' => ['status' => 200, 'body' => '<h1>Maintenance</h1>'],
    'reset' => ['reset_on_request' => true],
];
foreach ($failures as $name => $fault) {
    $start(-10);
    $site->server->script($fault + $token);
    $page($name);
    echo '  held back: ', str_contains($name, 'Retry-After') ? $between(100, 100) : $between(5, 5), "\n";
    $site->server->script();
    $page('  the next page');
}
echo "-- refresh() is asked for by name, and does not wait\n";
$start(-10);
$site->server->script(['status' => 500, 'times' => 2] + $token);
$page('the first page');
$page('refresh()', fn ($manager) => $manager->refresh('ann'));
echo "-- nobody listens\n";
$start(-10);
$deaf = stream_socket_server('tcp://127.0.0.1:0');
$url = 'http://' . stream_socket_get_name($deaf, false) . '/token';
fclose($deaf);
$client = new Coop\Client(new Coop\Provider('deaf', $url), 'id', 'secret');
foreach ([1, 2] as $try) {
    $page("page $try", fn () => $site->manager(client: $client)->account('ann')->tokens());
}

echo "-- while the access token is valid\n";
$start(100);
$site->server->script(['lose_silent' => true] + $token);
$page('the first page');
$page('the next one');
$page('a request', fn ($manager) => $manager->account('ann')->request('GET', '/api/things'));
echo "-- a 401 while it is held back\n";
$site->server->script(['path' => '/api/*', 'status' => 401]);
$page('the answer is the 401', fn ($manager) => $manager->account('ann')->request('GET', '/api/things'));

echo "-- a run does not wait, and what it saves ends the rest\n";
$start(-10);
$site->server->script(['status' => 500] + $token);
$page('the first page');
$site->server->script();
show($site->manager()->refreshExpiring());
$page('the next page');
echo "-- after a run's failure\n";
$start(-10);
$site->server->script(['status' => 400, 'body' => '{"error":"server_error"}'] + $token);
show($site->manager()->refreshExpiring());
$page('a page');
echo "-- after a login\n";
$start(-10);
$site->server->script(['status' => 500, 'times' => 2] + $token);
$page('the first page');
[$login] = $site->server->seed();
$site->store()->saveNewTokens('ann', Coop\TokenSet::fromArray(['access_token' => $login['access_token'],
    'refresh_token' => $login['refresh_token'], 'expires_at' => 1]));
$page('the next page');
?>
--EXPECT--
-- a token endpoint that hangs
the first page: TransportException timeout, sent, 1 request
the next one: TransportException not_now, no requests
another user: TransportException timeout, sent, 1 request
for 5 s: as it should
six seconds later: OAuthErrorException, 2 requests
the next one: TransportException not_now, no requests
the next minute: OAuthErrorException, 2 requests
and later: OAuthErrorException, 2 requests
for a minute at most: as it should
the server is well again, the minute is not over: TransportException not_now, no requests
the minute is over: Coop\TokenSet, 1 request
as stored: Coop\TokenSet, no requests
-- what failed, and is held back
503: OAuthErrorException, 2 requests
  held back: as it should
  the next page: TransportException not_now, no requests
503, Retry-After: OAuthErrorException, 1 request
  held back: as it should
  the next page: TransportException not_now, no requests
Retry-After: OAuthErrorException, 1 request
  held back: as it should
  the next page: TransportException not_now, no requests
400: OAuthErrorException, 1 request
  held back: as it should
  the next page: TransportException not_now, no requests
HTML: InvalidResponseException, 1 request
  held back: as it should
  the next page: TransportException not_now, no requests
reset: TransportException receive, sent, 2 requests
  held back: as it should
  the next page: TransportException not_now, no requests
-- refresh() is asked for by name, and does not wait
the first page: OAuthErrorException, 2 requests
refresh(): Coop\TokenSet, 1 request
-- nobody listens
page 1: TransportException connect, no requests
page 2: TransportException not_now, no requests
-- while the access token is valid
the first page: Coop\TokenSet, 1 request
the next one: Coop\TokenSet, no requests
a request: Coop\Response, 1 request
-- a 401 while it is held back
the answer is the 401: Coop\Response, 1 request
-- a run does not wait, and what it saves ends the rest
the first page: OAuthErrorException, 2 requests
{"saved":2} of 2, complete, ok
the next page: Coop\TokenSet, no requests
-- after a run's failure
{"deferred":2} of 2, complete, not ok
a page: TransportException not_now, no requests
-- after a login
the first page: OAuthErrorException, 2 requests
the next page: Coop\TokenSet, 1 request
