/* SPDX-License-Identifier: MIT */
#include "site_callback.h"

void php_coop_site_call(const php_coop_site_callback *callback, uint32_t count, zval *arguments)
{
	zend_fcall_info call = callback->call;
	zend_fcall_info_cache cache = callback->cache;
	zval nothing;
	ZVAL_UNDEF(&nothing);
	call.retval = &nothing;
	call.params = arguments;
	call.param_count = count;
	zend_call_function(&call, &cache);
	zval_ptr_dtor(&nothing);
}
