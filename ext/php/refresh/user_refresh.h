/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_USER_REFRESH_H
#define PHP_COOP_USER_REFRESH_H

#include "manager.h"

#define PHP_COOP_LEEWAY_MAXIMUM 300 /* seconds before the expiry that a refresh is due, if the site did not say */
#define PHP_COOP_WINNER_WAIT 5 /* seconds that another process gets to finish, if the site did not say */

/* How a caller waits. */
typedef struct php_coop_user_manners {
	zend_long wait; /* seconds that another process gets to finish its refresh of this user */
	/* For some seconds after a try that has failed, nothing is sent. False for what is asked for by name, or for many
	 * users. */
	bool holds_back;
} php_coop_user_manners;

/* Each function returns a TokenSet; owned; NULL if an exception is pending. `row` receives what was read of the user,
 * and the caller clears it. */

/* Returns the stored tokens as they are. `due` receives whether they have to be refreshed before they are used. */
zend_object *php_coop_user_stored_tokens(
	php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row, bool *due);

/* Returns tokens that can be used: the stored ones, refreshed if they are due. If the refresh fails, the stored ones are
 * returned as long as they have not expired. */
zend_object *php_coop_user_tokens(
	php_coop_token_manager *manager, zend_string *user_id, const php_coop_user_manners *manners, php_coop_row *row);

/* Refreshes now. `rejected` is a TokenSet that an API has refused, or NULL. If the row has other tokens than those,
 * they are returned without a refresh. */
zend_object *php_coop_user_refresh(
	php_coop_token_manager *manager, zend_string *user_id, zend_object *rejected, const php_coop_user_manners *manners);

/* Does the same after a 401 that a new access token may cure. Returns NULL without an exception if there is none to be had:
 * the refused one is too young for a refresh to help, or the refresh brought none and was no verdict either. `tried` receives
 * whether there was a refresh. */
zend_object *php_coop_user_cure(php_coop_token_manager *manager, zend_string *user_id, zend_object *refused,
	const php_coop_user_manners *manners, bool *tried);

#endif
