/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_LEASES_H
#define PHP_COOP_LEASES_H

#include "object.h"
#include "pdo_sql.h"
#include "token_store.h"

extern zend_class_entry *php_coop_ce_PdoLeases;

/* One store's part of a companion table. The pdo is somebody else's: PdoTokenStore's own, or PdoLeases'. */
typedef struct php_coop_leases {
	php_coop_pdo *pdo;
	zend_string *table; /* owned; as given */
	zend_string *store; /* owned; the column `store`: PdoLeases' name, 'table' or 'table:provider' */
	zend_string *run_store; /* owned; the same of the runs' rows: '<store>#run' */
} php_coop_leases;

typedef struct php_coop_pdo_leases {
	php_coop_pdo pdo;
	php_coop_leases leases;
	zend_object std;
} php_coop_pdo_leases;

PHP_COOP_CONTAINER(php_coop_pdo_leases, php_coop_pdo_leases_of)

/* Takes over the two strings. */
void php_coop_leases_init(php_coop_leases *leases, php_coop_pdo *pdo, zend_string *table, zend_string *store);
void php_coop_leases_clear(php_coop_leases *leases);

php_coop_sql_names php_coop_leases_names(const php_coop_leases *leases); /* borrows */

/* Constructor arguments. False: a TypeError or ValueError that names the argument is pending. */
bool php_coop_check_connection(zval *connection, uint32_t argument);
bool php_coop_check_name(const zend_string *name, size_t maximum /* 0: none */, uint32_t argument);

/* companion_table.c. All inside php_coop_pdo_enter/leave. An exception is pending after false. */
bool php_coop_leases_exist(php_coop_leases *leases, bool *exist);
bool php_coop_leases_make(php_coop_leases *leases); /* the table; a StoreException with the SQL where that fails */

/* The random id of the row with user_key ''. Makes the table when it is missing, and the id when there is none: in a
 * transaction of its own, which also shows that the database can be written and that nobody has left one open. */
bool php_coop_leases_store_id(php_coop_leases *leases, zend_string **id);

/* ---- leases.c: inside a transaction, in this order (rows of users before rows of this table, everywhere) -------------------------- */

/* The first statement of every transaction of a run writes the run's own row, which nobody else does: it opens the
 * transaction for writing without a conflict, counts it, and tells the database's clock (holder->now). */
bool php_coop_leases_begin(php_coop_leases *leases, php_coop_holder *holder);
bool php_coop_leases_begin_alone(php_coop_leases *leases, php_coop_holder *holder); /* in a transaction of its own */

/* Values of a statement for PHP_COOP_MANY: `count` keys at `values`, filled up with the last one. */
void php_coop_leases_fill_up(zval *values, int count);

/* What the table knows of these rows, into them. */
bool php_coop_leases_know(php_coop_leases *leases, php_coop_row *rows, int count);

/* Takes these rows, as far as they are still as `know` has read them and were not saved since the holder's start.
 * taken[i]: ours as soon as the transaction's COMMIT has been acknowledged, and not before. */
bool php_coop_leases_take(php_coop_leases *leases, php_coop_holder *holder, php_coop_row *rows, int count, bool *taken);

/* What became of rows that the holder took. A lease that was lost meanwhile stays with whoever has it. */
bool php_coop_leases_done(php_coop_leases *leases, const php_coop_holder *holder, zend_string **user_keys, int count);
bool php_coop_leases_release(
	php_coop_leases *leases, const php_coop_holder *holder, zend_string **user_keys, int count);
/* Released, and not to be tried within ten minutes; a strike only when php_coop_leases_strike() follows. */
bool php_coop_leases_rejected(
	php_coop_leases *leases, const php_coop_holder *holder, zend_string *user_key, const char *fingerprint);
bool php_coop_leases_unsaveable(php_coop_leases *leases, const php_coop_holder *holder, zend_string *user_key);

/* ---- Statements by themselves -------------------------------------------------------------------------------------------- */

/* A rejection that was noted is believed, or forgiven. *strikes: how often the token of this fingerprint has been
 * rejected; 0: it is not the row's any more. */
bool php_coop_leases_strike(php_coop_leases *leases, zend_string *user_key, const char *fingerprint, int *strikes);
bool php_coop_leases_forgive(php_coop_leases *leases, zend_string *user_key, const char *fingerprint);

/* A run's row. */
typedef struct php_coop_run_entry {
	int transactions; /* that the run has made */
	coop_instant alive_until; /* 0: it has ended */
	coop_instant saved_at; /* its last transaction */
	coop_instant started_at;
} php_coop_run_entry;

/* The runs of the last three days by name (values: php_coop_run_entry), owned by the caller; older ones are removed. */
bool php_coop_leases_runs(php_coop_leases *leases, HashTable *runs);
bool php_coop_leases_count_run(php_coop_leases *leases, const char *name, int transactions);
bool php_coop_leases_run_end(php_coop_leases *leases, const char *name);

#endif
