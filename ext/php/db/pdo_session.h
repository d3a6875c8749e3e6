/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_SESSION_H
#define PHP_COOP_PDO_SESSION_H

#include "pdo_call.h"

/* Settings of the database's session that an operation changes and puts back. */

/* Both settings are made between php_coop_pdo_enter() and leave(), which puts them back, and outside of a transaction.
 * They return false if an exception is pending. */

/* Lets a statement wait for locks no longer than PHP_COOP_WAIT_MILLISECONDS. */
bool php_coop_pdo_bound_waits(php_coop_pdo *pdo);
void php_coop_pdo_restore_waits(php_coop_pdo *pdo);

/* Makes it an error if a text is too long, in a database that would cut the text. */
bool php_coop_pdo_be_strict(php_coop_pdo *pdo);
void php_coop_pdo_restore_strictness(php_coop_pdo *pdo);
void php_coop_pdo_forget_session(php_coop_pdo *pdo); /* to be called when the connection is gone */

#endif
