/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_CONNECTION_H
#define PHP_COOP_PDO_CONNECTION_H

#include "pdo_call.h"

/* A connection's life: opened, entered and left around an operation, and its transactions. */

void php_coop_pdo_init(php_coop_pdo *pdo, zval *source);
void php_coop_pdo_clear(php_coop_pdo *pdo);
void php_coop_pdo_gc(php_coop_pdo *pdo, zend_get_gc_buffer *buffer);

/* Brackets around an operation. enter: opens the connection if need be, finds out which database it leads to, sets the error
 * mode to exceptions. False: an exception is pending (a StoreException, also where the database or its version is not
 * supported), and leave must not be called. leave: a connection that was lost is closed if the user gave a function that
 * opens another, and the next enter does. */
bool php_coop_pdo_enter(php_coop_pdo *pdo);
void php_coop_pdo_leave(php_coop_pdo *pdo);

/* Inside enter/leave, after something failed: the connection is gone, and the user gave no function that opens another. */
bool php_coop_pdo_is_hopeless(php_coop_pdo *pdo);

/* After leave, of an operation that does no harm twice. True: it failed because its connection was lost, perhaps long ago,
 * and the next one opens another; the exception is gone. */
bool php_coop_pdo_may_try_again(const php_coop_pdo *pdo);

bool php_coop_pdo_in_transaction(php_coop_pdo *pdo, bool *open);
/* READ COMMITTED; says so when a transaction is open already, however it was opened. */
bool php_coop_pdo_begin(php_coop_pdo *pdo);
void php_coop_pdo_throw_open_transaction(zend_object *previous); /* takes `previous` over; NULL: none */
bool php_coop_pdo_commit(php_coop_pdo *pdo);
void php_coop_pdo_roll_back(php_coop_pdo *pdo); /* keeps a pending exception; what the rollback throws is dropped */

#endif
