--TEST--
A site's own exceptions extend ours: facts, code, previous, and what else they declare
--EXTENSIONS--
coop
--FILE--
<?php
class FarmDown extends Coop\TransportException
{
    public string $farm = 'north';
    private array $phases = ['own'];

    public function __construct(string $farm, ?Throwable $previous = null)
    {
        parent::__construct("$farm is down", true, 'receive', $previous);
        $this->farm = $farm;
        $this->code = 7;
    }
}
try {
    throw new FarmDown('south', new RuntimeException('wire'));
} catch (Coop\CoopException $e) {
    echo $e::class, " $e->farm ", $e->getCode(), ' ', $e->getMessage(), ' ', json_encode([$e->requestSent, $e->phase]), ' ', $e->getPrevious()->getMessage(), "\n";
}
foreach ([fn () => new Coop\TransportException([]), fn () => new Coop\TransportException('m', 'yes'), fn () => new Coop\OAuthErrorException('m', status: 'x'),
    fn () => new Coop\InvalidResponseException('m', 200, 's', new stdClass()), fn () => new Coop\ApiErrorException('m', new stdClass()), fn () => new Coop\TransportException('m', true, 'x', null, 1)] as $wrong) {
    try {
        echo $wrong()->getMessage(), "\n";
    } catch (Error $t) {
        echo $t::class, ': ', $t->getMessage(), "\n";
    }
}
foreach (['errorDescription' => 'd', 'status' => 418] as $name => $value) {
    $named = new Coop\OAuthErrorException('m', ...[$name => $value]);
    echo json_encode($named->$name), "\n";
}
?>
--EXPECT--
FarmDown south 7 south is down [true,"receive"] wire
TypeError: Coop\TransportException::__construct(): Argument #1 ($message) must be of type string, array given
m
TypeError: Coop\OAuthErrorException::__construct(): Argument #5 ($status) must be of type ?int, string given
TypeError: Coop\InvalidResponseException::__construct(): Argument #4 ($previous) must be of type ?Throwable, stdClass given
TypeError: Coop\ApiErrorException::__construct(): Argument #2 ($response) must be of type Coop\Response, stdClass given
ArgumentCountError: Coop\TransportException::__construct() expects at most 4 arguments, 5 given
"d"
418
