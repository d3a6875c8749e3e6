--TEST--
A callback that forks: the child touches neither the database nor what is in flight, and the run goes on in the parent
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

/** Notes which process executes statements. */
final class NotedStatement extends PDOStatement
{
    public static string $file;

    public function execute(?array $params = null): bool
    {
        file_put_contents(self::$file, getmypid() . "\n", FILE_APPEND);
        return parent::execute($params);
    }
}

/** Runs, and forks at the first result that $when is true of. */
function run(Site $site, array $tokens, callable $when, Coop\Client $client): void
{
    NotedStatement::$file = "$site->folder/noted";
    $pdo = $site->connect([PDO::ATTR_STATEMENT_CLASS => [NotedStatement::class]]);
    $child = null;
    $report = attempt(function () use ($site, $pdo, $when, $client, &$child): ?Coop\RefreshReport {
        $manager = $site->manager(client: $client, store: $site->store($pdo));
        try {
            return $manager->refreshExpiring(concurrency: 8, onResult: function (Coop\RefreshResult $result) use ($when, &$child): void {
                if ($child === null && $when($result)) {
                    $child = pcntl_fork();
                }
            });
        } catch (Coop\StoreException $e) {
            if ($child !== 0) {
                throw $e;
            }
            pcntl_signal_dispatch();
            attempt(fn () => $client->refresh(Coop\TokenSet::fromArray(['refresh_token' => 'unknown to the server'])));
            echo "child: {$e->getMessage()}\n";
            posix_kill(getmypid(), SIGKILL); // no leak checker, which would count what is the parent's
        }
    });
    pcntl_waitpid($child, $status);
    $of_child = count(preg_grep("/^$child\$/", file(NotedStatement::$file, FILE_IGNORE_NEW_LINES)));
    echo $of_child === 0 ? '' : "the child has executed $of_child statements, ";
    show($report);
    echo $site->whoIsAlive(), ', ', $site->howOftenSent($tokens), "\n";
}

function site(array $fault = ['delay' => 30, 'times' => 0]): array
{
    $site = new Site();
    $tokens = $site->users(30);
    $site->server->script($fault);
    return [$site, $tokens];
}

echo "-- with others in flight, over TLS\n";
[$site, $tokens] = site();
$tls = new Coop\Client(new Coop\Provider('test', "{$site->server->https}/token"), 'id', 'secret', timeout: 5, caFile: $site->server->ca);
run($site, $tokens, static fn (Coop\RefreshResult $result): bool => $result->done === 2, $tls);
echo "-- in a group that is saved row by row\n";
[$site, $tokens] = site();
$site->pdo->exec("CREATE TRIGGER refuse BEFORE UPDATE OF coopRefreshToken ON users WHEN OLD.email = 'user003@example.com'
    BEGIN SELECT RAISE(ABORT, 'not this one'); END");
run($site, $tokens, static fn (Coop\RefreshResult $result): bool => $result->userId === 'user002@example.com', $site->client());
echo "-- among the verdicts\n";
[$site, $tokens] = site();
array_map($site->server->revoke(...), array_slice($tokens, 10, 3));
run($site, $tokens, static fn (Coop\RefreshResult $result): bool => $result->outcome === Coop\RefreshOutcome::Rejected, $site->client());
echo "{$site->whoIsMarked()}\n";
echo "-- after a signal, which was the parent's\n";
$site = new Site();
$tokens = $site->users(8);
$site->server->script(['delay' => 400, 'nth' => 8]);
$parent = getmypid();
pcntl_signal(SIGTERM, static function () use ($parent): void {
    echo 'SIGTERM in the ', getmypid() === $parent ? 'parent' : 'child', "\n";
});
run($site, $tokens, static function (Coop\RefreshResult $result) use ($parent): bool {
    if ($result->done === 7) {
        posix_kill($parent, SIGTERM);
    }
    return $result->done === 8;
}, $site->client());
pcntl_signal_dispatch();
?>
--EXPECT--
-- with others in flight, over TLS
Coop\OAuthErrorException: The token endpoint of the provider "test" (SERVER/token) refused with status 400: invalid_grant (Invalid refresh
    token)
child: A callback of this run has forked: end the child in the callback, since only the parent goes on
{"saved":30} of 30, complete, ok
all 30 alive, 30 tokens sent once
-- in a group that is saved row by row
Coop\OAuthErrorException: The token endpoint of the provider "test" (SERVER/token) refused with status 400: invalid_grant (Invalid refresh
    token)
child: A callback of this run has forked: end the child in the callback, since only the parent goes on
{"saved":29,"unsaveable":1} of 30, complete, not ok
29 of 30 alive, 30 tokens sent once
-- among the verdicts
Coop\OAuthErrorException: The token endpoint of the provider "test" (SERVER/token) refused with status 400: invalid_grant (Invalid refresh
    token)
child: A callback of this run has forked: end the child in the callback, since only the parent goes on
{"saved":27,"rejected":3} of 30, complete, ok
27 of 30 alive, 30 tokens sent once
3 users are marked
-- after a signal, which was the parent's
Coop\OAuthErrorException: The token endpoint of the provider "test" (SERVER/token) refused with status 400: invalid_grant (Invalid refresh
    token)
child: A callback of this run has forked: end the child in the callback, since only the parent goes on
{"saved":8} of 8, stopped because signal, not ok
all 8 alive, 8 tokens sent once
SIGTERM in the parent
