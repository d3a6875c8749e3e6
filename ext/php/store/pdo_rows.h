/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_ROWS_H
#define PHP_COOP_PDO_ROWS_H

#include "pdo_store.h"

/* A walk over the rows in order, in pages by keyset; no statement stays open between them. */
typedef struct php_coop_walk php_coop_walk;
struct php_coop_walk {
	php_coop_pdo_token_store *store;
	bool everyone; /* whoever has tokens, by user id; else who has a refresh token and is due */
	bool whole_rows; /* all columns, and nobody who must log in again; else as PHP_COOP_SQL_KEYS */
	coop_instant before; /* due: an expiry that is unknown or at most this */
	zend_long limit; /* -1: none */
	zend_string *user_id; /* owned; the walk goes on behind this user; NULL: from the start */
	php_coop_place place;
	bool moved; /* by the page */
	zend_long taken;
	/* Gets each row that is due, with what its expiry means. False: an exception is pending. */
	bool (*take)(php_coop_walk *walk, zval *row, bool expiry_known, coop_instant expires_at);
	void *context;
};

/* Goes on behind a place; one that is not known is made out of the instant. */
bool php_coop_walk_after(
	php_coop_walk *walk, zend_string *user_id, const php_coop_place *place, bool expiry_known, coop_instant expires_at);
bool php_coop_walk_run(php_coop_walk *walk);
int64_t php_coop_walk_count(php_coop_walk *walk); /* about how many are due: a superset; -1: an exception is pending */
void php_coop_walk_end(php_coop_walk *walk);

/* A row with all columns; the caller clears it. */
bool php_coop_pdo_row(php_coop_pdo_token_store *self, zval *values, php_coop_row *row);
php_coop_read php_coop_pdo_find(php_coop_pdo_token_store *self, zend_string *user_id, php_coop_row *row);

#endif
