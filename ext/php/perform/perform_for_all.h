/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PERFORM_FOR_ALL_H
#define PHP_COOP_PERFORM_FOR_ALL_H

#include "php/values/site_callback.h"
#include "php/refresh/manager.h"

/* performForAll(), which performs one action of the API for every user in the store. */

typedef struct php_coop_perform_options {
	zend_object *action;
	php_coop_site_callback on_result;
	zend_long concurrency;
	zend_long time_limit; /* seconds; 0 if there is none */
} php_coop_perform_options;

/* Returns for how many users the action was performed. An exception of the callback or of the store may be pending. */
zend_long php_coop_perform_for_all(php_coop_token_manager *manager, const php_coop_perform_options *options);

void php_coop_performing_free(struct php_coop_performing *performing); /* also to be called after a fatal error */

#endif
