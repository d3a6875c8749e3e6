/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_LEASES_H
#define PHP_COOP_LEASES_H

#include "companion_table.h"
#include "store_ops.h"

/* The rows of users in the companion table. All functions are called between php_coop_pdo_enter() and leave(), and
 * return false if an exception is pending. */

/* A row that was saved. */
typedef struct php_coop_done {
	zend_string *user_id; /* borrowed */
	char token_fingerprint[COOP_FINGERPRINT_LENGTH + 1]; /* of the refresh token that the row has now; empty if none */
} php_coop_done;

/* ---- Within a transaction, in this order ------------------------------------------------------------------------- */

/* Everywhere, rows of users are locked before rows of this table. */

/* Executes the first statement of every transaction of a run. It writes the run's own row, which no other process
 * writes, so it opens the transaction for writing without a conflict. It also counts the transaction and reads the
 * database's clock (holder->now). */
bool php_coop_leases_begin(php_coop_leases *leases, php_coop_holder *holder);
bool php_coop_leases_begin_alone(php_coop_leases *leases, php_coop_holder *holder); /* in a transaction of its own */

/* Adds what the table knows to these rows. */
bool php_coop_leases_know(php_coop_leases *leases, php_coop_row *rows, int count);

/* Takes these rows, but not those that have changed since php_coop_leases_know() or were saved since the holder's
 * start. taken[i] becomes true if row i is ours, which it is only when the COMMIT has been acknowledged. Changes the
 * order of `rows`. */
bool php_coop_leases_take(php_coop_leases *leases, php_coop_holder *holder, php_coop_row *rows, int count, bool *taken);

/* These note what became of rows that the holder has taken, and release them. If another process has got a lease by
 * now, the lease stays as it is. */
bool php_coop_leases_done(php_coop_leases *leases, const php_coop_holder *holder, const php_coop_done *rows, int count);
bool php_coop_leases_release(php_coop_leases *leases, const php_coop_holder *holder, zend_string **user_ids, int count);
/* Notes that a try has failed, or that the server has refused the token (settling->note). A refusal becomes a strike
 * only by php_coop_leases_judge(). */
bool php_coop_leases_tried(php_coop_leases *leases, const php_coop_holder *holder, const php_coop_settling *settling);

/* The row's token rests for COOP_REST_UNSAVEABLE. */
bool php_coop_leases_unsaveable(php_coop_leases *leases, const php_coop_holder *holder, const php_coop_row *row);

/* ---- After a run, or between its transactions -------------------------------------------------------------------- */

/* Writes judgements in a transaction of its own. */
bool php_coop_leases_judge(php_coop_leases *leases, const php_coop_judgement *judgements, int count);

#endif
