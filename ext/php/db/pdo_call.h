/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_CALL_H
#define PHP_COOP_PDO_CALL_H

#include "database.h"
#include "statements.h"

/* Calls into PDO. PDO is optional: its class is looked up at the call. Only its public methods are used, so that a
 * subclass of the site works, and none of its attributes is assumed: the error mode is set for the length of an
 * operation and put back, rows are fetched by number. */

typedef struct php_coop_pdo {
	zval source; /* owned: the PDO or the closure that the user gave */
	zval connection; /* owned: the PDO in use; undefined until the first operation */
	const php_coop_database *database; /* that the connection leads to; NULL: not known, or not any more */
	zval statements[PHP_COOP_SQL_PREPARED]; /* owned: prepared once; undefined until used */
	zend_long error_mode; /* to be put back */
	int entered; /* operations in progress */
	bool lost; /* the connection went away during the last operation */
	/* Of the session, while an operation has changed it; pdo_session.c. */
	bool waits_bounded;
	zend_long waits[PHP_COOP_PDO_WAITS]; /* to be put back; -1: was not changed */
	bool is_strict;
	zend_string *mode; /* owned: to be put back; NULL: was not changed */
} php_coop_pdo;

/* True when a value is a PDO. */
bool php_coop_is_pdo(zval *value);

/* Calls a method of a PDO or a statement. The method is looked up on the object's own class, since a subclass of the site's
 * may override it. *result is owned by the caller, undefined after false; then what was thrown is pending as it is. */
bool php_coop_pdo_call(zval *object, const char *lower_case_name, uint32_t count, zval *arguments, zval *result);

/* The same for a method that answers true when it worked; `what` is what the database refuses otherwise. */
bool php_coop_pdo_succeeds(
	php_coop_pdo *pdo, zval *object, const char *name, uint32_t count, zval *arguments, const char *what);

void php_coop_pdo_release(zval *value); /* is undefined before its destructors run */

/* Each of these turns what PDO throws into a pending StoreException (what was thrown is its previous) and is false. */
bool php_coop_pdo_exec(php_coop_pdo *pdo, const char *sql, size_t len);
bool php_coop_pdo_execute(php_coop_pdo *pdo, php_coop_sql number, zend_string *sql, uint32_t count, zval *values);
bool php_coop_pdo_fetch(
	php_coop_pdo *pdo, php_coop_sql number, zval *row, bool *found); /* numeric; *row owned by the caller */
bool php_coop_pdo_row_count(php_coop_pdo *pdo, php_coop_sql number, zend_long *rows);
bool php_coop_pdo_close_cursor(php_coop_pdo *pdo, php_coop_sql number);
/* A statement that is not kept: prepared, executed, all rows fetched. *rows: a list of numeric rows, owned by the caller;
 * undefined after false. No cursor stays open. */
bool php_coop_pdo_query(php_coop_pdo *pdo, zend_string *sql, uint32_t count, zval *values, zval *rows);
void php_coop_pdo_forget(php_coop_pdo *pdo, php_coop_sql number); /* lets go of a prepared statement */
void php_coop_pdo_forget_all(php_coop_pdo *pdo);

#endif
