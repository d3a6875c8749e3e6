/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_SQL_H
#define PHP_COOP_PDO_SQL_H

#include "php.h"
#include "pdo_call.h"
#include "pdo_expiry.h"
#include "zend_smart_str.h"

/* All SQL of the extension, a template for each statement and driver. Integers are written into the text: execute()
 * binds texts, and SQLite compares 5 and '5' as different. */
#define PHP_COOP_MANY 64 /* keys of a statement for many; fewer are filled up with the last one */

typedef enum php_coop_sql {
	/* Prepared once for a connection, under this number of php_coop_pdo. */
	PHP_COOP_SQL_READ, /* store, id[, provider]: a row as in PHP_COOP_COLUMN_* */
	PHP_COOP_SQL_SAVE, /* access, expiry, refresh (null keeps each), id, old access, old refresh[, provider] */
	PHP_COOP_SQL_LOGIN, /* access, expiry, refresh (null keeps it), id[, provider] */
	PHP_COOP_SQL_REMOVE, /* access, expiry, refresh, id[, provider] */
	PHP_COOP_SQL_WINDOW, /* many ids[, provider]: rows under lock, as in PHP_COOP_COLUMN_* but without the companion's */
	PHP_COOP_SQL_LEASE_LOGIN, /* store, id[, provider]: a login's success, with the key as it stands in the row */
	PHP_COOP_SQL_LEASE_RUN, /* run store, name, lease: counts a transaction of the run; gives the clock */
	PHP_COOP_SQL_LEASE_READ, /* store, many keys: as in leases.c */
	PHP_COOP_SQL_LEASE_TAKE, /* store, holder, until, many keys, start: user_key, holder */
	PHP_COOP_SQL_LEASE_TAKE_OVER, /* holder, until, store, key, holder that was seen, start */
	PHP_COOP_SQL_LEASE_DONE, /* clock, holders, holders, store, many keys */
	PHP_COOP_SQL_LEASE_RELEASE, /* holders, store, many keys */
	PHP_COOP_SQL_LEASE_REJECTED, /* fingerprint, rest, fingerprint, holders, store, key */
	PHP_COOP_SQL_LEASE_UNSAVEABLE, /* rest, holders, holders, store, key */
	PHP_COOP_SQL_LEASE_STRIKE, /* strikes to end, rest then, rest before, store, key, fingerprint */
	PHP_COOP_SQL_LEASE_FORGIVE, /* store, key, fingerprint */
	/* Used now and then. */
	PHP_COOP_SQL_RUNS, /* how long they are kept, run store: as in companion_table.c */
	PHP_COOP_SQL_RUN_COUNT, /* run store, name, transactions */
	PHP_COOP_SQL_RUN_END, /* run store, name */
	PHP_COOP_SQL_RUNS_REMOVE, /* run store, many names, how long they are kept */
	PHP_COOP_SQL_COLUMNS, /* table: name, type, not null, capacity in characters (null: not limited) */
	PHP_COOP_SQL_STORE_ID, /* store: holder */
	PHP_COOP_SQL_STORE_ID_WRITE, /* store, id: only if there is none */
	PHP_COOP_SQL_REAUTHORIZE, /* store, strikes to end: keys of those who have to log in again, or had to before their last login */
	PHP_COOP_SQL_COMPANION, /* CREATE TABLE IF NOT EXISTS */
	PHP_COOP_SQL_INDEX, /* CREATE INDEX IF NOT EXISTS */
	PHP_COOP_SQL_WIDEN, /* ALTER TABLE for `short_column` */
	/* The beginnings of statements that are completed by the caller. */
	PHP_COOP_SQL_COUNT,
	PHP_COOP_SQL_KEYS, /* user id and expiry, which an index on both is enough for */
	PHP_COOP_SQL_ROWS, /* store: all of PHP_COOP_COLUMN_* */
	PHP_COOP_SQL_STATEMENTS
} php_coop_sql;

/* The columns of a row. Those of the companion table are null where it has no such row. */
enum {
	PHP_COOP_COLUMN_USER_ID,
	PHP_COOP_COLUMN_EXPIRY,
	PHP_COOP_COLUMN_STRIKES,
	PHP_COOP_COLUMN_FINGERPRINT,
	PHP_COOP_COLUMN_UNUSED,
	PHP_COOP_COLUMN_REFRESH_TOKEN,
	PHP_COOP_COLUMN_ACCESS_TOKEN,
	PHP_COOP_COLUMN_RESOURCE_OWNER_ID,
	PHP_COOP_COLUMN_DONE,
	PHP_COOP_COLUMN_NEXT,
	PHP_COOP_COLUMN_HOLDER,
	PHP_COOP_COLUMN_UNTIL
};

/* What the templates name. Owned by whoever fills it in; NULL where a statement does not need it. */
typedef struct php_coop_sql_names {
	zend_string *table;
	zend_string *user_id;
	zend_string *access_token;
	zend_string *expires_at;
	zend_string *refresh_token;
	zend_string *resource_owner_id; /* NULL: none */
	zend_string *provider; /* the column; NULL: none */
	zend_string *companion;
	const zend_string *short_column; /* borrowed: one of the tokens', too short for a token; NULL: none is */
	bool short_not_null;
	php_coop_expiry_kind expiry_kind;
	bool id_as_bigint; /* PostgreSQL: the id column is of integers, maybe small ones, and a bound text has to be one */
	bool id_as_text; /* the id column has no type, so that a bound text would not equal an integer in it */
	bool without_companion; /* it does not exist: read as if it were empty */
} php_coop_sql_names;

/* Appends template text with its {names} filled in; for what is added to KEYS and ROWS. */
void php_coop_sql_append(
	smart_str *sql, php_coop_pdo_driver driver, const php_coop_sql_names *names, const char *template_text);

/* A statement's text: a new string. */
zend_string *php_coop_sql_text(php_coop_pdo_driver driver, const php_coop_sql_names *names, php_coop_sql statement);

/* Executes a statement of the first group; its text is made only for the first time. */
bool php_coop_sql_execute(
	php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count, zval *values);

/* Executes one of the others and fetches its rows: owned by the caller, undefined after false. */
bool php_coop_sql_query(php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count,
	zval *values, zval *rows);

/* Values of a statement for PHP_COOP_MANY: `count` keys at `values`, filled up with the last one. */
void php_coop_sql_fill_up(zval *values, int count);

/* Values of a row, as PDO gives them in any of its modes. The strings are new references; NULL: null or ''. */
zval *php_coop_sql_value(zval *row, uint32_t column); /* borrowed; never NULL */
zend_long php_coop_sql_long(zval *row, uint32_t column);
zend_string *php_coop_sql_string(zval *row, uint32_t column);

#endif
