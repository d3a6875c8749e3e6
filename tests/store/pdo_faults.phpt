--TEST--
What goes wrong with a connection and what it means; waits are bounded and put back; a lost connection is opened again
--EXTENSIONS--
coop
--FILE--
<?php
require 'pdo_probe.inc';
with_probe('pdo_faults.inc', 'all_faults');
--EXPECTF--
sqlite: 5000 ok 2000, busy: retry, constraint: row row row, put back: 5000
== pgsql
waits: 0, bounded ok: 2s, lock timeout: ok retry ok, a transaction sees what is committed: ok 7 10 ok ok
put back: 0
never raised: 500ms
deadlock: ok ok retry ok false, the other has won, then: ok ok ok 7
rows: row row row row, trigger: row, others: other other
killed before exec: lost, then ok ok, 42, ok ok, waits 2s
killed before begin: lost, then ok ok, 42, ok ok, waits 2s
killed before commit: lost, then ok ok, 42, ok ok, waits 2s
opened 4 times
a PDO is not opened again: lost ok ok lost
server gone: lost, opened again: lost lost
== mysql
waits: 50 %d, bounded ok: 2 2, lock timeout: ok retry ok, a transaction sees what is committed: ok 7 10 ok ok
put back: 50 %d
never raised: 1 2
deadlock: ok ok retry ok false, the other has won, then: ok ok ok 7
rows: row row row row, trigger: row, others: other other
killed before exec: lost, then ok ok, 42, ok ok, waits 2
killed before begin: lost, then ok ok, 42, ok ok, waits 2
killed before commit: lost, then ok ok, 42, ok ok, waits 2
opened 4 times
a PDO is not opened again: lost ok ok lost
server gone: lost, opened again: lost lost
