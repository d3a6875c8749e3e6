/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_USER_REFRESH_H
#define PHP_COOP_USER_REFRESH_H

#include "token_manager.h"

/* Both give an owned TokenSet; NULL: an exception is pending. */

/* Valid tokens: the stored ones while they last, else refreshed. *row keeps what was read; the caller clears it. */
zend_object *php_coop_user_tokens(php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row);

/* Refreshes now. `rejected`: tokens that an API refused; when the row holds newer ones, those are the answer. NULL: none. */
zend_object *php_coop_user_refresh(php_coop_token_manager *manager, zend_string *user_id, zend_object *rejected);

#endif
