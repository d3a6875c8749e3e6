/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_LEASES_H
#define PHP_COOP_PDO_LEASES_H

#include "companion_table.h"
#include "php/values/object.h"

extern zend_class_entry *php_coop_ce_PdoLeases;

typedef struct php_coop_pdo_leases {
	php_coop_pdo pdo; /* owned */
	php_coop_leases leases; /* owned; its connection is `pdo` */
	zend_object std;
} php_coop_pdo_leases;

PHP_COOP_CONTAINER(php_coop_pdo_leases, php_coop_pdo_leases_of)

/* Check arguments of constructors. They return false if a TypeError or ValueError that names the argument is pending.
 * `maximum` is in bytes, and 0 if there is none. */
bool php_coop_check_connection(zval *connection, uint32_t argument);
bool php_coop_check_name(const zend_string *name, size_t maximum, uint32_t argument);

#endif
