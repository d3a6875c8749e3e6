--TEST--
A code never reaches another token endpoint than that of the login, whichever client reads the callback
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$honest = FaultServer::start(['iss' => true]);
$attacker = FaultServer::start();
$make = fn (FaultServer $server, ?string $issuer, string $id = 'id') => new Coop\Client(new Coop\Provider('x', "$server->http/token", "$server->http/authorize", issuer: $issuer), $id, 'secret', 'http://localhost/cb');
$session = [];
$attempt = function (string $what, callable $do) use ($honest, $attacker): void {
    try {
        $do();
        echo "$what: logged in";
    } catch (Coop\CallbackException $e) {
        echo "$what: $e->reason";
    } catch (ValueError $e) {
        echo "$what: ", $e->getMessage();
    }
    $tokens = fn (FaultServer $server) => count(array_filter($server->requests(), fn ($request) => $request['path'] === '/token'));
    echo ', ', $tokens($honest), ' and ', $tokens($attacker), " token requests\n";
};
$good = $make($honest, $honest->http);
$bad = $make($attacker, null);
$attempt('the honest login', fn () => $good->handleCallback($session, $honest->authorize($good->authorizationUrl($session))));
$attempt("the honest server's answer at the attacker's client", fn () => $bad->handleCallback($session, $honest->authorize($good->authorizationUrl($session))));
$attempt("the attacker's login answered by the honest server", function () use ($bad, $good, $honest, &$session): void {
    // the attacker sends the browser on to the honest server, with the state of the login that was started at the attacker
    parse_str(parse_url($bad->authorizationUrl($session), PHP_URL_QUERY), $query);
    $callback = $honest->authorize("$honest->http/authorize?response_type=code&client_id=id&redirect_uri=http://localhost/cb&state=$query[state]");
    $good->handleCallback($session, $callback);
});
$attempt('the same server, another client', fn () => $make($honest, $honest->http, 'other')->handleCallback($session, $honest->authorize($good->authorizationUrl($session))));
$attempt('another issuer configured', function () use ($make, $honest, &$session): void {
    $client = $make($honest, "$honest->http/");
    $client->handleCallback($session, $honest->authorize($client->authorizationUrl($session)));
});
$attempt('a code that was read, exchanged elsewhere', fn () => $bad->exchangeCode($good->readCallback($session, $honest->authorize($good->authorizationUrl($session)))));
$honest->mode('strict', ['iss' => null]);
$attempt('no iss in the callback', fn () => $good->handleCallback($session, $honest->authorize($good->authorizationUrl($session))));
?>
--EXPECT--
the honest login: logged in, 1 and 0 token requests
the honest server's answer at the attacker's client: issuer_mismatch, 1 and 0 token requests
the attacker's login answered by the honest server: issuer_mismatch, 1 and 0 token requests
the same server, another client: issuer_mismatch, 1 and 0 token requests
another issuer configured: issuer_mismatch, 1 and 0 token requests
a code that was read, exchanged elsewhere: Coop\Client::exchangeCode(): Argument #1 ($code) is of another provider than this client's, 1 and 0 token requests
no iss in the callback: logged in, 2 and 0 token requests
