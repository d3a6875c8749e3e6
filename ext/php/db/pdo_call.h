/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_CALL_H
#define PHP_COOP_PDO_CALL_H

#include "database.h"
#include "statements.h"

/* Calls into PDO. PDO is optional, so its class is looked up when it is needed. Only its public methods are used, so
 * that a subclass of the site works. None of its attributes is assumed: the error mode is set for an operation and put
 * back, and rows are fetched by number. */

typedef struct php_coop_pdo {
	zval source; /* the PDO or the closure that the site gave; owned */
	zval connection; /* the PDO in use; owned; undefined before the first operation */
	const php_coop_database *database; /* the one at the other end of the connection; NULL if it is not known */
	zval statements[PHP_COOP_SQL_PREPARED]; /* prepared once; owned; undefined before their first use */
	zend_long error_mode; /* is put back after an operation */
	int entered; /* operations in progress */
	bool lost; /* the connection was lost during the last operation */
	const struct php_coop_sql_names
		*names; /* the store's own names, which messages may tell; borrowed; NULL if it has none */
	zend_string *about; /* the user whose tokens are being saved, for messages; borrowed; NULL if nobody's */
	/* What an operation has changed in the session (pdo_session.c). */
	bool waits_bounded;
	zend_long waits[PHP_COOP_PDO_WAITS]; /* are put back; -1 if it was not changed */
	bool is_strict;
	zend_string *mode; /* is put back; owned; NULL if it was not changed */
} php_coop_pdo;

bool php_coop_is_pdo(zval *value);

/* Calls a method of a PDO or a statement. The method is looked up on the object's own class, since a subclass of the
 * site may override it. `result` is owned. Returns false, with `result` undefined, if what the method threw is
 * pending. */
bool php_coop_pdo_call(zval *object, const char *lower_case_name, uint32_t count, zval *arguments, zval *result);

/* Calls a method that returns true if it has worked. If not, false is returned with a StoreException pending, which
 * says that the database refused `what`. */
bool php_coop_pdo_succeeds(
	php_coop_pdo *pdo, zval *object, const char *name, uint32_t count, zval *arguments, const char *what);

void php_coop_pdo_release(zval *value); /* makes the value undefined before destructors run */

/* If PDO throws, each of these returns false, with a StoreException pending whose previous exception is PDO's. */
bool php_coop_pdo_exec(php_coop_pdo *pdo, const char *sql, size_t len);
bool php_coop_pdo_execute(php_coop_pdo *pdo, php_coop_sql number, zend_string *sql, uint32_t count, zval *values);
bool php_coop_pdo_fetch(
	php_coop_pdo *pdo, php_coop_sql number, zval *row, bool *found); /* `row` has numbers as keys; owned */
bool php_coop_pdo_row_count(php_coop_pdo *pdo, php_coop_sql number, zend_long *rows);
bool php_coop_pdo_close_cursor(php_coop_pdo *pdo, php_coop_sql number);

/* Prepares and executes a statement and fetches all rows. Neither the statement nor a cursor is kept. `rows` is a list
 * of rows with numbers as keys; owned; undefined after false. */
bool php_coop_pdo_query(php_coop_pdo *pdo, zend_string *sql, uint32_t count, zval *values, zval *rows);
void php_coop_pdo_forget(php_coop_pdo *pdo, php_coop_sql number); /* releases a prepared statement */
void php_coop_pdo_forget_all(php_coop_pdo *pdo);

#endif
