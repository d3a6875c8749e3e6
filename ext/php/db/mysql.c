/* SPDX-License-Identifier: MIT */
#include "database.h"

#include "core/lease.h"
#include "core/secret.h"

/* Builds of MySQL by Percona, Amazon and others answer VERSION() as MySQL does. So do databases that only speak its
 * protocol: TiDB answers 8.0.11. */
const php_coop_database php_coop_mysql = {
#include "mysql_family.inc"

	.name = "MySQL",
	.mark = NULL,
	.oldest = "8.0.19",
	.has_returning = false,
	.row = "ROW",
	.create_index = "CREATE INDEX",
};
