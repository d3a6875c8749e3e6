/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_SAVE_H
#define PHP_COOP_PDO_SAVE_H

#include "pdo_store.h"

/* Strings are borrowed. A NULL among the new values keeps what is stored. */
typedef struct php_coop_pdo_saving {
	zend_string *user_id;
	bool is_login;
	zend_string *old_access_token; /* NULL: null or '' */
	zend_string *old_refresh_token;
	zend_string *access_token;
	zend_string *expiry;
	zend_string *refresh_token;
} php_coop_pdo_saving;

php_coop_save php_coop_pdo_save(
	php_coop_pdo_token_store *self, const php_coop_pdo_saving *s); /* a login, or the long form */
php_coop_save php_coop_pdo_save_row(
	php_coop_pdo_token_store *self, const php_coop_pdo_saving *s); /* in a transaction */

#endif
