/* SPDX-License-Identifier: MIT */
#include "judgement.h"

/* Returns for how many seconds the server has been refusing the token. */
static int64_t refused_for(const php_coop_trouble *trouble, coop_instant now)
{
	bool before = trouble->fingerprint[0] && trouble->reason != PHP_COOP_REASON_FAILED && trouble->since_at > 0;
	return before ? now - trouble->since_at : 0;
}

php_coop_judgement php_coop_weigh(
	const php_coop_row *row, coop_refusal refusal, coop_evidence evidence, coop_instant now)
{
	const php_coop_trouble *trouble = &row->trouble;
	const coop_verdict verdict = coop_verdicts[refusal][evidence];
	php_coop_judgement judgement = {.row = row, .strikes = trouble->strikes};
	if (verdict.strikes > 0) {
		judgement.strikes++;
	}
	if (php_coop_has_ended(trouble)) {
		judgement.reason = trouble->reason == PHP_COOP_REASON_NONE ? PHP_COOP_REASON_INVALID_GRANT : trouble->reason;
		judgement.rest = COOP_REST_ENDED;
	} else if (coop_verdict_ends(verdict, judgement.strikes, refused_for(trouble, now))) {
		judgement.strikes = COOP_STRIKES_ENDED;
		judgement.reason = refusal == COOP_REFUSAL_ENDED ? PHP_COOP_REASON_INVALID_GRANT : PHP_COOP_REASON_REFUSED;
		judgement.rest = COOP_REST_ENDED;
	} else if (verdict.strikes > 0) {
		judgement.reason = refusal == COOP_REFUSAL_ENDED ? PHP_COOP_REASON_STRUCK : PHP_COOP_REASON_DOUBTED;
		judgement.rest = COOP_REST_REJECTED;
	} else {
		judgement.reason = PHP_COOP_REASON_DOUBTED;
		judgement.rest = COOP_HOLD_MAXIMUM;
	}
	return judgement;
}

bool php_coop_judgement_ends(const php_coop_judgement *judgement)
{
	const php_coop_trouble after = {.reason = judgement->reason, .strikes = judgement->strikes};
	return php_coop_has_ended(&after);
}
