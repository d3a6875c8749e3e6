/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_LEASES_H
#define PHP_COOP_LEASES_H

#include "companion_table.h"
#include "store_ops.h"

/* A row that was saved. */
typedef struct php_coop_done {
	zend_string *user_key; /* borrowed */
	char token_fingerprint[COOP_FINGERPRINT_LENGTH + 1]; /* of the refresh token that it holds now */
} php_coop_done;

/* ---- Inside a transaction, in this order (rows of users before rows of this table, everywhere) ------------------- */

/* The first statement of every transaction of a run writes the run's own row, which nobody else does: it opens the
 * transaction for writing without a conflict, counts it, and tells the database's clock (holder->now). */
bool php_coop_leases_begin(php_coop_leases *leases, php_coop_holder *holder);
bool php_coop_leases_begin_alone(php_coop_leases *leases, php_coop_holder *holder); /* in a transaction of its own */

/* What the table knows of these rows, into them. */
bool php_coop_leases_know(php_coop_leases *leases, php_coop_row *rows, int count);

/* Takes these rows, as far as they are still as `know` has read them and were not saved since the holder's start.
 * taken[i]: ours as soon as the transaction's COMMIT has been acknowledged, and not before. */
bool php_coop_leases_take(php_coop_leases *leases, php_coop_holder *holder, php_coop_row *rows, int count, bool *taken);

/* What became of rows that the holder took. A lease that was lost meanwhile stays with whoever has it. */
bool php_coop_leases_done(php_coop_leases *leases, const php_coop_holder *holder, const php_coop_done *rows, int count);
bool php_coop_leases_release(
	php_coop_leases *leases, const php_coop_holder *holder, zend_string **user_keys, int count);
/* Released, and not to be tried within ten minutes; a strike only when php_coop_leases_strike() follows. */
bool php_coop_leases_rejected(
	php_coop_leases *leases, const php_coop_holder *holder, zend_string *user_key, const char *fingerprint);
bool php_coop_leases_unsaveable(php_coop_leases *leases, const php_coop_holder *holder, zend_string *user_key);

/* ---- Statements by themselves ------------------------------------------------------------------------------------ */

/* A rejection that was noted is believed, or forgiven. *strikes: how often the token of this fingerprint has been
 * rejected; 0: it is not the row's any more. */
bool php_coop_leases_strike(php_coop_leases *leases, zend_string *user_key, const char *fingerprint, int *strikes);
bool php_coop_leases_forgive(php_coop_leases *leases, zend_string *user_key, const char *fingerprint);

#endif
