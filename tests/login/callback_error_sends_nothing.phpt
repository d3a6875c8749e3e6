--TEST--
Callbacks that are not of this login: the reason, the state is used up, and nothing is sent
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$make = fn (string $name, string $base, ?string $issuer = null) => new Coop\Client(
    new Coop\Provider($name, "$base/token", "$base/authorize", issuer: $issuer), 'id', 'secret', 'http://localhost/cb');
$client = $make('honest', $server->http, 'https://issuer.example');

/** How many logins wait for their callback. */
function pending(array $session): int
{
    return count(array_filter($session['coop'] ?? [], static fn (array $login): bool => !isset($login['used'])));
}

function attempt(string $what, Coop\Client $client, array &$session, string $callback): void
{
    try {
        $client->handleCallback($session, $callback);
        echo "$what: logged in\n";
    } catch (Coop\CallbackException $e) {
        echo "$what: $e->reason, pending: ", pending($session), "\n";
    } catch (Coop\OAuthErrorException $e) {
        echo "$what: $e->error, $e->errorDescription, status ", var_export($e->status, true), ", pending: ", pending($session), "\n";
    }
}
$start = function (&$session) use ($client) {
    parse_str(parse_url($client->authorizationUrl($session), PHP_URL_QUERY), $query);
    return $query['state'];
};
$session = [];
attempt('nothing', $client, $session, '');
$state = $start($session);
attempt('no state', $client, $session, 'code=c');
attempt('empty state', $client, $session, 'code=c&state=');
attempt('array state', $client, $session, "code=c&state[]=$state");
attempt('wrong state', $client, $session, 'code=c&state=' . strrev($state));
attempt('state in the fragment', $client, $session, "http://localhost/cb?code=c#state=$state");
attempt('state twice', $client, $session, "code=c&state=$state&state=$state");
attempt('the same again', $client, $session, "code=c&state=$state");
$state = $start($session);
attempt('code twice', $client, $session, "code=c&code=d&state=$state");
$state = $start($session);
attempt('code twice, once escaped', $client, $session, "code=c&%63ode=d&state=$state");
$state = $start($session);
attempt('neither code nor error', $client, $session, "state=$state");
$state = $start($session);
attempt('another issuer', $client, $session, "code=c&state=$state&iss=" . urlencode('https://issuer.example/'));
$state = $start($session);
attempt('said no', $client, $session, "error=access_denied&error_description=%0d%0a%3Cscript%3E&state=$state");
$state = $start($session);
$session['coop'][array_key_last($session['coop'])]['started_at'] -= 601;
attempt('too late', $client, $session, "code=c&state=$state");

$state = $start($session);
$other = [];
attempt('another session', $client, $other, "code=c&state=$state");
$mixed = $make('attacker', $server->otherHttp);
attempt('another server', $mixed, $session, "code=c&state=$state");
var_dump($server->stats()['requests'], $server->otherConnections());
echo str_contains(json_encode($session), 'verifier') ? 'a verifier is left' : 'no verifier is left', "\n";
?>
--EXPECT--
nothing: state_missing, pending: 0
no state: state_missing, pending: 1
empty state: state_missing, pending: 1
array state: state_missing, pending: 1
wrong state: state_unknown, pending: 1
state in the fragment: state_missing, pending: 1
state twice: duplicate_parameter, pending: 0
the same again: state_used, pending: 0
code twice: duplicate_parameter, pending: 0
code twice, once escaped: duplicate_parameter, pending: 0
neither code nor error: code_missing, pending: 0
another issuer: issuer_mismatch, pending: 0
said no: access_denied,   <script>, status NULL, pending: 0
too late: state_expired, pending: 0
another session: session_empty, pending: 0
another server: issuer_mismatch, pending: 0
int(0)
int(0)
no verifier is left
