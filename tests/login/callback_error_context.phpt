--TEST--
A callback that is refused says why, apart from all others, and where the login came from
--EXTENSIONS--
coop
--FILE--
<?php
$provider = new Coop\Provider('farm', 'https://a.example/token', 'https://a.example/authorize', issuer: 'https://a.example');
$client = new Coop\Client($provider, 'id', null, 'https://site.example/cb',
    transport: fn () => new Coop\Response(200, [], '{"access_token":"a"}'));
$started = function (array &$session, string $next) use ($client): string {
    parse_str(parse_url($client->authorizationUrl($session, context: ['next' => $next]), PHP_URL_QUERY), $query);
    return $query['state'];
};
function refused(string $what, Coop\Client $client, array &$session, string $callback): void
{
    try {
        $client->handleCallback($session, $callback);
        echo "$what: logged in\n";
    } catch (Coop\CallbackException | Coop\OAuthErrorException $e) {
        echo "$what: ", $e->reason ?? $e->error, ' ', json_encode($e->context, JSON_UNESCAPED_SLASHES), "\n    ",
            wordwrap($e->getMessage(), 120, "\n    "), "\n";
    }
}

$session = [];
refused('the cookie is lost', $client, $session, 'code=c&state=s');
var_dump($session);
$state = $started($session, '/basket');
refused('forged', $client, $session, 'code=c&state=s');
refused('denied', $client, $session, "error=access_denied&error_description=No&state=$state");
refused('denied and reloaded', $client, $session, "error=access_denied&state=$state");
$state = $started($session, '/eggs');
refused('good', $client, $session, "code=c&state=$state");
refused('second click', $client, $session, "code=c&state=$state");
refused('without a state', $client, $session, 'code=c');
$state = $started($session, '/late');
$session['coop'][array_key_last($session['coop'])]['started_at'] -= 601;
refused('too late', $client, $session, "code=c&state=$state");
refused('too late and reloaded', $client, $session, "code=c&state=$state");
$state = $started($session, '/elsewhere');
refused('another issuer', $client, $session, "code=c&state=$state&iss=https%3A%2F%2Fb.example");
$state = $started($session, '/twice');
refused('twice', $client, $session, "code=c&code=d&state=$state");
$state = $started($session, '/nothing');
refused('nothing', $client, $session, "state=$state");
?>
--EXPECT--
the cookie is lost: session_empty []
    The callback of the provider "farm" comes to a session in which no login was started: the session's cookie did not
    arrive (SameSite=Strict, another host, another scheme), or the session has ended
array(0) {
}
forged: state_unknown []
    The callback of the provider "farm" has a state that is none of this session's logins
denied: access_denied {"next":"/basket"}
    The provider "farm" refused the login: access_denied (No)
denied and reloaded: state_used {"next":"/basket"}
    The callback of the provider "farm" belongs to a login that was used already: it is a second click, or a reload
good: logged in
second click: state_used {"next":"/eggs"}
    The callback of the provider "farm" belongs to a login that was used already: it is a second click, or a reload
without a state: state_missing []
    The callback of the provider "farm" has no state
too late: state_expired {"next":"/late"}
    The callback of the provider "farm" belongs to a login that was started more than 10 minutes ago: start a new one
too late and reloaded: state_expired {"next":"/late"}
    The callback of the provider "farm" belongs to a login that was started more than 10 minutes ago: start a new one
another issuer: issuer_mismatch {"next":"/elsewhere"}
    The callback of the provider "farm" comes from another authorization server or client than the login was started with
twice: duplicate_parameter {"next":"/twice"}
    The callback of the provider "farm" has a parameter twice: code
nothing: code_missing {"next":"/nothing"}
    The callback of the provider "farm" has neither code nor error
