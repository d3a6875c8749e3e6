/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_SESSION_H
#define PHP_COOP_PDO_SESSION_H

#include "pdo_call.h"

/* Settings of the database's session that an operation changes and puts back. */

/* Inside enter/leave, outside of a transaction: a statement waits for locks at most 2 s. Ends with leave at the latest.
 * After false an exception is pending. */
bool php_coop_pdo_bound_waits(php_coop_pdo *pdo);
void php_coop_pdo_restore_waits(php_coop_pdo *pdo);

/* The same for a database's habit of cutting what is too long: until leave it is an error. */
bool php_coop_pdo_be_strict(php_coop_pdo *pdo);
void php_coop_pdo_restore_strictness(php_coop_pdo *pdo);
void php_coop_pdo_forget_session(php_coop_pdo *pdo); /* of a connection that is gone */

#endif
