/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_SITE_CALLBACK_H
#define PHP_COOP_SITE_CALLBACK_H

#include "php.h"

/* A function of the site, as Z_PARAM_FUNC_OR_NULL reads one; borrowed. It is valid until the method to which the site
 * gave it returns. */
typedef struct php_coop_site_callback {
	zend_fcall_info call; /* ZEND_FCI_INITIALIZED() if one was given */
	zend_fcall_info_cache cache;
} php_coop_site_callback;

/* Calls the function and drops what it returns. An exception may be pending afterwards. */
void php_coop_site_call(const php_coop_site_callback *callback, uint32_t count, zval *arguments);

#endif
