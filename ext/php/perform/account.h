/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_ACCOUNT_H
#define PHP_COOP_ACCOUNT_H

#include "php/refresh/manager.h"

/* Returns an Account; owned. `wait` is how many seconds another process gets to finish its refresh of this user. */
zend_object *php_coop_account_new(zend_object *manager, zend_string *user_id, zend_long wait);

/* ---- What Account::perform() and performForAll() have in common -------------------------------------------------- */

/* If one of these returns NULL, or php_coop_has_actions() returns false, an exception is pending. `owner_id` is the
 * user's id at the API. */

bool php_coop_has_actions(php_coop_token_manager *manager); /* whether the provider is a COOP */

zend_string *php_coop_userinfo_url(php_coop_token_manager *manager); /* borrowed */

zend_string *php_coop_action_url(
	php_coop_token_manager *manager, zend_string *owner_id, zend_object *action); /* owned */

/* Returns whether the API has refused the access token in a way that a refresh can cure. Throws nothing. */
bool php_coop_is_curable(zend_object *response);

/* Reads owner_id from the userinfo endpoint's Response; owned. */
zend_string *php_coop_read_owner_id(php_coop_token_manager *manager, zend_object *response);

/* Reads an ActionResult from the Response to an action; owned. */
zend_object *php_coop_read_action_result(php_coop_token_manager *manager, zend_object *response, zend_object *action);

#endif
