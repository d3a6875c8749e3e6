/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_VERDICT_H
#define PHP_COOP_RUN_VERDICT_H

#include "run_state.h"

/* Parks a refusal until the end of the run. Takes row and error out of the attempt. */
void php_coop_verdict_park(php_coop_run *run, php_coop_attempt *attempt, coop_refusal refusal);

/* Does COOP_RUN_JUDGE: counts the parked refusals against their logins as far as coop_verdicts allows, and tells the
 * site. */
void php_coop_verdict_judge(php_coop_run *run, coop_evidence evidence);

#endif
