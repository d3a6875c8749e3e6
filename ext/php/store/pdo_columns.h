/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_COLUMNS_H
#define PHP_COOP_PDO_COLUMNS_H

#include "pdo_store.h"

/* All inside php_coop_pdo_enter/leave of the store. After false an exception is pending. */

/* Reads the catalogue: that table and columns are there, and what the expiry column holds. */
bool php_coop_pdo_store_ready(php_coop_pdo_token_store *self);

/* A read does without the companion table, a write makes it. After a failure the tables are looked at
 * again, since they may have changed. */
bool php_coop_pdo_store_enter(php_coop_pdo_token_store *self);
void php_coop_pdo_store_leave(php_coop_pdo_token_store *self);
bool php_coop_pdo_store_ready_to_write(php_coop_pdo_token_store *self);

/* Appends the provider to a statement's values, where the store has one; the new count. */
uint32_t php_coop_pdo_store_add_provider(const php_coop_pdo_token_store *self, zval *values, uint32_t count);

/* A user id as a statement's value, borrowed; null, which equals nothing, where the column cannot hold such a text. */
void php_coop_pdo_store_bind_id(const php_coop_pdo_token_store *self, zval *value, zend_string *user_id);

#endif
