--TEST--
id() names the database's store: the same in every process, another for another
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$file = __DIR__ . '/id_success';
$ids = [];
foreach (['1', '2'] as $which) {
    @unlink("$file.$which");
    users([], 'DateTime', new PDO("sqlite:$file.$which"))->exec('CREATE TABLE more AS SELECT * FROM users');
}
$first = new Coop\PdoTokenStore(new PDO("sqlite:$file.1"));
echo preg_replace('/[0-9a-f]{32}$/', '(32 hex digits)', $first->id()), "\n";
var_dump($first->id() === $first->id());
var_dump($first->id() === (new Coop\PdoTokenStore(fn () => new PDO("sqlite:$file.1")))->id());
var_dump($first->id() === (new Coop\PdoTokenStore(new PDO("sqlite:$file.2")))->id());
var_dump($first->id() === (new Coop\PdoTokenStore(new PDO("sqlite:$file.1"), 'more'))->id());
$pdo = new PDO("sqlite:$file.1");
echo implode(' ', $pdo->query("SELECT store || '/' || user_key FROM coop_refresh ORDER BY 1")->fetchAll(PDO::FETCH_COLUMN)), "\n";
--EXPECT--
pdo:(32 hex digits)
bool(true)
bool(true)
bool(false)
bool(false)
more/ users/
--CLEAN--
<?php
array_map(unlink(...), glob(__DIR__ . '/id_success.[12]'));
