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

typedef struct php_coop_pdo {
	zval source; /* owned: the PDO or the closure that the user gave */
	zval connection; /* owned: the PDO in use; undefined until the first operation */
	php_coop_pdo_driver driver;
	zval statements[PHP_COOP_PDO_STATEMENTS]; /* owned: prepared once, by the caller's number; undefined until used */
	zend_long error_mode; /* to be put back */
	int entered; /* operations in progress */
} php_coop_pdo;

/* What a StoreException's database error is about. */
typedef enum php_coop_pdo_fault {
	PHP_COOP_PDO_FAULT_OTHER,
	PHP_COOP_PDO_FAULT_RETRY,
	PHP_COOP_PDO_FAULT_LOST,
	PHP_COOP_PDO_FAULT_ROW
} php_coop_pdo_fault;
php_coop_pdo_fault php_coop_pdo_fault_of(zend_object *exception);

/* True when a value is a PDO. */
bool php_coop_is_pdo(zval *value);

void php_coop_pdo_init(php_coop_pdo *pdo, zval *source);
void php_coop_pdo_clear(php_coop_pdo *pdo);
void php_coop_pdo_gc(php_coop_pdo *pdo, zend_get_gc_buffer *buffer);

/* Brackets around an operation. enter: opens the connection if need be, reads the driver, sets the error mode to
 * exceptions. False: a StoreException is pending, and leave must not be called. */
bool php_coop_pdo_enter(php_coop_pdo *pdo);
void php_coop_pdo_leave(php_coop_pdo *pdo);

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
bool php_coop_pdo_begin(php_coop_pdo *pdo); /* says so when a transaction is open already, however it was opened */
void php_coop_pdo_throw_open_transaction(zend_object *previous); /* takes `previous` over; NULL: none */
bool php_coop_pdo_commit(php_coop_pdo *pdo);
void php_coop_pdo_roll_back(php_coop_pdo *pdo); /* keeps a pending exception; what the rollback throws is dropped */

#endif
