/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_DATABASE_H
#define PHP_COOP_DATABASE_H

#include "php.h"

/* What is different between the databases. Each database is one const struct in a file of its name (sqlite.c,
 * postgresql.c, mariadb.c, mysql.c). A new database is such a file, and a line in database.c. No other file knows which
 * database it uses. */

/* What an error means for the caller. */
typedef enum php_coop_pdo_fault {
	PHP_COOP_PDO_FAULT_OTHER,
	PHP_COOP_PDO_FAULT_RETRY, /* another transaction was in the way, so this one is rolled back and begun again */
	/* The connection is lost, or leads to a server that cannot be written; a COMMIT that was under way may have worked
	 * or not. */
	PHP_COOP_PDO_FAULT_LOST,
	PHP_COOP_PDO_FAULT_ROW, /* the values of this row were refused; those of other rows may be accepted */
	PHP_COOP_PDO_FAULT_UNINDEXABLE, /* columns of these types cannot be in an index */
	PHP_COOP_PDO_FAULT_EXISTS /* the index that was to be made exists already */
} php_coop_pdo_fault;

/* An error is recognized if all that is given here fits. No two databases give the same error different meanings, so an
 * exception can be judged without knowing its database. */
typedef struct php_coop_fault {
	php_coop_pdo_fault means; /* OTHER if the list ends here */
	const char *state; /* the SQLSTATE or its beginning; NULL if it may be any */
	zend_long code; /* the driver's own number; 0 if it may be any */
	const char *words; /* a part of the message; NULL if it may be any */
} php_coop_fault;

#define PHP_COOP_PDO_WAITS 2
#define PHP_COOP_WAIT_MILLISECONDS 2000 /* the longest that a statement may wait for a lock */

/* A setting of the session: how long a statement waits for a lock. */
typedef struct php_coop_wait {
	const char *read; /* a query; NULL if there is no such setting */
	const char *write; /* a statement with ZEND_LONG_FMT for the value */
	zend_long bound; /* PHP_COOP_WAIT_MILLISECONDS in the unit of the setting */
	bool zero_is_endless; /* otherwise zero means not to wait */
} php_coop_wait;

/* In what units COOP_USER_KEY_MAXIMUM, of the companion table's keys, is counted. */
typedef enum php_coop_key_unit {
	PHP_COOP_KEY_BYTES,
	PHP_COOP_KEY_CHARACTERS, /* of UTF-8 */
	PHP_COOP_KEY_UNLIMITED
} php_coop_key_unit;

typedef struct php_coop_database {
	/* ---- Which it is ---- */
	const char *name; /* for messages */
	const char *driver; /* PDO::ATTR_DRIVER_NAME */
	const char *version; /* a query for the name or version, which is the same for all databases of a driver */
	const char *mark; /* a part of the answer, if it is this database; NULL if it is any that no other one claims */
	const char *oldest; /* the first version that is supported: up to three numbers with dots between them */

	/* ---- What it can do ---- */
	char quote; /* around identifiers, doubled within them */
	bool has_returning; /* INSERT ... RETURNING works; if not, a SELECT in the same transaction gives the same */
	bool has_affinities; /* columns of any type can hold values of every other type */
	bool has_unsigned; /* an integer may be larger than a BIGINT, and a parameter for one may be any text */
	bool cuts_at_zero_byte; /* PDO passes a text on up to its first zero byte, and says nothing */
	bool quotes_values; /* its messages may quote values of a row, so they never become part of ours */
	bool wants_range; /* a row's place is found in the index by `expiry >= ? AND expiry <= ?`, not by `expiry = ?` */
	php_coop_key_unit key_unit;
	/* A query for whether texts are UTF-8 on this connection. NULL: a key of the companion table does not depend on it. */
	const char *is_utf8;

	/* ---- Its session and its transactions ---- */
	php_coop_wait waits[PHP_COOP_PDO_WAITS];
	/* For a database that may cut a text that is too long: a query for its mode, a part of a mode that does not cut,
	 * the statement that sets such a mode, and the statement that puts the old mode (%s) back. All are NULL if the
	 * database never cuts. */
	const char *read_mode;
	const char *strict_mark;
	const char *make_strict;
	const char *write_mode;
	/* Statements that set READ COMMITTED, and a COMMIT that waits for the disk. Each is NULL if none is needed. */
	const char *before_begin; /* does not fail if a transaction is open already, so that is checked before */
	const char *after_begin;
	/* What is done after PDO's rollBack() has failed. Each is NULL if nothing is. */
	const char *roll_back_again; /* sent as it is */
	/* Sent if PDO believes in a transaction that the database has ended; then rollBack(). */
	const char *begin_to_roll_back;

	const php_coop_fault *faults;

	/* ---- Its SQL: these members are {names} in the templates of statements.c, and may contain such names ---- */
	const char *now; /* its clock, an integer: Unix seconds */
	const char *integer; /* the type in CAST(? AS ...) */
	const char *text; /* a parameter that is a text, if no column makes it one */
	const char *bytes; /* the type of texts that are compared byte by byte */
	const char
		*text_key; /* {raw_id} as the companion table has it: the text that a program reads from the row, in UTF-8 */
	const char *read_id; /* the user id as it is selected */
	const char *id_value_for_integers; /* a parameter to be compared with an id column of integers */
	/* The expiry as it is selected: an integer, or a text that does not depend on the session's settings. */
	const char *plain_expiry, *time_expiry, *zoned_expiry;
	const char *same_access, *same_refresh; /* whether the stored token is the parameter, byte by byte; '' is null */
	const char *window_by_ids; /* FROM and WHERE of PHP_COOP_SQL_WINDOW where the id column has a type */
	const char *window_lock; /* locks the rows that it selects, and leaves out those that are locked */
	const char *leases_of_many; /* FROM and WHERE: store, many keys */
	const char *row; /* what stands before each row in brackets of VALUES */
	const char *take; /* SELECT of what is inserted: store, holder, until, many keys */
	const char *on_take; /* start: changes only a lease that is free, of a row that was not saved since the start */
	const char *done; /* SELECT of what is inserted: store, clock, many pairs of a key (null: none) and a fingerprint */
	const char *on_conflict; /* the beginning of an upsert's second half */
	/* What stands before and after a column's name: the value that would have been inserted. */
	const char *new_value[2];
	const char *columns; /* the statement PHP_COOP_SQL_COLUMNS */
	const char *table_end; /* after CREATE TABLE (...) */
	const char *create_index; /* the beginning of the statement; an index that is there is no error, or FAULT_EXISTS */
	const char *widen; /* ALTER TABLE: {set_short} becomes long enough for every token */
	/* Conditions of the walk over the rows that are due (store/pdo_page.h). */
	const char *is_number, *is_fraction, *is_date, *has_zone;
	const char *beside_dates; /* the expiry is among those that may be none of the above; a superset */
	/* What is none of the above, as a number; garbage is 0, or the number that it begins with. */
	const char *other_number;
	const char *by_no_index; /* before a column in ORDER BY: it is sorted, no index is walked */
} php_coop_database;

extern const php_coop_database php_coop_sqlite, php_coop_postgresql, php_coop_mariadb, php_coop_mysql;

extern const php_coop_database *const php_coop_databases[]; /* ends with NULL */

/* Returns the first database of a PDO driver, or NULL if the driver is not supported. All databases of a driver have
 * the same `version`. */
const php_coop_database *php_coop_database_of_driver(const char *driver);

/* Returns the database of a driver that gives this answer to its `version`, or NULL if it is not supported. */
const php_coop_database *php_coop_database_of_version(const char *driver, const char *answer);

/* Returns whether the answer names a version before the oldest that is supported. If the answer has no version, it
 * counts as new enough. */
bool php_coop_database_is_too_old(const php_coop_database *database, const char *answer);

#endif
