--TEST--
A login that was refused until it ended is tried once a day for a week, and says nothing about the client
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site(['mode' => 'no_rotation']);
$site->users(['ann', 'bob']);
$site->server->script(['login' => 'u1', 'status' => 403, 'body' => '{"error":"access_denied"}', 'times' => 0]);
$run = static function (?DateTimeImmutable $before = null) use ($site): void {
    show($site->manager()->refreshExpiring($before, onResult: static function (Coop\RefreshResult $result): void {
        if ($result->error instanceof Coop\ReauthorizationRequiredException) {
            echo "$result->userId, {$result->error->reason}: ";
        }
    }));
};
for ($day = 0; $day < 3; $day++) {
    $run(new DateTimeImmutable('+1 month'));
    $site->letPass(86401);
}
echo "-- she alone is due\n";
for ($day = 1; $day <= 8; $day++) {
    $site->pdo->exec("UPDATE users SET coopAccessExpiresAt = '2040-01-01' WHERE email = 'bob'");
    $run();
    $site->letPass(86401);
}
?>
--EXPECT--
{"saved":1,"rejected":1} of 2, complete, ok
{"saved":1,"rejected":1} of 2, complete, ok
ann, refused: {"saved":1,"reauthorization_required":1} of 2, complete, ok
-- she alone is due
ann, refused: {"reauthorization_required":1} of 1, complete, ok
ann, refused: {"reauthorization_required":1} of 1, complete, ok
ann, refused: {"reauthorization_required":1} of 1, complete, ok
ann, refused: {"reauthorization_required":1} of 1, complete, ok
ann, refused: {"reauthorization_required":1} of 1, complete, ok
ann, refused: {"reauthorization_required":1} of 1, complete, ok
ann, refused: {"reauthorization_required":1} of 1, complete, ok
{} of 0, complete, ok
