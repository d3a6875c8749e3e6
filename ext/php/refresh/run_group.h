/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_GROUP_H
#define PHP_COOP_RUN_GROUP_H

#include "run_state.h"

/* Does COOP_RUN_GROUP: saves and releases what core/run lists as finished, and takes up to `take` new rows, in one
 * transaction; then tells the site. `from` is as in php_coop_due_next(). */
void php_coop_run_do_group(php_coop_run *run, int take, coop_run_place from);

#endif
