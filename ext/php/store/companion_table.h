/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_COMPANION_TABLE_H
#define PHP_COOP_COMPANION_TABLE_H

#include "php/db/pdo_sql.h"
#include "core/instant.h"

/* One store's part of a companion table. The pdo is somebody else's: PdoTokenStore's own, or PdoLeases'. */
typedef struct php_coop_leases {
	php_coop_pdo *pdo;
	zend_string *table; /* owned; as given */
	zend_string *store; /* owned; the column `store`: PdoLeases' name, 'table' or 'table:provider' */
	zend_string *run_store; /* owned; the same of the runs' rows: '<store>#run' */
} php_coop_leases;

/* Takes over the two strings. */
void php_coop_leases_init(php_coop_leases *leases, php_coop_pdo *pdo, zend_string *table, zend_string *store);
void php_coop_leases_clear(php_coop_leases *leases);

php_coop_sql_names php_coop_leases_names(const php_coop_leases *leases); /* borrows */

/* All inside php_coop_pdo_enter/leave. An exception is pending after false. */
bool php_coop_leases_exist(php_coop_leases *leases, bool *exist);
bool php_coop_leases_make(php_coop_leases *leases); /* the table; a StoreException with the SQL where that fails */

/* The random id of the row with user_key ''. Makes the table when it is missing, and the id when there is none: in a
 * transaction of its own, which also shows that the database can be written and that nobody has left one open. */
bool php_coop_leases_store_id(php_coop_leases *leases, zend_string **id);

/* ---- The rows of runs -------------------------------------------------------------------------------------------- */

/* A run's row. */
typedef struct php_coop_run_entry {
	int transactions; /* that the run has made */
	coop_instant alive_until; /* 0: it has ended */
	coop_instant saved_at; /* its last transaction */
	coop_instant started_at; /* as in php_coop_holder */
} php_coop_run_entry;

/* The runs of the last three days by name (values: php_coop_run_entry), owned by the caller; older ones are removed. */
bool php_coop_leases_runs(php_coop_leases *leases, HashTable *runs);
bool php_coop_leases_count_run(php_coop_leases *leases, const char *name, int transactions);
bool php_coop_leases_run_end(php_coop_leases *leases, const char *name);

#endif
