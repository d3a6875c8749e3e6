--TEST--
Code of the site's that returns by reference is understood: a store, a session's closures, a transport
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
final class ReferringStore implements Coop\TokenStore
{
    public array $list = [];
    public ?Coop\StoredTokens $found = null;

    public function __construct(public Coop\TokenSet $tokens)
    {
    }

    public function &getExpiringTokens(?DateTimeInterface $before = null, ?int $limit = null, ?Coop\StoredTokens $after = null): array
    {
        $this->list = $after ? [] : [new Coop\StoredTokens('ann', $this->tokens)];
        return $this->list;
    }

    public function &findTokens(string|int $userId): ?Coop\StoredTokens
    {
        $this->found = new Coop\StoredTokens('ann', $this->tokens);
        return $this->found;
    }

    public function saveNewTokens(string|int $userId, Coop\TokenSet $tokens, ?Coop\TokenSet $replaces = null): bool
    {
        $this->tokens = $tokens;
        return true;
    }

    public function removeTokens(string|int $userId): void
    {
    }

    public function id(): string
    {
        return 'referring';
    }
}

$answer = null;
$transport = function &() use (&$answer): Coop\Response {
    $answer = new Coop\Response(200, [], '{"access_token":"a2","refresh_token":"r2","token_type":"Bearer","expires_in":3600}');
    return $answer;
};
$client = new Coop\Client(new Coop\Provider('site', 'https://site.example/token'), 'id', 'secret', transport: $transport);
$expired = Coop\TokenSet::fromArray(['access_token' => 'a1', 'refresh_token' => 'r1', 'expires_at' => 1000]);

$store = new ReferringStore($expired);
$journal = __DIR__ . '/own_store_success_by_reference.journal';
$manager = new Coop\TokenManager($client, $store, $journal, leases: new Coop\PdoLeases(new PDO('sqlite::memory:'), 'referring'));
echo 'a store: ', $manager->refreshExpiring()->counts['saved'], ' saved, ', $store->tokens->refreshToken(), "\n";

$stored = $expired->toArray();
$read = function &() use (&$stored): ?array {
    return $stored;
};
$session = new Coop\SessionTokenStore($read, function (?array $tokens) use (&$stored): void {
    $stored = $tokens;
});
$tokens = (new Coop\TokenManager($client, $session))->refresh(Coop\SessionTokenStore::USER);
echo 'a session: ', $tokens->refreshToken(), ', ', $stored['refresh_token'], "\n";
?>
--CLEAN--
<?php
$journal = __DIR__ . '/own_store_success_by_reference.journal';
array_map('unlink', glob("$journal/*"));
@rmdir($journal);
?>
--EXPECT--
a store: 1 saved, r2
a session: r2, r2
