/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_ROWS_H
#define PHP_COOP_PDO_ROWS_H

#include "pdo_store.h"

/* A walk over the rows, in the order of pdo_page.h. It reads them in pages, and no statement stays open between two
 * pages, since each begins behind a key. */
typedef struct php_coop_walk php_coop_walk;
struct php_coop_walk {
	php_coop_pdo_token_store *store; /* borrowed */
	bool backwards; /* one page from the end of the order, out of the section that the store itself writes */
	bool everyone; /* all users with tokens, by user id; false if only those with a refresh token that are due */
	bool expired_logins; /* those without a refresh token whose access token expired until `before` */
	/* All columns are read, and logins that have ended are left out; false if only the keys are read. */
	bool whole_rows;
	coop_instant before; /* a row is due if its expiry is unknown or at most this */
	zend_long limit; /* rows; -1 if there is none */
	zend_string *user_id; /* the walk goes on behind this user; owned; NULL if it begins at the start */
	php_coop_place place; /* of that user */
	bool moved; /* the last page has moved the place */
	zend_long taken; /* rows that were given to `take` */
	/* Gets each row that is due, with the meaning of its expiry. Returns false if an exception is pending. */
	bool (*take)(php_coop_walk *walk, zval *row, bool expiry_known, coop_instant expires_at);
	void *context; /* for `take` */
};

/* All of these return false, or -1, if an exception is pending. */

/* Makes the walk go on behind a place. A place that is not known is made out of the expiry. */
bool php_coop_walk_after(
	php_coop_walk *walk, zend_string *user_id, const php_coop_place *place, bool expiry_known, coop_instant expires_at);
bool php_coop_walk_run(php_coop_walk *walk);
int64_t php_coop_walk_count(php_coop_walk *walk); /* how many rows are due, or a few more */
void php_coop_walk_end(php_coop_walk *walk); /* to be called in any case */

/* Reads a row with all columns. The caller clears it, even after false. */
bool php_coop_pdo_row(php_coop_pdo_token_store *self, zval *values, php_coop_row *row);

/* Reads one user's row. The caller clears it if the result is PHP_COOP_READ_ROW. */
php_coop_read php_coop_pdo_find(php_coop_pdo_token_store *self, zend_string *user_id, php_coop_row *row);

#endif
