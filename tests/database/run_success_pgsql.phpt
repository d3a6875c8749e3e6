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
beginTransaction(): StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, all 6 alive, no token reused, 6 tokens never sent, no leases held
the same with PdoLeases: StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, all 6 alive, no token reused, 6 tokens never sent, no leases held
exec('BEGIN'): StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, all 6 alive, no token reused, 6 tokens never sent, no leases held
after it: {"saved":6} complete, all 6 alive, no token reused, 6 tokens sent once, no leases held
read-only: StoreException: The token store's database refused a statement: SQLSTATE 25006, error 7 (the connection is lost, or leads to a server that cannot be written), table "users", all 6 alive, no token reused, 6 tokens never sent, no leases held
full: StoreException: The token store's database refused a statement: SQLSTATE 53100, error 7, table "users", all 6 alive, no token reused, 6 tokens never sent, no leases held
no companion table: The companion table "coop_refresh" is missing, and this account may not make it: run this exception's $sql with an account that may CREATE TABLE IF NOT EXISTS "coop_refresh" (
with its SQL run: {"saved":6} complete, all 6 alive, no token reused, 6 tokens sent once, no leases held
short column: ALTER TABLE "users" ALTER COLUMN "coopAccessToken" TYPE TEXT; all 6 alive, no token reused, 6 tokens never sent
short column: ALTER TABLE "users" ALTER COLUMN "coopRefreshToken" TYPE TEXT; all 6 alive, no token reused, 6 tokens never sent
with its SQL run: {"saved":6} complete, all 6 alive, no token reused, 6 tokens sent once, no leases held
modes: the same in each, and put back
somebody in the way: everybody saved, each token sent once
connection killed, with a function that opens another: everybody saved, each token sent once
killed at the verdict: {"saved":5,"rejected":1} complete, 5 of 6 alive, no token reused, 6 tokens sent once, no leases held
deadlock: the other has won, then everybody was saved
killed before a run: {"saved":3} complete, all 3 alive, no token reused, 3 tokens sent once, no leases held
killed before a page: its tokens
locked meanwhile: {"saved":3} complete, all 3 alive, no token reused, 3 tokens sent once, no leases held
a row that is locked when its turn comes: {"saved":20} complete, all 20 alive, no token reused, 20 tokens sent once, no leases held
a row that is locked until the end: {"saved":19,"leased":1} complete, all 20 alive, no token reused, 1 token never sent, 19 tokens sent once, no leases held
and is free again: {"saved":1} complete, all 20 alive, no token reused, 20 tokens sent once, no leases held
a trigger against one: {"saved":63,"unsaveable":1} complete, not ok, 63 of 64 alive, no token reused, 64 tokens sent once, no leases held
without it: {} complete, all 64 alive, no token reused, 64 tokens sent once, no leases held
tokens that do not fit: {"unsaveable":3} complete, not ok, none of 3 alive, no token reused, 3 tokens sent once, no leases held
with wider columns: {} complete, all 3 alive, no token reused, 3 tokens sent once, no leases held
names and tokens that differ in case only: {"saved":4}
coopAccessToken: {"superseded":1} {"bob":"refresh"}
coopRefreshToken: {"superseded":1} {"bob":"refresh "}
the same tokens again: {"saved":1}
the same tokens again: {"saved":1}
a store of one's own, four crons: all 60 alive, no token reused, 60 tokens sent once, no leases held
everybody: 40 succeeded, 40 told; all 20 alive, no token reused, 20 tokens sent once; all 20 alive, no token reused, 20 tokens never sent
refused at once: 20 succeeded, 40 told; all 40 alive, no token reused, 20 tokens never sent, 20 tokens sent once
cured: 40 succeeded, 40 told; all 40 alive, no token reused, 20 tokens never sent, 20 tokens sent once, no leases held
connection killed, and there is no other: StoreException at once, the next run saves what was received
filling: Coop\StoreException: The token store's database refused a statement: SQLSTATE 53100, error 7, table "filling", a user SQLSTATE[53100]: Disk full: 7 ERROR:  refused; some are saved, then hardly one was sent, neither in the table nor in the journal: 0
  the next run: 30 of 30 alive, 30 sent
