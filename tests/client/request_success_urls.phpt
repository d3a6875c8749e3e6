--TEST--
Client::request(): relative paths stay behind apiBaseUrl whatever is in their query, and a query is appended
--EXTENSIONS--
coop
--FILE--
<?php
$client = fn (?string $base) => new Coop\Client(new Coop\Provider('x', 'https://a.example/token', apiBaseUrl: $base),
    transport: fn (string $method, string $url) => new Coop\Response(200, [], $url));
$get = function (string $url, array $query = [], ?string $base = 'https://a.example/api/') use ($client): void {
    try {
        echo $client($base)->request('GET', $url, query: $query)->body, "\n";
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
};
$get('/eggs');
$get('eggs/1');
$get('//evil.example/eggs');
$get('@evil.example');
$get('.evil.example');
$get(':1@evil.example/');
$get('?page=2');
$get('/eggs?next=https://b.example/');
$get('/eggs', ['next' => 'https://b.example/', 'n' => [1, 2], 'yes' => true, 'none' => null]);
$get('/eggs?a=1', ['b' => 2]);
$get('https://b.example/x?', ['b' => '2 3']);
$get('HTTPS://b.example/x');
$get('/eggs#part');
$get('/ä');
$get('/a b');
$get('ftp://b.example/');
$get('file:///etc/passwd');
$get('/eggs', base: null);
$get('', base: null);
$get('');
?>
--EXPECT--
https://a.example/api/eggs
https://a.example/api/eggs/1
https://a.example/api/evil.example/eggs
https://a.example/api/@evil.example
https://a.example/api/.evil.example
https://a.example/api/:1@evil.example/
https://a.example/api/?page=2
https://a.example/api/eggs?next=https://b.example/
https://a.example/api/eggs?next=https%3A%2F%2Fb.example%2F&n%5B0%5D=1&n%5B1%5D=2&yes=1
https://a.example/api/eggs?a=1&b=2
https://b.example/x?&b=2+3
HTTPS://b.example/x
Coop\Client::request(): Argument #2 ($url) must not contain a fragment
Coop\Client::request(): Argument #2 ($url) must not contain spaces, backslashes or other characters that a URL writes with a percent sign
Coop\Client::request(): Argument #2 ($url) must not contain spaces, backslashes or other characters that a URL writes with a percent sign
Coop\Client::request(): Argument #2 ($url) must be an absolute http:// or https:// URL
Coop\Client::request(): Argument #2 ($url) must be an absolute http:// or https:// URL
Coop\Client::request(): Argument #2 ($url) must be an absolute http:// or https:// URL, because the provider "x" has no $apiBaseUrl
Coop\Client::request(): Argument #2 ($url) must be an absolute http:// or https:// URL, because the provider "x" has no $apiBaseUrl
Coop\Client::request(): Argument #2 ($url) must be an absolute http:// or https:// URL
