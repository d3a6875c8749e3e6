/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_STORE_H
#define PHP_COOP_PDO_STORE_H

#include "companion_table.h"
#include "store_ops.h"

/* The struct of a PdoTokenStore. */

extern zend_class_entry *php_coop_ce_PdoTokenStore;

typedef struct php_coop_pdo_token_store {
	php_coop_pdo pdo; /* owned */
	php_coop_leases leases; /* owned; its connection is `pdo` */
	php_coop_sql_names names; /* its strings are owned */
	zend_string *provider; /* owned; NULL if the table has no other provider's rows */
	zval zone; /* of naive timestamps; owned; undefined if it is UTC */
	zend_string *id; /* owned; NULL before it is asked for */
	/* What the catalogue says. It is read once, and again after a failure, which may come from a change of the
	 * tables. */
	bool known;
	bool expiry_is_text; /* the type, or in SQLite the affinity, leaves no number in the column */
	bool access_not_null, expiry_not_null, refresh_not_null;
	zend_object std;
} php_coop_pdo_token_store;

PHP_COOP_CONTAINER(php_coop_pdo_token_store, php_coop_pdo_token_store_of)

/* Saves a login, and makes its row if there is none. Returns false if an exception is pending. */
bool php_coop_pdo_save_login(const php_coop_store *store, const php_coop_login *login);

#endif
