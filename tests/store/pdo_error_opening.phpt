--TEST--
A store that is used while its function opens the connection keeps one connection, and the use that opened another is refused
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';

final class Counted extends PDO
{
    public static int $open = 0, $opened = 0;
    public readonly int $number;

    public function __construct(string $source)
    {
        self::$open++;
        $this->number = ++self::$opened;
        parent::__construct($source);
    }

    public function commit(): bool
    {
        echo "  commit of connection $this->number\n";
        return parent::commit();
    }

    public function __destruct()
    {
        self::$open--;
    }
}

$file = tempnam(sys_get_temp_dir(), 'coop');
users(['ann' => '2020-01-01', 'bob' => '2020-01-01'], 'DateTime', new PDO("sqlite:$file"));
(new Coop\PdoTokenStore(new PDO("sqlite:$file")))->installSchema();
$save = function (Coop\PdoTokenStore $store, string $user, string $token): void {
    try {
        $said = json_encode($store->saveNewTokens($user, tokens($token, $token)));
    } catch (Error $e) {
        $said = $e::class . ': ' . $e->getMessage();
    }
    echo "  $user $token: $said\n";
};

echo "in a fiber, which waits\n";
$store = new Coop\PdoTokenStore(function () use ($file) {
    $pdo = new Counted("sqlite:$file");
    Fiber::getCurrent() && Fiber::suspend();
    return $pdo;
});
$fiber = new Fiber($save);
$fiber->start($store, 'ann', 'first');
$save($store, 'bob', 'second');
$fiber->resume();
$save($store, 'bob', 'third');
echo '  open: ', Counted::$open, "\n";
unset($store, $fiber);
echo '  at last: ', Counted::$open, "\n";

echo "by the function itself\n";
$depth = 0;
$store = new Coop\PdoTokenStore(function () use ($file, &$store, &$depth) {
    if ($depth++ === 0) {
        echo '  within: ', $store->findTokens('bob')->tokens->accessToken(), "\n";
    }
    return new Counted("sqlite:$file");
});
$save($store, 'ann', 'fourth');
$save($store, 'ann', 'fifth');
echo '  open: ', Counted::$open, "\n";
$store = null; // the function refers to it
unlink($file);
--EXPECT--
in a fiber, which waits
  commit of connection 2
  bob second: true
  ann first: Error: The token store's connection is used while it is being opened
  commit of connection 2
  bob third: true
  open: 1
  at last: 0
by the function itself
  within: third
  ann fourth: Error: The token store's connection is used while it is being opened
  commit of connection 3
  ann fifth: true
  open: 1
