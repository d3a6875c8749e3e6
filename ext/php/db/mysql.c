/* SPDX-License-Identifier: MIT */
#include "database.h"

/* Percona's, Amazon's and others' builds of MySQL answer VERSION() as MySQL does. What only speaks its protocol does too:
 * TiDB says 8.0.11. */
const php_coop_database php_coop_mysql = {
#include "mysql_family.inc"

	.name = "MySQL",
	.mark = NULL,
	.oldest = "8.0.19",
	.has_returning = false,
	.create_index = "CREATE INDEX",
};
