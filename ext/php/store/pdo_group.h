/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_GROUP_H
#define PHP_COOP_PDO_GROUP_H

#include "store_ops.h"

/* The operation `group` of php_coop_store_ops. */
bool php_coop_pdo_group(const php_coop_store *store, php_coop_group *group);

#endif
