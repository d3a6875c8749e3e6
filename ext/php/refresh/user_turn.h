/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_USER_TURN_H
#define PHP_COOP_USER_TURN_H

#include "user_refresh.h"

/* One refresh of one user's row, for user_refresh.c. Each function that returns tokens returns a TokenSet; owned; NULL if an
 * exception is pending. */

/* Refreshes the row, or waits for another process that does. `stored` is the stored tokens if they can
 * still be used, or else NULL; they are returned rather than wait. */
zend_object *php_coop_user_turn(php_coop_token_manager *manager, const php_coop_row *row, zend_object *stored,
	const php_coop_user_manners *manners);

/* ---- What user_refresh.c does for it ----------------------------------------------------------------------------- */

/* Returns false if an exception is pending, which it is also if the user has no tokens. */
bool php_coop_user_read_row(php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row);

zend_object *php_coop_user_row_tokens(const php_coop_token_manager *manager, const php_coop_row *row);

#endif
