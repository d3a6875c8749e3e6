--TEST--
A web request that ends in the midst of a run, over a persistent connection: no transaction, no lock and no descriptor stays behind, and the next one in the same process has everybody
--EXTENSIONS--
coop
pdo
pdo_sqlite
pdo_pgsql
mysqlnd
pdo_mysql
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../concurrency/crons.inc';

/** php -S, one process for all requests. */
final class Web
{
    private $process;
    public readonly int $pid;
    private string $address;

    public function __construct(private readonly Crons $site)
    {
        preg_match('~\S+/coop\.so~', file_get_contents('/proc/self/maps'), $extension);
        $options = ['-n', '-d', 'opcache.enable=0']; // its first page would have a descriptor more: the script, while it is compiled
        foreach (['pdo', 'pdo_sqlite', 'pdo_pgsql', 'mysqlnd', 'pdo_mysql', 'posix', $extension[0]] as $name) {
            array_push($options, '-d', "extension=$name");
        }
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $this->address = stream_socket_get_name($socket, false);
        fclose($socket);
        $this->process = proc_open([PHP_BINARY, ...$options, '-d', 'html_errors=0', '-S', $this->address, __DIR__ . '/ending_site.php'],
            [['file', '/dev/null', 'r'], ['file', "$site->folder/web.log", 'a'], ['redirect', 1]], $pipes);
        $this->pid = proc_get_status($this->process)['pid'];
        for ($tries = 0; $tries < 500 && !($connection = @stream_socket_client("tcp://$this->address")); $tries++) {
            time_nanosleep(0, 20000000);
        }
        fclose($connection);
    }

    public function get(array $query = []): string
    {
        $query += ['source' => $this->site->sources[0], 'url' => $this->site->server->http, 'journal' => "{$this->site->folder}/journal"];
        return file_get_contents("http://$this->address/?" . http_build_query($query), context: stream_context_create(['http' => ['ignore_errors' => true]]));
    }

    public function sockets(): int
    {
        return count(array_filter(glob("/proc/$this->pid/fd/*"), static fn (string $file): bool => str_starts_with((string) @readlink($file), 'socket:')));
    }

    public function stop(): void
    {
        proc_terminate($this->process, SIGKILL);
        proc_close($this->process);
    }
}

/** Whether another connection gets at all rows at once. */
function locked(Crons $site): string
{
    $site->pdo->exec(['sqlite' => 'PRAGMA busy_timeout = 500', 'pgsql' => "SET lock_timeout = '500ms'", 'mysql' => 'SET innodb_lock_wait_timeout = 1'][$site->kind]);
    try {
        $site->pdo->exec("UPDATE coop_refresh SET done_ts = done_ts - 5");
        $site->pdo->exec("UPDATE users SET email = email");
        return '';
    } catch (PDOException $e) {
        return $e->getMessage();
    }
}

$full = getenv('COOP_TEST_FULL');
foreach (['sqlite', 'pgsql', 'mysql'] as $kind) {
    $site = new Crons($kind, ['mode' => 'strict', 'expires_in' => 200000]);
    $web = new Web($site);
    $site->users(8, 'warm');
    $first = json_decode($page = $web->get(), true) ?? exit("$kind: $page\n");
    $tries = 0;
    foreach (['onResult' => 4, 'commit' => 4, 'begin' => 5, 'onEvent' => 4] as $place => $nth) {
        foreach (['exit', 'user error', 'fatal error', 'exception', 'syntax error', 'time', 'memory'] as $number => $way) {
            if (!$full && ($kind === 'sqlite' ? $number > 2 && $place !== 'commit' : !in_array("$place $way", ['commit user error', 'commit time', 'onResult exit'], true))) {
                continue;
            }
            $tries++;
            $site->server->reset();
            $site->pdo->exec('DELETE FROM users');
            locked($site);
            $tokens = $site->users(24);
            $site->server->script(['delay' => 15, 'times' => 0, 'status' => 200, 'body' => '{"access_token":"{{access_token}}","refresh_token":"{{refresh_token}}","expires_in":200000}']);
            $ended = $web->get(['place' => $place, 'way' => $way, 'nth' => $nth]);
            $locked = locked($site);
            $site->server->script();
            $page = $web->get();
            $next = json_decode($page, true);
            $good = $locked === '' && $next !== null && !$next['open'] && $next['descriptors'] == $first['descriptors'] && array_keys($next['counts']) == array_filter(['saved'], fn () => $next['counts'])
                && $site->whatBecameOf($tokens) === 'all 24 alive, no token reused, 24 tokens sent once' && $site->held() === 0;
            echo $good ? '' : "$kind, $way in $place: $ended\n  then $locked $page, {$site->whatBecameOf($tokens)}, {$site->whatIsHeld()}\n";
        }
    }
    echo "$kind: ", $tries > 2 ? 'done' : $tries, ', sockets: ', $web->sockets() <= 24 ? 'few' : $web->sockets(), "\n";
    $web->stop();
}
?>
--EXPECT--
sqlite: done, sockets: few
pgsql: done, sockets: few
mysql: done, sockets: few
