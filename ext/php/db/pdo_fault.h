/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_FAULT_H
#define PHP_COOP_PDO_FAULT_H

#include "pdo_call.h"

/* Turns what PDO throws into StoreExceptions, and judges it. */

/* Returns true if what is pending is PHP's exit() rather than an exception. Leave it pending: PHP goes on with it once
 * the connection is in order. */
bool php_coop_is_exiting(void);

/* Returns the name of the column that an INSERT left without a value, as the database says it; owned; NULL if the exception,
 * or a previous one, is about something else. */
zend_string *php_coop_pdo_column_without_value(zend_object *exception);

/* Turns the pending exception, if there is one, into a StoreException that says that the database refused `what`.
 * Always returns false, so that a caller can return the same. */
bool php_coop_pdo_failed(php_coop_pdo *pdo, const char *what);

/* These stand around tidying up, whose exceptions must not hide the earlier one. The first returns the pending
 * exception; owned; NULL if there is none. The second takes that exception over, drops the one that is pending by then,
 * and makes the earlier one pending again. */
zend_object *php_coop_pdo_set_aside(void);
void php_coop_pdo_put_back(zend_object *aside);

/* Returns what a StoreException of this folder means for the caller. */
php_coop_pdo_fault php_coop_pdo_fault_of(zend_object *exception);

#endif
