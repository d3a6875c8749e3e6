/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_COMPANION_TABLE_H
#define PHP_COOP_COMPANION_TABLE_H

#include "php/db/pdo_sql.h"
#include "core/instant.h"
#include "core/secret.h"

/* One store's part of a companion table. */
typedef struct php_coop_leases {
	php_coop_pdo *pdo; /* borrowed from the PdoTokenStore or PdoLeases that has this struct */
	zend_string *table; /* the name as the site gave it; owned */
	zend_string *store; /* the column `store`: PdoLeases' name, 'table' or 'table:provider'; owned */
	zend_string *run_store; /* the same column in the rows of runs: '<store>#run'; owned */
} php_coop_leases;

/* Takes over the two strings. */
void php_coop_leases_init(php_coop_leases *leases, php_coop_pdo *pdo, zend_string *table, zend_string *store);
void php_coop_leases_clear(php_coop_leases *leases);

php_coop_sql_names php_coop_leases_names(const php_coop_leases *leases); /* its strings are borrowed */

/* All that follow are called between php_coop_pdo_enter() and leave(). They return false if an exception is pending. */

bool php_coop_leases_exist(php_coop_leases *leases, bool *exist);
bool php_coop_leases_make(php_coop_leases *leases); /* if the table cannot be made, the StoreException has the SQL */

/* Reads the random id that the row with user_key '' has; owned. If the table or the id is missing, it is made, in a
 * transaction of its own. That transaction also shows that the database can be written, and that the site has left no
 * transaction open. */
bool php_coop_leases_store_id(php_coop_leases *leases, zend_string **id);

/* ---- What earlier runs have seen --------------------------------------------------------------------------------- */

/* A client is known by the fingerprint of its id and its token endpoint. */
typedef struct php_coop_memory {
	coop_instant success_at; /* the last run with a success; 0 if there was none */
	char success_client[COOP_FINGERPRINT_LENGTH + 1];
	coop_instant refusal_at; /* the first run since then that was refused, without a success; 0 if there was none */
	char refusal_client[COOP_FINGERPRINT_LENGTH + 1];
} php_coop_memory;

bool php_coop_leases_memory(php_coop_leases *leases, php_coop_memory *memory);
bool php_coop_leases_remember(php_coop_leases *leases, const php_coop_memory *memory);

/* Lets the tokens of all logins that have ended be tried at once, since one of them has turned out to be alive. */
bool php_coop_leases_revive(php_coop_leases *leases);

/* ---- The rows of runs -------------------------------------------------------------------------------------------- */

/* A run's row. */
typedef struct php_coop_run_entry {
	int transactions; /* how many the run has made */
	coop_instant alive_until; /* others take the run for alive until then; 0 if it has ended */
	coop_instant saved_at; /* the time of its last transaction */
	coop_instant started_at; /* as in php_coop_holder */
} php_coop_run_entry;

/* Reads the runs of the last three days, and removes the rows of older ones. `runs` receives a php_coop_run_entry for
 * each name; owned by the caller, even after false. */
bool php_coop_leases_runs(php_coop_leases *leases, HashTable *runs);
bool php_coop_leases_count_run(php_coop_leases *leases, const char *name, int transactions); /* sets the number */
bool php_coop_leases_run_end(php_coop_leases *leases, const char *name);

#endif
