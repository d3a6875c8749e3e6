/* SPDX-License-Identifier: MIT */
#include "run_verdict.h"
#include "events.h"
#include "judgement.h"
#include "replay_search.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"

/* Refusals wait for the end of the run, when it is clear what speaks against the logins. Then the journals are searched
 * for a successor of each refused token, and the rows are read again, since they may have other tokens by now. */

void php_coop_verdict_park(php_coop_run *run, php_coop_attempt *attempt, coop_refusal refusal)
{
	if (!run->parked) {
		run->parked =
			safe_emalloc(COOP_RUN_PARKED_MAXIMUM + (size_t) coop_run_tickets(run->rules), sizeof(*run->parked), 0);
	}
	run->parked[run->parked_count++] =
		(php_coop_parked){attempt->row, attempt->refresh.error, refusal, attempt->refresh.outcome};
	memset(&attempt->row, 0, sizeof(attempt->row));
	attempt->refresh.error = NULL;
}

/* Returns true if the row has got new tokens by now, by a login or by a save that we did not see: then the rejection was
 * about old ones. A server that does not rotate leaves the refresh token as it is, so the date of the save tells too. */
static bool was_replaced(php_coop_run *run, const php_coop_row *row)
{
	php_coop_token_manager *manager = run->manager;
	php_coop_row now = {0};
	php_coop_read read = manager->store.ops->read(&manager->store, row->user_id, &now);
	bool replaced = read == PHP_COOP_READ_ROW && now.refresh_token &&
		(now.done_at > row->done_at || !zend_string_equals(now.refresh_token, row->refresh_token));
	php_coop_row_clear(&now);
	if (read == PHP_COOP_READ_FAILED) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	return replaced;
}

static php_coop_outcome outcome_of(const php_coop_parked *parked, const php_coop_judgement *judgement)
{
	if (php_coop_judgement_ends(judgement)) {
		return PHP_COOP_REAUTHORIZATION_REQUIRED;
	}
	return judgement->strikes > parked->row.trouble.strikes ? PHP_COOP_REJECTED : parked->outcome;
}

/* Nothing but time speaks against these logins, so somebody is told before they count as ended. */
static void tell_believed(php_coop_run *run, const php_coop_judgement *judgements, int count)
{
	zend_long believed = 0;
	for (int i = 0; i < count; i++) {
		believed += php_coop_judgement_ends(&judgements[i]) && !php_coop_has_ended(&judgements[i].row->trouble);
	}
	if (believed > 0 && !run->failure && !run->is_child) {
		php_coop_event_rejections_believed(run->manager, believed);
		php_coop_run_keep_failure(run);
		php_coop_run_look_for_fork(run);
	}
}

/* Decides about all parked refusals, and writes that. `outcomes` receives what becomes of each. */
static void decide(php_coop_run *run, const bool *healed, coop_evidence evidence, php_coop_outcome *outcomes)
{
	const php_coop_store *store = &run->manager->store;
	php_coop_judgement *judgements = safe_emalloc(run->parked_count + 1, sizeof(*judgements), 0);
	int count = 0;
	for (size_t i = 0; i < run->parked_count; i++) {
		if (healed[i]) {
			outcomes[i] = PHP_COOP_SAVED;
		} else if (was_replaced(run, &run->parked[i].row)) {
			outcomes[i] = PHP_COOP_SUPERSEDED;
		} else {
			judgements[count] = php_coop_weigh(&run->parked[i].row, run->parked[i].refusal,
				run->failure ? COOP_EVIDENCE_NONE : evidence, run->manager->holder.now);
			outcomes[i] = outcome_of(&run->parked[i], &judgements[count]);
			count++;
		}
	}
	if (evidence == COOP_EVIDENCE_LASTING) {
		tell_believed(run, judgements, count);
	}
	if (!run->is_child && !php_coop_store_judge(store, judgements, count)) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	efree(judgements);
}

static void tell(php_coop_run *run, php_coop_parked *parked, php_coop_outcome outcome)
{
	if (outcome == PHP_COOP_REAUTHORIZATION_REQUIRED) {
		const char *reason = php_coop_has_ended(&parked->row.trouble) ? php_coop_end_reason(&parked->row.trouble)
			: parked->refusal == COOP_REFUSAL_ENDED					  ? "invalid_grant"
																	  : "refused";
		parked->error = php_coop_reauthorization_exception(parked->row.user_id, reason, parked->error);
	}
	bool is_settled = outcome == PHP_COOP_SAVED || outcome == PHP_COOP_SUPERSEDED;
	php_coop_run_tell(run, parked->row.user_id, outcome, NULL, is_settled ? NULL : parked->error);
}

void php_coop_verdict_judge(php_coop_run *run, coop_evidence evidence)
{
	size_t count = run->parked_count;
	php_coop_row *rows = safe_emalloc(count, sizeof(*rows), 0);
	bool *healed = safe_emalloc(count, sizeof(*healed), 0);
	php_coop_outcome *outcomes = safe_emalloc(count, sizeof(*outcomes), 0);
	for (size_t i = 0; i < count; i++) {
		rows[i] = run->parked[i].row; /* borrowed */
		healed[i] = false;
	}
	if (!php_coop_replay_search(run->manager, rows, count, healed)) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	decide(run, healed, evidence, outcomes);
	for (size_t i = 0; i < count; i++) {
		php_coop_parked parked = run->parked[i];
		memset(&run->parked[i], 0, sizeof(parked)); /* a fatal error in the site's callback must not free it twice */
		if (!run->is_child) {
			tell(run, &parked, outcomes[i]);
		}
		php_coop_row_clear(&parked.row);
		OBJ_RELEASE(parked.error);
	}
	run->parked_count = 0;
	efree(rows);
	efree(healed);
	efree(outcomes);
	coop_run_judged(run->rules);
}
