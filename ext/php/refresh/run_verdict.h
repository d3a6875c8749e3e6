/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_VERDICT_H
#define PHP_COOP_RUN_VERDICT_H

#include "run_state.h"

/* Keeps a rejection for the end of the run. Takes row and error out of the attempt. */
void php_coop_verdict_park(php_coop_run *run, php_coop_attempt *attempt);

/* Does COOP_RUN_JUDGE: what was parked becomes strikes if it is believable, and is forgiven otherwise; then tells the site. */
void php_coop_verdict_judge(php_coop_run *run, bool believable);

#endif
