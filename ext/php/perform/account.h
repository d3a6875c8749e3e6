/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_ACCOUNT_H
#define PHP_COOP_ACCOUNT_H

#include "php/refresh/manager.h"

zend_object *php_coop_account_new(zend_object *manager, zend_string *user_id); /* owned */

/* ---- What Account::perform() and performForAll() have in common -------------------------------------------------- */

/* Where a function gives nothing, an exception is pending. */

bool php_coop_has_actions(php_coop_token_manager *manager); /* the provider is a COOP */

zend_string *php_coop_userinfo_url(php_coop_token_manager *manager); /* borrowed */

/* `id`: the user's at the API. Owned. */
zend_string *php_coop_action_url(php_coop_token_manager *manager, zend_string *id, zend_object *action);

/* Whether the API has refused the access token in a way that a refresh cures. */
bool php_coop_is_curable(zend_object *response);

/* Of the userinfo endpoint's answer: the user's id at the API. Owned. */
zend_string *php_coop_read_owner_id(php_coop_token_manager *manager, zend_object *response);

/* Of an action's answer: an owned ActionResult. */
zend_object *php_coop_read_action_result(php_coop_token_manager *manager, zend_object *response, zend_object *action);

#endif
