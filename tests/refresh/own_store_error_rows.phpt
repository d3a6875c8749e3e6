--TEST--
A store of the site's own that names a user twice, has one without an id, or refuses one's tokens: nobody else suffers
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
require __DIR__ . '/own_store.inc';

/** Its list comes from a JOIN. */
final class JoinedStore implements Coop\TokenStore
{
    public function __construct(public readonly ArrayStore $rows)
    {
    }

    public function getExpiringTokens(?DateTimeInterface $before = null, ?int $limit = null, ?Coop\StoredTokens $after = null): array
    {
        $list = $this->rows->getExpiringTokens($before, intdiv($limit, 2), $after);
        return array_merge($list, $list);
    }

    public function findTokens(string|int $userId): ?Coop\StoredTokens
    {
        return $this->rows->findTokens($userId);
    }

    public function saveNewTokens(string|int $userId, Coop\TokenSet $tokens, ?Coop\TokenSet $replaces = null): bool
    {
        return $this->rows->saveNewTokens($userId, $tokens, $replaces);
    }

    public function removeTokens(string|int $userId): void
    {
    }

    public function id(): string
    {
        return 'joined';
    }
}

$site = new Site();
$store = new ArrayStore();
$login = static function (string $user) use ($site, $store): string {
    [$login] = $site->server->seed();
    $store->rows[$user] = ['access_token' => $login['access_token'], 'refresh_token' => $login['refresh_token'],
        'expires_at' => time() - 3600];
    return $login['refresh_token'];
};
$users = ['ann', 'bob', 'cid', 'dan'];
$tokens = array_map($login, array_combine($users, $users));
echo "-- twice\n";
show($site->manager(store: new JoinedStore($store), leases: new Coop\PdoLeases($site->pdo, 'joined'))->refreshExpiring());
echo $store->whoIsAlive($site->server), ', ', $site->howOftenSent($tokens), "\n";
echo "-- without an id\n";
$tokens = array_map($login, array_combine($users, $users)) + ['' => $login('')];
$manager = $site->manager(store: $store, leases: new Coop\PdoLeases($site->pdo, 'site'));
show($manager->refreshExpiring());
echo $store->whoIsAlive($site->server), ', ', $site->howOftenSent($tokens), "\n";
attempt(fn () => $manager->refresh(''));
unset($store->rows['']);
echo "-- nobody but logins that have ended: each is tried once a day, and says nothing about the server\n";
$month = new DateTimeImmutable('+1 month');
$eve = $login('eve');
foreach ($users as $user) {
    $site->server->revoke($store->rows[$user]['refresh_token']);
}
for ($day = 1; $day <= 3; $day++) {
    if ($day === 3) {
        unset($store->rows['eve']);
    }
    show($manager->refreshExpiring($month));
    $site->pdo->exec('UPDATE coop_refresh SET next_ts = next_ts - 86401 WHERE next_ts > 0');
}
echo "-- a login is a new beginning\n";
$login('ann');
show($manager->refreshExpiring($month));
echo "-- a row that the database of the store refuses\n";
$store->rows = [];
$tokens = array_map($login, array_combine($users, $users));
$store->beforeSave = static function (string $user) use ($site): void {
    $user === 'bob' && $site->pdo->exec("INSERT INTO coop_refresh (store, user_key) VALUES (NULL, '')");
};
show($manager->refreshExpiring(timeLimit: 5));
echo $store->whoIsAlive($site->server), ', ', $site->howOftenSent($tokens), "\n";
?>
--EXPECT--
-- twice
{"saved":4} of 4, complete, ok
all 4 alive, 4 tokens sent once
-- without an id
{"saved":4} of 4, complete, ok
all 5 alive, 1 token never sent, 4 tokens sent once
Coop\ReauthorizationRequiredException: The user "" has to log in again: the token store has no tokens of this user
-- nobody but logins that have ended: each is tried once a day, and says nothing about the server
{"saved":1,"rejected":4} of 5, complete, ok
{"saved":1,"reauthorization_required":4} of 5, complete, ok
{"reauthorization_required":4} of 4, complete, ok
-- a login is a new beginning
{"saved":1,"reauthorization_required":3} of 4, complete, ok
-- a row that the database of the store refuses
{"saved":3,"unsaveable":1} of 4, complete, not ok
3 of 4 alive, 4 tokens sent once
