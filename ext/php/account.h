/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_ACCOUNT_H
#define PHP_COOP_ACCOUNT_H

#include "token_manager.h"

zend_object *php_coop_account_new(zend_object *manager, zend_string *user_id); /* owned */

/* TokenManager::performForAll(). An exception of the callback or of the store is pending where one ended it. */
zend_long php_coop_perform_for_all(php_coop_token_manager *manager, zend_object *action, zend_fcall_info *on_result,
	zend_fcall_info_cache *on_result_cache, zend_long time_limit);

#endif
