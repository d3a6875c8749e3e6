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
beginTransaction(): StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, 6 of 6 alive, reused 0, uses {"0":6}, held 0
the same with PdoLeases: StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, 6 of 6 alive, reused 0, uses {"0":6}, held 0
exec('BEGIN'): StoreException: A transaction is open on the token store's connection, and its rollback would lose a login: commit it first, or give the store a connection of its own, 6 of 6 alive, reused 0, uses {"0":6}, held 0
after it: {"saved":6} complete, 6 of 6 alive, reused 0, uses {"1":6}, held 0
read-only: StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 8 attempt to write a readonly database, 6 of 6 alive, reused 0, uses {"0":6}, held 0
full: The token store's database refused a statement: SQLSTATE[HY000]: General error: 13 database or disk is full, 6 of 6 alive, reused 0, uses {"0":6}
modes: the same in each, and put back
somebody in the way: everybody saved, each token sent once
locked meanwhile: {"saved":3} complete, 3 of 3 alive, reused 0, uses {"1":3}, held 0
a trigger against one: {"saved":63,"unsaveable":1} complete, not ok, 63 of 64 alive, reused 0, uses {"1":64}, held 0
without it: {} complete, 64 of 64 alive, reused 0, uses {"1":64}, held 0
names and tokens that differ in case only: {"saved":4}
coopAccessToken: {"superseded":1} {"bob":"refresh"}
coopRefreshToken: {"superseded":1} {"bob":"refresh "}
the same tokens again: {"saved":1}
the same tokens again: {"saved":1}
a store of one's own, four crons: 60 of 60 alive, reused 0, uses {"1":60}, held 0
everybody: 40 succeeded, 40 told; 20 of 20 alive, reused 0, uses {"1":20}; 20 of 20 alive, reused 0, uses {"0":20}
cured: 40 succeeded, 40 told; 40 of 40 alive, reused 0, uses {"1":40}, held 0
filling: Coop\StoreException: The token store's database refused a statement: SQLSTATE[HY000]: General error: 13 database or disk is full SQLSTATE[HY000]: General error: 13 database or disk is full; some are saved, then hardly one was sent, neither in the table nor in the journal: 0
  the next run: 30 of 30 alive, 30 sent
throwing: Coop\StoreException: The token store's database refused a statement mine; some are saved, then hardly one was sent, neither in the table nor in the journal: 0
  the next run: 30 of 30 alive, 30 sent
leaving: left; some are saved, then hardly one was sent, neither in the table nor in the journal: 0
  the next run: 30 of 30 alive, 30 sent
