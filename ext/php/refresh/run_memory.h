/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_MEMORY_H
#define PHP_COOP_RUN_MEMORY_H

#include "run_state.h"

/* What the runs of a store know of each other: when one of them last had a success, and since when all were refused.
 * Another client, or another token endpoint, begins anew. */

bool php_coop_run_recall(php_coop_run *run); /* tells core/run; false if an exception is pending */

/* At the end of a run. If it fails, the next run knows less, and nothing else happens. */
void php_coop_run_remember(php_coop_run *run);

#endif
