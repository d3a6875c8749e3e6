/* SPDX-License-Identifier: MIT */
#include "run_verdict.h"
#include "replay_search.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"

/* Rejections wait for the end of the run, when it is clear whether they can be believed. Then the journals are searched
 * for a successor of the rejected token, and the row is read again, since it may have another token by now. */

void php_coop_verdict_park(php_coop_run *run, php_coop_attempt *attempt)
{
	if (!run->parked) {
		run->parked =
			safe_emalloc(COOP_RUN_PARKED_MAXIMUM + (size_t) coop_run_tickets(run->rules), sizeof(*run->parked), 0);
	}
	run->parked[run->parked_count++] = (php_coop_parked){attempt->row, attempt->refresh.error};
	memset(&attempt->row, 0, sizeof(attempt->row));
	attempt->refresh.error = NULL;
}

/* Returns true if the row holds another refresh token by now, by a login or by a save that we did not see: then the
 * rejection was about an old token. */
static bool was_replaced(php_coop_run *run, const php_coop_row *row)
{
	php_coop_token_manager *manager = run->manager;
	php_coop_row now = {0};
	php_coop_read read = manager->store.ops->read(&manager->store, row->user_id, &now);
	bool replaced =
		read == PHP_COOP_READ_ROW && now.refresh_token && !zend_string_equals(now.refresh_token, row->refresh_token);
	php_coop_row_clear(&now);
	if (read == PHP_COOP_READ_FAILED) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	return replaced;
}

static void strike(php_coop_run *run, php_coop_parked *parked)
{
	php_coop_token_manager *manager = run->manager;
	php_coop_outcome outcome = PHP_COOP_REJECTED;
	int strikes = 1;
	if (!php_coop_store_strike(&manager->store, parked->row.user_id, parked->row.token_fingerprint, &strikes)) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	if (coop_login_has_ended(strikes)) {
		outcome = PHP_COOP_REAUTHORIZATION_REQUIRED;
		parked->error = php_coop_reauthorization_exception(parked->row.user_id, "invalid_grant", parked->error);
	}
	php_coop_run_tell(run, parked->row.user_id, outcome, NULL, parked->error);
}

static void forgive(php_coop_run *run, php_coop_parked *parked)
{
	php_coop_token_manager *manager = run->manager;
	if (!php_coop_store_forgive(&manager->store, parked->row.user_id, parked->row.token_fingerprint)) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	php_coop_run_tell(run, parked->row.user_id, PHP_COOP_REJECTED, NULL, parked->error);
}

static void judge(php_coop_run *run, php_coop_parked *parked, bool healed, bool believable)
{
	if (healed) {
		php_coop_run_tell(run, parked->row.user_id, PHP_COOP_SAVED, NULL, NULL);
	} else if (was_replaced(run, &parked->row)) {
		php_coop_run_tell(run, parked->row.user_id, PHP_COOP_SUPERSEDED, NULL, NULL);
	} else if (believable && !run->failure) {
		strike(run, parked);
	} else {
		forgive(run, parked);
	}
}

void php_coop_verdict_judge(php_coop_run *run, bool believable)
{
	php_coop_row *rows = safe_emalloc(run->parked_count, sizeof(*rows), 0);
	bool *healed = safe_emalloc(run->parked_count, sizeof(*healed), 0);
	for (size_t i = 0; i < run->parked_count; i++) {
		rows[i] = run->parked[i].row; /* borrowed */
		healed[i] = false;
	}
	if (!php_coop_replay_search(run->manager, rows, run->parked_count, healed)) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	for (size_t i = 0; i < run->parked_count; i++) {
		php_coop_parked parked = run->parked[i];
		memset(&run->parked[i], 0, sizeof(parked)); /* a fatal error in the site's callback must not free it twice */
		if (!run->is_child) {
			judge(run, &parked, healed[i], believable);
		}
		php_coop_row_clear(&parked.row);
		OBJ_RELEASE(parked.error);
	}
	run->parked_count = 0;
	efree(rows);
	efree(healed);
	coop_run_judged(run->rules);
}
