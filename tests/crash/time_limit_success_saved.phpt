--TEST--
A time limit or an alarm's exception between an answer and its save: the whole group is saved first, and then it happens
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/processes.inc';
// In the midst of the saves, at the tenth of them: code of the site's in an SQL function, or in a statement of its own.
const PLACES = [
    'internal PDO' => '@$pdo->sqliteCreateFunction("tick", static function () use (&$tick): int { $tick(); return 1; });
        $pdo->exec("CREATE TEMP TRIGGER ticking AFTER UPDATE ON main.users BEGIN SELECT tick(); END");',
    'statement of its own' => 'class Ticking extends PDOStatement {
            private function __construct(private $tick) {}
            public function execute(?array $params = null): bool {
                if (str_starts_with($this->queryString, "UPDATE \"users\"")) { ($this->tick)(); }
                return parent::execute($params);
            } }
        $pdo->setAttribute(PDO::ATTR_STATEMENT_CLASS, [Ticking::class, [function () use (&$tick) { $tick(); }]]);',
    'page of keys' => 'class Ticking extends PDOStatement {
            private function __construct(private $tick) {}
            public function execute(?array $params = null): bool {
                static $pages = 0;
                if (preg_match("/LIMIT/", $this->queryString) && ++$pages === 2) { $GLOBALS["n"] = 9; ($this->tick)(); }
                return parent::execute($params);
            } }
        $pdo->setAttribute(PDO::ATTR_STATEMENT_CLASS, [Ticking::class, [function () use (&$tick) { $tick(); }]]);',
];
$burn = '$used = fn ($u) => $u["ru_utime.tv_sec"] + $u["ru_utime.tv_usec"] / 1e6;
    for ($end = N; $used(getrusage()) < $end;) { md5("x"); }';
// The limit's own signal; burnt for real, and far past the hard limit, with COOP_TEST_FULL=1.
$events = [
    'time limit' => ['set_time_limit(1000);', 'posix_kill(getmypid(), SIGPROF);'],
    'alarm' => ['pcntl_async_signals(true); pcntl_signal(SIGALRM, static fn () => throw new DomainException("alarm"));',
        'posix_kill(getmypid(), SIGALRM);'],
];
if (getenv('COOP_TEST_FULL')) {
    $events['time limit, burnt'] = ['set_time_limit(1);', strtr($burn, ['N' => '1.3'])];
    $events['hard limit, burnt'] = ['ini_set("hard_timeout", 1); set_time_limit(1);', strtr($burn, ['N' => '4'])];
}
$site = new Site(['mode' => 'strict', 'expires_in' => 200000]);
foreach (PLACES as $place => $hook) {
    foreach ($events as $event => [$before, $what]) {
        $site->pdo->exec('DELETE FROM users');
        $site->pdo->exec('DROP TABLE IF EXISTS coop_refresh');
        array_map(unlink(...), glob($site->journal() . '/*'));
        $site->server->reset();
        $tokens = $site->users(48);
        $site->server->script(['delay' => 15, 'times' => 0]);
        $process = Process::start($site, "$before $hook \$n = 0; \$tick = function () use (&\$n) { if (++\$n === 10) { $what } };" . '
            try {
                $manager->refreshExpiring(concurrency: 16);
                echo "complete\n";
            } catch (Throwable $e) {
                echo get_class($e), ": ", $e->getMessage(), "\n";
            }');
        $output = $process->end();
        $lost = lost($site);
        $saved = count(array_diff($site->stored(), $tokens));
        $in_order = $site->journalBytes('journal') === '' && $site->alive() === 48 && $site->held() === 0;
        $site->pdo->exec('UPDATE coop_refresh SET done_ts = done_ts - 5');
        $site->server->script();
        $report = $site->manager()->refreshExpiring();
        $healed = $site->alive() === 48 && $site->held() === 0 && $report->ok()
            && how_often_presented($site) === '48 logins presented once, none revoked';
        preg_match('/Maximum execution time|DomainException: alarm|complete/', $output, $said);
        preg_match('/(exit|signal) \d+$/', $output, $end);
        echo "$event in $place: ", $said[0] ?? trim($output), ', ', $end[0] ?? '?',
            $saved >= 10 || $place === 'page of keys' ? ', saved' : ", $saved saved", $in_order ? ', all in order' : '',
            $lost === 0 ? '' : ", $lost lost", $healed ? '' : ", then {$site->whoIsAlive()}, " . how_often_presented($site), "\n";
    }
}
?>
--EXPECTREGEX--
^time limit in internal PDO: Maximum execution time, exit 255, saved(, all in order)?
alarm in internal PDO: DomainException: alarm, exit 0, saved, all in order
(time limit, burnt in internal PDO: Maximum execution time, exit 255, saved(, all in order)?
hard limit, burnt in internal PDO: Maximum execution time, exit 255, saved(, all in order)?
)?time limit in statement of its own: Maximum execution time, exit 255, saved(, all in order)?
alarm in statement of its own: DomainException: alarm, exit 0, saved, all in order
(time limit, burnt in statement of its own: Maximum execution time, exit 255, saved(, all in order)?
hard limit, burnt in statement of its own: Maximum execution time, exit 255, saved(, all in order)?
)?time limit in page of keys: Maximum execution time, exit 255, saved(, all in order)?
alarm in page of keys: DomainException: alarm, exit 0, saved, all in order(
time limit, burnt in page of keys: Maximum execution time, exit 255, saved(, all in order)?
hard limit, burnt in page of keys: Maximum execution time, exit 255, saved(, all in order)?)?$
