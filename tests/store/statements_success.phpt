--TEST--
Every statement for every database and every kind of table has no name left open, takes the same parameters, and is understood
--EXTENSIONS--
coop
--FILE--
<?php
require 'pdo_probe.inc';
with_probe('statements.inc', 'all_statements');
?>
--EXPECT--
SQLite: 256 kinds of tables, all texts complete
PostgreSQL: 256 kinds of tables, all texts complete
MariaDB: 256 kinds of tables, all texts complete
MySQL: 256 kinds of tables, all texts complete
sqlite understands them
pgsql understands them
mysql understands them
