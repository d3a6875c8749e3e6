--TEST--
Scopes: texts and actions; what is no scope is refused before anything is sent
--EXTENSIONS--
coop
--FILE--
<?php
$client = new Coop\Client(new Coop\Provider('x', 'https://a.example/token'), 'id', transport: function (string $method, string $url, array $headers, string $body) {
    parse_str($body, $form);
    echo isset($form['scope']) ? "sent: {$form['scope']}\n" : "sent without\n";
    return new Coop\Response(200, [], '{"access_token":"a"}');
});
foreach ([[], ['profile'], [Coop\Action::EggsCount, 'profile', Coop\Action::BarnUnlock], ['https://www.googleapis.com/auth/userinfo.email', '!#[]~'], ['a b'], [''], ['a"'], ['a\\'],
    ["a\n"], ['ü'], [1], [null], [['a']], [Coop\ClientAuthMethod::None], ['key' => 'a']] as $scope) {
    foreach ([fn () => $client->clientCredentials($scope), fn () => $client->password('ann', 'pw', $scope), fn () => $client->refresh('r', $scope)] as $grant) {
        try {
            $grant();
        } catch (Error $e) {
            echo $e::class, ': ', $e->getMessage(), "\n";
        }
    }
}
$client->refresh('r');
?>
--EXPECT--
sent without
sent without
sent without
sent: profile
sent: profile
sent: profile
sent: eggs-count profile barn-unlock
sent: eggs-count profile barn-unlock
sent: eggs-count profile barn-unlock
sent: https://www.googleapis.com/auth/userinfo.email !#[]~
sent: https://www.googleapis.com/auth/userinfo.email !#[]~
sent: https://www.googleapis.com/auth/userinfo.email !#[]~
ValueError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::password(): Argument #3 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::password(): Argument #3 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::password(): Argument #3 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::password(): Argument #3 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::password(): Argument #3 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::password(): Argument #3 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
ValueError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes
TypeError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::password(): Argument #3 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::password(): Argument #3 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::password(): Argument #3 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::clientCredentials(): Argument #1 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::password(): Argument #3 ($scope) must be a list of strings and Coop\Action cases
TypeError: Coop\Client::refresh(): Argument #2 ($scope) must be a list of strings and Coop\Action cases
sent: a
sent: a
sent: a
sent without
