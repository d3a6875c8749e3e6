/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_EVENTS_H
#define PHP_COOP_EVENTS_H

#include "attempt.h"

/* Tells the site's event closure what was odd about an answer. If the closure throws, its exception is pending. */
void php_coop_refresh_tell(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh);

#endif
