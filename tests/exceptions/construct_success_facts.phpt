--TEST--
Every exception has a public constructor: the message, its facts in order, the previous exception
--EXTENSIONS--
coop
--FILE--
<?php
$previous = new Exception('before');
$response = new Coop\Response(500);
$all = [
    [new Coop\TransportException('m', true, 'tls', $previous), ['requestSent', 'phase']],
    [new Coop\OAuthErrorException('m', 'e', 'd', 'u', 400, 5, $previous), ['error', 'errorDescription', 'errorUri', 'status', 'retryAfter']],
    [new Coop\ReauthorizationRequiredException('m', 'ann', 'no_tokens', $previous), ['userId', 'reason']],
    [new Coop\ApiErrorException('m', $response, 'e', 'd', 500, $previous), ['error', 'errorDescription', 'status']],
    [new Coop\InvalidResponseException('m', 200, 'salvaged', $previous), ['status']],
    [new Coop\CallbackException('m', 'state_missing', $previous), ['reason']],
    [new Coop\StoreException('m', 'CREATE', $previous), ['sql']],
    [new Coop\LeaseException('m', 0, $previous), []],
    [new Coop\CoopException('m', 0, $previous), []],
];
foreach ($all as [$e, $facts]) {
    echo $e::class, ' ', $e->getMessage(), ' ', json_encode(array_map(fn ($fact) => $e->$fact, $facts)), ' ', $e->getPrevious()->getMessage(), ' ',
        $e instanceof Coop\CoopException ? 'CoopException' : '?', ' ', (new ReflectionClass($e))->isFinal() ? 'final' : 'open', "\n";
}
var_dump($all[3][0]->response === $response, $all[4][0]->salvagedRefreshToken());

// defaults
foreach (['TransportException', 'OAuthErrorException', 'ReauthorizationRequiredException', 'InvalidResponseException', 'CallbackException', 'StoreException'] as $class) {
    $class = "Coop\\$class";
    $e = new $class();
    $facts = array_diff_key(get_object_vars($e), array_flip(['message', 'string', 'code', 'file', 'line', 'trace', 'previous']));
    echo $class, ' ', json_encode($e->getMessage()), ' ', json_encode($facts), "\n";
}
var_dump((new Coop\InvalidResponseException())->salvagedRefreshToken());
echo json_encode([(new Coop\OAuthErrorException(context: ['next' => '/x']))->context, (new Coop\CallbackException('m', 'r', null, [1]))->context]), "\n";

// a site's own subclass, a second construction, a fact that is overwritten
final class Mine extends Coop\TransportException
{
    public string $more = 'x';
}
$mine = new Mine('m', true);
var_dump($mine->requestSent, $mine->more);
foreach ([fn () => $mine->__construct(), fn () => $mine->requestSent = false, fn () => new Coop\ApiErrorException('m')] as $wrong) {
    try {
        $wrong();
    } catch (Error $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
Coop\TransportException m [true,"tls"] before CoopException open
Coop\OAuthErrorException m ["e","d","u",400,5] before CoopException open
Coop\ReauthorizationRequiredException m ["ann","no_tokens"] before CoopException open
Coop\ApiErrorException m ["e","d",500] before CoopException open
Coop\InvalidResponseException m [200] before CoopException open
Coop\CallbackException m ["state_missing"] before CoopException open
Coop\StoreException m ["CREATE"] before CoopException open
Coop\LeaseException m [] before CoopException open
Coop\CoopException m [] before CoopException open
bool(true)
string(8) "salvaged"
Coop\TransportException "" {"requestSent":false,"phase":"connect"}
Coop\OAuthErrorException "" {"error":null,"errorDescription":null,"errorUri":null,"status":null,"retryAfter":null,"context":[]}
Coop\ReauthorizationRequiredException "" {"userId":null,"reason":"invalid_grant"}
Coop\InvalidResponseException "" {"status":0}
Coop\CallbackException "" {"reason":"state_unknown","context":[]}
Coop\StoreException "" {"sql":null}
NULL
[{"next":"\/x"},[1]]
bool(true)
string(1) "x"
Error: Coop\TransportException::__construct() cannot be called twice
Error: Cannot modify readonly property Coop\TransportException::$requestSent
ArgumentCountError: Coop\ApiErrorException::__construct() expects at least 2 arguments, 1 given
