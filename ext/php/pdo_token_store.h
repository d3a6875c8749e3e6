/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_TOKEN_STORE_H
#define PHP_COOP_PDO_TOKEN_STORE_H

#include "leases.h"
#include "pdo_sql.h"
#include "token_store.h"

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
	bool expiry_is_text; /* SQLite's TEXT affinity: there can be no number in it */
	bool access_not_null, expiry_not_null, refresh_not_null;
	bool id_is_integer; /* in a server's column */
	zend_object std;
} php_coop_pdo_token_store;

PHP_COOP_CONTAINER(php_coop_pdo_token_store, php_coop_pdo_token_store_of)

/* All inside php_coop_pdo_enter/leave of the store. After false an exception is pending. */

/* Reads the catalogue: that table and columns are there, and what the expiry column holds. */
bool php_coop_pdo_store_ready(php_coop_pdo_token_store *self);

/* pdo_columns.c. A read does without the companion table, a write makes it. After a failure the tables are looked at
 * again, since they may have changed. */
bool php_coop_pdo_store_enter(php_coop_pdo_token_store *self);
void php_coop_pdo_store_leave(php_coop_pdo_token_store *self);
bool php_coop_pdo_store_ready_to_write(php_coop_pdo_token_store *self);

/* Appends the provider to a statement's values, where the store has one; the new count. */
uint32_t php_coop_pdo_store_add_provider(const php_coop_pdo_token_store *self, zval *values, uint32_t count);

/* A user id as a statement's value, borrowed; null, which equals nothing, where the column cannot hold such a text. */
void php_coop_pdo_store_bind_id(const php_coop_pdo_token_store *self, zval *value, zend_string *user_id);

/* pdo_save.c. Strings are borrowed. A NULL among the new values keeps what is stored. */
typedef struct php_coop_pdo_saving {
	zend_string *user_id;
	bool is_login;
	zend_string *old_access_token; /* NULL: null or '' */
	zend_string *old_refresh_token;
	zend_string *access_token;
	zend_string *expiry;
	zend_string *refresh_token;
} php_coop_pdo_saving;

php_coop_save php_coop_pdo_save(
	php_coop_pdo_token_store *self, const php_coop_pdo_saving *s); /* a login, or the long form */
php_coop_save php_coop_pdo_save_row(
	php_coop_pdo_token_store *self, const php_coop_pdo_saving *s); /* in a transaction */

/* pdo_group.c: the operation `group` of php_coop_store_ops. */
bool php_coop_pdo_group(zend_object *store, zend_object *leases, php_coop_group *group);

/* pdo_rows.c: a walk over the rows in order, in pages by keyset; no statement stays open between them. */
typedef struct php_coop_walk php_coop_walk;
struct php_coop_walk {
	php_coop_pdo_token_store *store;
	bool everyone; /* whoever has tokens, by user id; else who has a refresh token and is due */
	bool whole_rows; /* all columns, and nobody who must log in again; else as PHP_COOP_SQL_KEYS */
	coop_instant before; /* due: an expiry that is unknown or at most this */
	zend_long limit; /* -1: none */
	zend_string *user_id; /* owned; the walk goes on behind this user; NULL: from the start */
	php_coop_place place;
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
