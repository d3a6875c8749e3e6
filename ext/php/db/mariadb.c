/* SPDX-License-Identifier: MIT */
#include "database.h"

#include "core/lease.h"
#include "core/secret.h"

const php_coop_database php_coop_mariadb = {
#include "mysql_family.inc"

	.name = "MariaDB",
	.mark = "MariaDB",
	.oldest = "10.6",
	.has_returning = true,
	.row = "",
	.create_index = "CREATE INDEX IF NOT EXISTS",
};
