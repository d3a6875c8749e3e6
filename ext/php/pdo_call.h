/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_CALL_H
#define PHP_COOP_PDO_CALL_H

#include "php.h"

/* Calls into PDO. PDO is optional: its class is looked up at the call. Only its public methods are used, so that a
 * subclass of the site works, and none of its attributes is assumed: the error mode is set for the length of an
 * operation and put back, rows are fetched by number. */

typedef enum php_coop_pdo_driver {
	PHP_COOP_PDO_SQLITE,
	PHP_COOP_PDO_PGSQL,
	PHP_COOP_PDO_MYSQL,
	PHP_COOP_PDO_DRIVERS
} php_coop_pdo_driver;

#define PHP_COOP_PDO_STATEMENTS 24
#define PHP_COOP_PDO_WAITS 2

typedef struct php_coop_pdo {
	zval source; /* owned: the PDO or the closure that the user gave */
	zval connection; /* owned: the PDO in use; undefined until the first operation */
	php_coop_pdo_driver driver;
	zval statements[PHP_COOP_PDO_STATEMENTS]; /* owned: prepared once, by the caller's number; undefined until used */
	zend_long error_mode; /* to be put back */
	int entered; /* operations in progress */
	bool lost; /* the connection went away during the last operation */
	/* Of the session, while an operation has changed it; pdo_session.c. */
	bool waits_bounded;
	zend_long waits[PHP_COOP_PDO_WAITS]; /* to be put back; -1: was not changed */
	bool is_strict;
	zend_string *sql_mode; /* owned: to be put back; NULL: was not changed */
} php_coop_pdo;

/* True when a value is a PDO. */
bool php_coop_is_pdo(zval *value);

void php_coop_pdo_init(php_coop_pdo *pdo, zval *source);
void php_coop_pdo_clear(php_coop_pdo *pdo);
void php_coop_pdo_gc(php_coop_pdo *pdo, zend_get_gc_buffer *buffer);

/* Brackets around an operation. enter: opens the connection if need be, reads the driver, sets the error mode to
 * exceptions. False: a StoreException is pending, and leave must not be called. leave: a connection that was lost is
 * closed if the user gave a function that opens another, and the next enter does. */
bool php_coop_pdo_enter(php_coop_pdo *pdo);
void php_coop_pdo_leave(php_coop_pdo *pdo);

/* Inside enter/leave, after something failed: the connection is gone, and the user gave no function that opens another. */
bool php_coop_pdo_is_hopeless(php_coop_pdo *pdo);

/* After leave, of an operation that does no harm twice. True: it failed because its connection was lost, perhaps long ago,
 * and the next one opens another; the exception is gone. */
bool php_coop_pdo_may_try_again(const php_coop_pdo *pdo);

/* Inside enter/leave, outside of a transaction: a statement waits for locks at most 2 s. Ends with leave at the latest.
 * After false an exception is pending. */
bool php_coop_pdo_bound_waits(php_coop_pdo *pdo);
void php_coop_pdo_restore_waits(php_coop_pdo *pdo);

/* The same for MariaDB's habit of cutting what is too long: until leave it is an error. */
bool php_coop_pdo_be_strict(php_coop_pdo *pdo);
void php_coop_pdo_restore_strictness(php_coop_pdo *pdo);
void php_coop_pdo_forget_session(php_coop_pdo *pdo); /* of a connection that is gone */

/* Each of these turns what PDO throws into a pending StoreException (what was thrown is its previous) and is false. */
bool php_coop_pdo_exec(php_coop_pdo *pdo, const char *sql, size_t len);
bool php_coop_pdo_execute(php_coop_pdo *pdo, int number, zend_string *sql, uint32_t count, zval *values);
bool php_coop_pdo_fetch(php_coop_pdo *pdo, int number, zval *row, bool *found); /* numeric; *row owned by the caller */
bool php_coop_pdo_row_count(php_coop_pdo *pdo, int number, zend_long *rows);
bool php_coop_pdo_close_cursor(php_coop_pdo *pdo, int number);
/* A statement that is not kept: prepared, executed, all rows fetched. *rows: a list of numeric rows, owned by the caller;
 * undefined after false. No cursor stays open. */
bool php_coop_pdo_query(php_coop_pdo *pdo, zend_string *sql, uint32_t count, zval *values, zval *rows);
void php_coop_pdo_forget(php_coop_pdo *pdo, int number); /* lets go of a prepared statement */
void php_coop_pdo_forget_all(php_coop_pdo *pdo);
bool php_coop_pdo_in_transaction(php_coop_pdo *pdo, bool *open);
/* READ COMMITTED; says so when a transaction is open already, however it was opened. */
bool php_coop_pdo_begin(php_coop_pdo *pdo);
void php_coop_pdo_throw_open_transaction(zend_object *previous); /* takes `previous` over; NULL: none */
bool php_coop_pdo_commit(php_coop_pdo *pdo);
void php_coop_pdo_roll_back(php_coop_pdo *pdo); /* keeps a pending exception; what the rollback throws is dropped */

#endif
