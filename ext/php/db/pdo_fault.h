/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_FAULT_H
#define PHP_COOP_PDO_FAULT_H

#include "pdo_call.h"

/* What PDO throws: turned into a StoreException, and judged. */

/* exit() in code of the site's: it goes on once the connection is in order. */
bool php_coop_is_exiting(void);

/* Turns the pending exception, if there is one, into a StoreException that says that the database refused `what`. Always
 * false, so that a caller can return it. */
bool php_coop_pdo_failed(php_coop_pdo *pdo, const char *what);

/* Around tidying up: what it throws must not hide what was thrown before. park gives the pending exception (NULL: none),
 * unpark takes it over, drops what is pending by then, and makes it pending again. */
zend_object *php_coop_pdo_park(void);
void php_coop_pdo_unpark(zend_object *parked);

/* What a StoreException out of PDO calls means for the caller. */
php_coop_pdo_fault php_coop_pdo_fault_of(zend_object *exception);

#endif
