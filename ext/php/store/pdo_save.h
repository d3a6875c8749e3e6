/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_SAVE_H
#define PHP_COOP_PDO_SAVE_H

#include "pdo_store.h"

/* What is saved in a row. All strings are borrowed. */
typedef struct php_coop_pdo_saving {
	zend_string *user_id;
	bool is_login; /* the row is written whatever it has; false if it must have the two old tokens */
	bool makes_row; /* a login makes the row if there is none */
	zend_string *resource_owner_id; /* that a login brings; NULL if the stored one stays */
	zend_string *old_access_token; /* NULL if it is null or '' */
	zend_string *old_refresh_token; /* NULL if it is null or '' */
	zend_string *access_token; /* NULL if the stored one stays */
	zend_string *expiry; /* NULL if the stored one stays */
	zend_string *refresh_token; /* NULL if the stored one stays */
} php_coop_pdo_saving;

/* Saves in a transaction of its own, and notes the login in the companion table. */
php_coop_save php_coop_pdo_save(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s);

/* Saves within the caller's transaction. */
php_coop_save php_coop_pdo_save_row(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s);

#endif
