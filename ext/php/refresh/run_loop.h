/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_LOOP_H
#define PHP_COOP_RUN_LOOP_H

#include "run_state.h"

/* Does what refreshExpiring() promises; the arguments are checked. Returns a RefreshReport; owned; NULL if an exception
 * is pending. */
zend_object *php_coop_refresh_run(php_coop_token_manager *manager, const php_coop_run_options *options);

void php_coop_run_free(php_coop_run *run); /* also to be called after a fatal error; calls no code of the site */

#endif
