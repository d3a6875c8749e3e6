/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_LOOP_H
#define PHP_COOP_RUN_LOOP_H

#include "run_state.h"

/* refreshExpiring(), its arguments checked. Gives an owned RefreshReport; NULL if an exception is pending. */
zend_object *php_coop_refresh_run(php_coop_token_manager *manager, const php_coop_run_options *options);

void php_coop_run_free(php_coop_run *run); /* also after a fatal error, when nothing of PHP's may be called any more */

#endif
