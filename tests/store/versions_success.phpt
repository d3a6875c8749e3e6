--TEST--
Which database a connection leads to, and whether its version is supported, by what it answers
--EXTENSIONS--
coop
--FILE--
<?php
require 'pdo_probe.inc';
with_probe('versions.inc', 'all_versions');
?>
--EXPECT--
sqlite
  3.34.1: SQLite, too old
  3.35.0: SQLite, supported
  3.40.1: SQLite, supported
  4.0: SQLite, supported
pgsql
  PostgreSQL 12.22 (Debian 12.22-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc: PostgreSQL, too old
  PostgreSQL 13.0 on aarch64-unknown-linux-gnu: PostgreSQL, supported
  PostgreSQL 17.2: PostgreSQL, supported
  PostgreSQL 19devel on x86_64: PostgreSQL, supported
  PostgreSQL 9.6.24 on x86_64: PostgreSQL, too old
  PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64: PostgreSQL, too old
  PostgreSQL 15.12-YB-2025.1.0.0-b0 on x86_64: PostgreSQL, supported
  PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2, Redshift 1.0.68205: PostgreSQL, too old
  CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu): none that is supported
mysql
  8.0.18: MySQL, too old
  8.0.19: MySQL, supported
  8.0.36-28: MySQL, supported
  8.0.36-28.1: MySQL, supported
  8.4.0-azure: MySQL, supported
  9.7.4: MySQL, supported
  5.7.44-log: MySQL, too old
  8.0.mysql_aurora.3.05.2: MySQL, supported
  8.0.11-TiDB-v7.5.0: MySQL, too old
  10.5.22-MariaDB-1:10.5.22+maria~ubu2004-log: MariaDB, too old
  10.6.0-MariaDB: MariaDB, supported
  5.5.5-10.6.12-MariaDB: MariaDB, supported
  5.5.5-10.5.22-MariaDB: MariaDB, too old
  5.5.68-MariaDB: MariaDB, too old
  11.8.9-MariaDB-0+deb13u1: MariaDB, supported
  10.6.16-11-MariaDB-enterprise-log: MariaDB, supported
  no number at all: MySQL, supported
  99999999999999999999.1: MySQL, supported
oci
  19.0: none that is supported
