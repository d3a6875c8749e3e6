/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_VERDICT_H
#define PHP_COOP_RUN_VERDICT_H

#include "run_state.h"

/* Parks a rejection until the end of the run. Takes row and error out of the attempt. */
void php_coop_verdict_park(php_coop_run *run, php_coop_attempt *attempt);

/* Does COOP_RUN_JUDGE: makes the parked rejections strikes if they are believable, or else forgives them, and tells the
 * site. */
void php_coop_verdict_judge(php_coop_run *run, bool believable);

#endif
