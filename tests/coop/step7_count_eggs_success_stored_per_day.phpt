--TEST--
COOP, step 7: every user's eggs are counted and stored per day, with tokens refreshed where it is due
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/coop_server.inc'; CoopServer::skipUnlessInstalled(); ?>
--FILE--
<?php
require __DIR__ . '/topcluck.inc';
$site = new TopCluck();
$site->logEverybodyIn();
$collected = [];
foreach (CoopServer::FARMERS as $email) {
    $result = $site->manager->account($email)->perform(Coop\Action::EggsCollect);
    $collected[$email] = $result->data;
    $again = $site->manager->account($email)->perform(Coop\Action::EggsCollect); // once in 20 seconds
    if (!$result->success || $result->data < 2 || $result->data > 5 || $again->data !== null) {
        echo "$email: unexpected\n";
    }
}
$site->letTokensExpire();

$save = $site->pdo->prepare('INSERT INTO egg_count VALUES (?, ?, ?) ON CONFLICT (email, day) DO UPDATE SET count = excluded.count');
$count = function () use ($site, $save): int {
    return $site->manager->performForAll(Coop\Action::EggsCount, function (string $userId, Coop\ActionResult|Coop\CoopException $result) use ($save) {
        if ($result instanceof Coop\CoopException) {
            echo "$userId: ", $result->getMessage(), "\n";
            return;
        }
        $save->execute([$userId, gmdate('Y-m-d'), $result->data]);
    });
};
var_dump($count(), $count());
$counts = $site->pdo->query('SELECT email, count FROM egg_count')->fetchAll(PDO::FETCH_KEY_PAIR);
ksort($counts);
ksort($collected);
var_dump($counts == $collected, $site->liveLogins());
?>
--EXPECT--
int(6)
int(6)
bool(true)
int(6)
