--TEST--
Response: what is not JSON is an InvalidResponseException; wrong arguments are named
--EXTENSIONS--
coop
--FILE--
<?php
foreach (['', 'x', '{"a":1,}', str_repeat('[', 40) . str_repeat(']', 40), "\"\xff\""] as $body) {
    try {
        (new Coop\Response(201, [], $body))->json();
        echo "fine\n";
    } catch (Coop\InvalidResponseException $e) {
        echo $e->status, ' ', $e->getMessage(), "\n";
    }
}
foreach ([fn () => new Coop\Response(99), fn () => new Coop\Response(200, ['a']), fn () => new Coop\Response(200, ['a' => 1]), fn () => new Coop\Response(200, ['a' => [1]]),
    fn () => clone new Coop\Response(200), fn () => serialize(new Coop\Response(200)), fn () => (new Coop\Response(200))->__construct(200)] as $wrong) {
    try {
        $wrong();
    } catch (Throwable $e) {
        echo $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
201 The API gave an answer with status 201 that is not JSON
201 The API gave an answer with status 201 that is not JSON
201 The API gave an answer with status 201 that is not JSON
201 The API gave an answer with status 201 that is not JSON
201 The API gave an answer with status 201 that is not JSON
ValueError: Coop\Response::__construct(): Argument #1 ($status) must be an HTTP status of three digits
TypeError: Coop\Response::__construct(): Argument #2 ($headers) must be an array with names as keys, and strings or lists of strings as values
TypeError: Coop\Response::__construct(): Argument #2 ($headers) must be an array with names as keys, and strings or lists of strings as values
TypeError: Coop\Response::__construct(): Argument #2 ($headers) must be an array with names as keys, and strings or lists of strings as values
Error: Trying to clone an uncloneable object of class Coop\Response
Exception: Serialization of 'Coop\Response' is not allowed
Error: Coop\Response::__construct() cannot be called twice
