--TEST--
What SQLite can do to a run: what cannot be saved is not sent, what is sent is saved, and each token is sent once
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
all_rows('sqlite');
?>
--EXPECT--
beginTransaction(): StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, all 6 alive, no token reused, 6 tokens never sent, no leases held
the same with PdoLeases: StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, all 6 alive, no token reused, 6 tokens never sent, no leases held
exec('BEGIN'): StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, all 6 alive, no token reused, 6 tokens never sent, no leases held
after it: {"saved":6} complete, all 6 alive, no token reused, 6 tokens sent once, no leases held
read-only: StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database, all 6 alive, no token reused, 6 tokens never sent, no leases held
full: The token store's database refused a statement: SQLSTATE[HY000]: General error: 13 database or disk is full, all 6 alive, no token reused, 6 tokens never sent
modes: the same in each, and put back
somebody in the way: everybody saved, each token sent once
locked meanwhile: {"saved":3} complete, all 3 alive, no token reused, 3 tokens sent once, no leases held
a trigger against one: {"saved":63,"unsaveable":1} complete, not ok, 63 of 64 alive, no token reused, 64 tokens sent once, no leases held
without it: {} complete, all 64 alive, no token reused, 64 tokens sent once, no leases held
names and tokens that differ in case only: {"saved":4}
coopAccessToken: {"superseded":1} {"bob":"refresh"}
coopRefreshToken: {"superseded":1} {"bob":"refresh "}
the same tokens again: {"saved":1}
the same tokens again: {"saved":1}
a store of one's own, four crons: all 60 alive, no token reused, 60 tokens sent once, no leases held
everybody: 40 succeeded, 40 told; all 20 alive, no token reused, 20 tokens sent once; all 20 alive, no token reused, 20 tokens never sent
refused at once: 20 succeeded, 40 told; all 40 alive, no token reused, 20 tokens never sent, 20 tokens sent once
cured: 40 succeeded, 40 told; all 40 alive, no token reused, 20 tokens never sent, 20 tokens sent once, no leases held
filling: Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 13 database or disk is full, a user SQLSTATE[HY000]: General error: 13 database or disk is full; some are saved, then hardly one was sent, neither in the table nor in the journal: 0
  the next run: 30 of 30 alive, 30 sent
throwing: Coop\StoreException: The token store's database refused a statement, a user mine; some are saved, then hardly one was sent, neither in the table nor in the journal: 0
  the next run: 30 of 30 alive, 30 sent
leaving: left; some are saved, then hardly one was sent, neither in the table nor in the journal: 0
  the next run: 30 of 30 alive, 30 sent
