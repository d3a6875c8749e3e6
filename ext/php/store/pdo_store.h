/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_STORE_H
#define PHP_COOP_PDO_STORE_H

#include "companion_table.h"
#include "store_ops.h"

/* What a PdoTokenStore is made of. */

extern zend_class_entry *php_coop_ce_PdoTokenStore;

typedef struct php_coop_pdo_token_store {
	php_coop_pdo pdo;
	php_coop_leases leases;
	php_coop_sql_names names; /* its strings are owned */
	zend_string *provider; /* owned; NULL: the table is this store's alone */
	zval zone; /* owned; of naive timestamps; undefined: UTC */
	zend_string *id; /* owned; NULL until it was asked for */
	/* From the catalogue, read once; again after a failure, which may come from a change of the tables. */
	bool known;
	bool expiry_is_text; /* also as an affinity, with which there can be no number in the column */
	bool access_not_null, expiry_not_null, refresh_not_null;
	zend_object std;
} php_coop_pdo_token_store;

PHP_COOP_CONTAINER(php_coop_pdo_token_store, php_coop_pdo_token_store_of)

#endif
