--TEST--
Two pages of one session: a slow code exchange does not hold up the second page when the session is closed; a slow refresh does, and is sent once
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
ob_start(); // so that the sessions can start after output
$site = new Site();
$seconds = getenv('COOP_TEST_FULL') ? 5 : 1;
$client = $site->client(provider: new Coop\Provider('test', "{$site->server->http}/token", "{$site->server->http}/authorize"), redirectUri: 'https://site.example/callback', timeout: 20);
ini_set('session.use_cookies', '0');
ini_set('session.cache_limiter', '');
session_save_path($site->folder);
session_id('visitor');

$ready = static fn (string $page) => file_put_contents("$site->folder/ready", "$page\n", FILE_APPEND);

/** Runs the first page in a process of its own; the second one when its request is at the server. Who is ready first? */
$pages = function (callable $first, callable $second) use ($site): void {
    $requests = $site->server->stats()['requests'];
    $pid = pcntl_fork();
    if ($pid === 0) {
        ob_end_clean();
        $first('first');
        posix_kill(getmypid(), 9); // its shutdown functions are the parent's
    }
    while ($site->server->stats()['requests'] === $requests) {
        usleep(5000);
    }
    $second('second');
    pcntl_waitpid($pid, $status);
    echo implode(', ', file("$site->folder/ready", FILE_IGNORE_NEW_LINES)), "\n";
    unlink("$site->folder/ready");
};

echo "-- readCallback(), session_write_close(), exchangeCode()\n";
session_start();
$callback = $site->server->authorize($client->authorizationUrl($_SESSION, ['basic']));
$_SESSION['seen'] = 0;
session_write_close();
$site->server->script(['delay' => $seconds * 1000]);
$pages(function (string $page) use ($client, $callback, $ready): void {
    session_start();
    $code = $client->readCallback($_SESSION, $callback);
    session_write_close();
    $tokens = $client->exchangeCode($code);
    session_start();
    $_SESSION['coop_tokens'] = $tokens->toArray();
    $ready($page);
    session_write_close();
}, function (string $page) use ($ready): void {
    session_start();
    $_SESSION['seen']++;
    $ready($page);
    session_write_close();
});
session_start();
echo $site->server->isLive($_SESSION['coop_tokens']['refresh_token']) ? 'logged in' : 'not logged in', ", seen $_SESSION[seen]\n";

echo "-- an account whose tokens are in the session\n";
$old = $_SESSION['coop_tokens']['refresh_token'];
$_SESSION['coop_tokens']['expires_at'] = time() - 1;
session_write_close();
$site->server->script(['delay' => $seconds * 1000]);
$page = function (string $page) use ($client, $ready): void {
    session_start();
    $_SESSION['seen'] += (new Coop\TokenManager($client, Coop\SessionTokenStore::ofPhpSession()))->account(Coop\SessionTokenStore::USER)->tokens()->isExpired() ? 100 : 1;
    $ready($page);
    session_write_close();
};
$pages($page, $page);
session_start();
echo $site->server->isLive($_SESSION['coop_tokens']['refresh_token']) ? 'alive' : 'dead', ", seen $_SESSION[seen], {$site->server->uses($old)} use\n";
?>
--EXPECT--
-- readCallback(), session_write_close(), exchangeCode()
second, first
logged in, seen 1
-- an account whose tokens are in the session
first, second
alive, seen 3, 1 use
