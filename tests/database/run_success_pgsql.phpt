--TEST--
What PostgreSQL can do to a run: what cannot be saved is not sent, what is sent is saved, and each token is sent once
--EXTENSIONS--
coop
pdo
pdo_sqlite
pdo_pgsql
mysqlnd
pdo_mysql
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/rows.inc';
all_rows('pgsql');
?>
--EXPECT--
beginTransaction(): StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, 6 of 6 alive, reused 0, uses {"0":6}, held 0
the same with PdoLeases: StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, 6 of 6 alive, reused 0, uses {"0":6}, held 0
exec('BEGIN'): StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, 6 of 6 alive, reused 0, uses {"0":6}, held 0
after it: {"saved":6} complete, 6 of 6 alive, reused 0, uses {"1":6}, held 0
read-only: StoreException: The token store's database refused a statement, 6 of 6 alive, reused 0, uses {"0":6}, held 0
full: StoreException: The token store's database refused a statement, 6 of 6 alive, reused 0, uses {"0":6}, held 0
no companion table: The table "coop_refresh" is missing and cannot be made here: run the SQL of this exception with an account that may CREATE TABLE IF NOT EXISTS "coop_refresh" (
with its SQL run: {"saved":6} complete, 6 of 6 alive, reused 0, uses {"1":6}, held 0
short column: ALTER TABLE "users" ALTER COLUMN "coopAccessToken" TYPE TEXT; 6 of 6 alive, reused 0, uses {"0":6}
short column: ALTER TABLE "users" ALTER COLUMN "coopRefreshToken" TYPE TEXT; 6 of 6 alive, reused 0, uses {"0":6}
with its SQL run: {"saved":6} complete, 6 of 6 alive, reused 0, uses {"1":6}, held 0
modes: the same in each, and put back
somebody in the way: everybody saved, each token sent once
connection killed, with a function that opens another: everybody saved, each token sent once
killed before a run: {"saved":3} complete, 3 of 3 alive, reused 0, uses {"1":3}, held 0
killed before a page: its tokens
locked meanwhile: {"saved":3} complete, 3 of 3 alive, reused 0, uses {"1":3}, held 0
a row that is locked when its turn comes: {"saved":20} complete, 20 of 20 alive, reused 0, uses {"1":20}, held 0
a row that is locked until the end: {"saved":19,"leased":1} complete, 20 of 20 alive, reused 0, uses {"0":1,"1":19}, held 0
and is free again: {"saved":1} complete, 20 of 20 alive, reused 0, uses {"1":20}, held 0
a trigger against one: {"saved":63,"unsaveable":1} complete, not ok, 63 of 64 alive, reused 0, uses {"1":64}, held 0
without it: {} complete, 64 of 64 alive, reused 0, uses {"1":64}, held 0
tokens that do not fit: {"unsaveable":3} complete, not ok, 0 of 3 alive, reused 0, uses {"1":3}, held 0
with wider columns: {} complete, 3 of 3 alive, reused 0, uses {"1":3}, held 0
names and tokens that differ in case only: {"saved":4}
coopAccessToken: {"superseded":1} {"bob":"refresh"}
coopRefreshToken: {"superseded":1} {"bob":"refresh "}
the same tokens again: {"saved":1}
the same tokens again: {"saved":1}
a store of one's own, four crons: 60 of 60 alive, reused 0, uses {"1":60}, held 0
everybody: 40 succeeded, 40 told; 20 of 20 alive, reused 0, uses {"1":20}; 20 of 20 alive, reused 0, uses {"0":20}
cured: 40 succeeded, 40 told; 40 of 40 alive, reused 0, uses {"1":40}, held 0
connection killed, and there is no other: StoreException at once, the next run saves what was received
filling: Coop\StoreException: The token store's database refused a statement SQLSTATE[53100]: Disk full: 7 ERROR:  refused; some are saved, then hardly one was sent, neither in the table nor in the journal: 0
  the next run: 30 of 30 alive, 30 sent
