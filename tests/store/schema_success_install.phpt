--TEST--
installSchema() runs what schemaSql() says, as often as one likes
--EXTENSIONS--
coop
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/users.inc';
$pdo = users(['bob' => '2020-01-01']);
$store = new Coop\PdoTokenStore($pdo);
$before = $pdo->query("SELECT sql FROM sqlite_master WHERE name = 'users'")->fetchColumn();
foreach ($store->schemaSql() as $sql) {
    echo $sql, ";\n";
}
$list = fn () => implode(' ', $pdo->query("SELECT name FROM sqlite_master WHERE name LIKE 'coop%' ORDER BY 1")->fetchAll(PDO::FETCH_COLUMN)) . "\n";
echo $list();
$store->installSchema();
$store->installSchema();
echo $list();
$store->saveNewTokens('bob', tokens('a', 'r'));
$store->installSchema();
echo $pdo->query('SELECT user_key FROM coop_refresh')->fetchColumn(), "\n";
var_dump($before === $pdo->query("SELECT sql FROM sqlite_master WHERE name = 'users'")->fetchColumn());
array_map($pdo->exec(...), $store->schemaSql());

/* The index is what a page of due rows is read by. */
$plan = $pdo->query("EXPLAIN QUERY PLAN SELECT 1 FROM users AS u WHERE u.coopAccessExpiresAt >= 'a' AND u.coopAccessExpiresAt < 'b' AND (u.coopAccessExpiresAt > 'a' OR u.email > 'x') ORDER BY u.coopAccessExpiresAt, u.email LIMIT 5");
echo $plan->fetchAll()[0]['detail'], "\n";
--EXPECT--
CREATE TABLE IF NOT EXISTS "coop_refresh" (
  store         VARCHAR(190) NOT NULL,
  user_key      VARCHAR(190) NOT NULL,
  holder        VARCHAR(64)  NOT NULL DEFAULT '',
  until_ts      BIGINT       NOT NULL DEFAULT 0,
  done_ts       BIGINT       NOT NULL DEFAULT 0,
  token_fp      VARCHAR(32)  NOT NULL DEFAULT '',
  fp            VARCHAR(32)  NOT NULL DEFAULT '',
  strikes       INT          NOT NULL DEFAULT 0,
  since_ts      BIGINT       NOT NULL DEFAULT 0,
  next_ts       BIGINT       NOT NULL DEFAULT 0,
  reason        VARCHAR(40),
  started_ts    BIGINT       NOT NULL DEFAULT 0,
  transactions  INT          NOT NULL DEFAULT 0,
  store_id      VARCHAR(32)  NOT NULL DEFAULT '',
  PRIMARY KEY (store, user_key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "coop_refresh_users_coopAccessExpiresAt" ON "users" ("coopAccessExpiresAt", "email");

coop_refresh coop_refresh_users_coopAccessExpiresAt
bob
bool(true)
SEARCH u USING COVERING INDEX coop_refresh_users_coopAccessExpiresAt (coopAccessExpiresAt>? AND coopAccessExpiresAt<?)
