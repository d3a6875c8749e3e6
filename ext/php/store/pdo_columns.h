/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_COLUMNS_H
#define PHP_COOP_PDO_COLUMNS_H

#include "pdo_store.h"

/* A function that returns bool returns false if an exception is pending. */

/* These stand around every operation. If it has failed, the tables are looked at again before the next one, since they
 * may have changed. */
bool php_coop_pdo_store_enter(php_coop_pdo_token_store *self);
void php_coop_pdo_store_leave(php_coop_pdo_token_store *self);

/* The other functions are called between enter and leave. */

/* Reads the catalogue, if it is not known: whether the table and its columns are there, and of what types they are. */
bool php_coop_pdo_store_ready(php_coop_pdo_token_store *self);

/* Does the same and makes the companion table if it is missing, without which only reads can do. */
bool php_coop_pdo_store_ready_to_write(php_coop_pdo_token_store *self);

/* Appends the provider to the values of a statement, if the store has one. Returns the new count. */
uint32_t php_coop_pdo_store_add_provider(const php_coop_pdo_token_store *self, zval *values, uint32_t count);

/* Makes `value` the user id for a statement; borrowed. If the column cannot hold such an id, `value` becomes null,
 * which equals nothing. */
void php_coop_pdo_store_bind_id(const php_coop_pdo_token_store *self, zval *value, zend_string *user_id);

#endif
