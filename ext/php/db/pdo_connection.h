/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_CONNECTION_H
#define PHP_COOP_PDO_CONNECTION_H

#include "pdo_call.h"

/* The life of a connection, which is entered and left around each operation, and its transactions. A function that
 * returns bool returns false if an exception is pending, if nothing else is said. */

void php_coop_pdo_init(php_coop_pdo *pdo, zval *source);
void php_coop_pdo_clear(php_coop_pdo *pdo);
void php_coop_pdo_gc(php_coop_pdo *pdo, zend_get_gc_buffer *buffer);

/* Begins an operation: opens the connection if need be, finds out which database it leads to, and sets the error mode
 * to exceptions. If it returns false, leave must not be called. The exception is a StoreException also if the database
 * or its version is not supported. */
bool php_coop_pdo_enter(php_coop_pdo *pdo);

/* Ends an operation. If the connection was lost, and the site gave a closure, the connection is closed, and the next
 * operation opens another one. */
void php_coop_pdo_leave(php_coop_pdo *pdo);

/* To be called after a failure, before leave. Returns true if the connection is lost and the site gave a PDO, which
 * cannot be opened again. */
bool php_coop_pdo_is_hopeless(php_coop_pdo *pdo);

/* To be called after leave, for an operation that may be done twice. Returns true, and drops the exception, if the
 * operation has failed because the connection was lost, and the next one opens another connection. */
bool php_coop_pdo_may_try_again(const php_coop_pdo *pdo);

bool php_coop_pdo_in_transaction(php_coop_pdo *pdo, bool *open);

/* Begins a transaction, READ COMMITTED. Fails if one is open already, however it was opened. */
bool php_coop_pdo_begin(php_coop_pdo *pdo);
void php_coop_pdo_throw_open_transaction(zend_object *previous); /* takes `previous` over, which may be NULL */
bool php_coop_pdo_commit(php_coop_pdo *pdo);
void php_coop_pdo_roll_back(php_coop_pdo *pdo); /* keeps a pending exception, and drops what the rollback throws */

#endif
