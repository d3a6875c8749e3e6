/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PERFORM_FOR_ALL_H
#define PHP_COOP_PERFORM_FOR_ALL_H

#include "php/values/site_callback.h"
#include "php/refresh/manager.h"

/* performForAll(): one action of the API for everybody in the store. */

typedef struct php_coop_perform_options {
	zend_object *action;
	php_coop_site_callback on_result;
	zend_long concurrency;
	zend_long time_limit; /* seconds; 0: none */
} php_coop_perform_options;

/* How many succeeded. An exception may be pending: of the callback, of the store. */
zend_long php_coop_perform_for_all(php_coop_token_manager *manager, const php_coop_perform_options *options);

void php_coop_performing_free(struct php_coop_performing *performing); /* also after a fatal error */

#endif
