/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_USER_REFRESH_H
#define PHP_COOP_USER_REFRESH_H

#include "manager.h"

#define PHP_COOP_LEEWAY_MAXIMUM 300 /* seconds before the expiry, where the site has not said when a refresh is due */

/* Each gives an owned TokenSet; NULL: an exception is pending. *row keeps what was read; the caller clears it. */

/* The stored tokens as they are; *due: they are to be refreshed before they are used. */
zend_object *php_coop_user_stored_tokens(
	php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row, bool *due);

/* Valid tokens: the stored ones while they last, else refreshed. */
zend_object *php_coop_user_tokens(php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row);

/* Refreshes now. `rejected`: tokens that an API refused; when the row holds newer ones, those are the answer. NULL: none. */
zend_object *php_coop_user_refresh(php_coop_token_manager *manager, zend_string *user_id, zend_object *rejected);

#endif
