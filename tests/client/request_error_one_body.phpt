--TEST--
Client::request(): one body at most; a body that cannot be written is refused before anything is sent
--EXTENSIONS--
coop
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/../inc/fault_server.inc';
$server = FaultServer::start();
$client = new Coop\Client(new Coop\Provider('x', "$server->http/token", apiBaseUrl: "$server->http/api"));
final class Egg implements JsonSerializable
{
    public function jsonSerialize(): mixed
    {
        throw new DomainException('rotten');
    }
}
$circle = [];
$circle['self'] = &$circle;
$file = fopen('php://memory', 'r');
foreach ([['form' => ['a' => 1], 'json' => [1]], ['form' => ['a' => 1], 'body' => 'x'], ['json' => 0, 'body' => ''], ['form' => ['a' => 1], 'json' => false, 'body' => 'x'],
    ['json' => NAN], ['json' => [INF]], ['json' => "\xff"], ['json' => $circle], ['json' => $file], ['json' => new Egg()],
    ['json' => Coop\TokenSet::fromArray(['access_token' => 'a'])], ['form' => ['a' => 1], 'json' => null], ['json' => [], 'form' => []]] as $bodies) {
    try {
        echo $client->request('POST', '/x', ...$bodies)->json()['body'] ?? 'sent', "\n";
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
$circle = null;
echo $server->stats()['requests'], " requests\n";
?>
--EXPECT--
ValueError: Coop\Client::request(): Argument #8 ($body) cannot be given together with $form or $json
ValueError: Coop\Client::request(): Argument #8 ($body) cannot be given together with $form or $json
ValueError: Coop\Client::request(): Argument #8 ($body) cannot be given together with $form or $json
ValueError: Coop\Client::request(): Argument #8 ($body) cannot be given together with $form or $json
ValueError: Coop\Client::request(): Argument #6 ($json) cannot be written as JSON
ValueError: Coop\Client::request(): Argument #6 ($json) cannot be written as JSON
ValueError: Coop\Client::request(): Argument #6 ($json) cannot be written as JSON
ValueError: Coop\Client::request(): Argument #6 ($json) cannot be written as JSON
ValueError: Coop\Client::request(): Argument #6 ($json) cannot be written as JSON
DomainException: rotten
Error: Coop\TokenSet cannot be written as JSON, because JSON would show its tokens: use toArray()
sent
sent
2 requests
