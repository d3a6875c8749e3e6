/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_JUDGEMENT_H
#define PHP_COOP_JUDGEMENT_H

#include "php/store/store_ops.h"
#include "core/run/evidence.h"

/* Returns what a refusal of the row's token means for the login, by coop_verdicts. `row` is as it was when it was taken,
 * and is borrowed. */
php_coop_judgement php_coop_weigh(
	const php_coop_row *row, coop_refusal refusal, coop_evidence evidence, coop_instant now);

/* Returns whether the login has ended, by this judgement or by an earlier one. */
bool php_coop_judgement_ends(const php_coop_judgement *judgement);

#endif
