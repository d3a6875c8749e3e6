--TEST--
A client that its own $transport holds is collected like everything else
--EXTENSIONS--
coop
--FILE--
<?php
function circle(): WeakReference
{
    $client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token'), transport: function () use (&$client) {
        return new Coop\Response(200, ['X' => (string) ($client instanceof Coop\Client)]);
    });
    echo $client->request('GET', 'https://a.example/')->header('x'), "\n";
    return WeakReference::create($client);
}
$weak = circle();
var_dump($weak->get() !== null, gc_collect_cycles() > 0, $weak->get());
?>
--EXPECT--
1
bool(true)
bool(true)
NULL
