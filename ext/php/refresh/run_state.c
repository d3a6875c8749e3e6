/* SPDX-License-Identifier: MIT */
#include "run_state.h"
#include "events.h"
#include "refresh_journal.h"

#include "php/values/exceptions.h"
#include "php/values/report.h"
#include <poll.h>
#include <unistd.h>

#define BREATH 2 /* milliseconds between two turns of the pump, while statements are executed */

/* ---- The end of a run -------------------------------------------------------------------------------------------- */

void php_coop_run_fail(php_coop_run *run, zend_object *failure)
{
	php_coop_keep_first(&run->failure, failure);
	coop_run_stop_for(run->rules, COOP_RUN_STOP_CALLER);
}

void php_coop_run_keep_failure(php_coop_run *run)
{
	zend_object *exception = php_coop_take_exception();
	if (exception) {
		php_coop_run_fail(run, exception);
	}
}

void php_coop_run_journal_failed(php_coop_run *run)
{
	php_coop_run_fail(run, php_coop_journal_exception(run->manager, errno));
}

coop_pump *php_coop_run_pump(const php_coop_run *run)
{
	return php_coop_client_own_pump(php_coop_client_of(run->manager->client));
}

bool php_coop_run_collect(php_coop_run *run)
{
	coop_pump *pump = php_coop_run_pump(run);
	coop_transfer *transfer;
	bool written = true;
	int before = run->arrived_count;
	while (pump && (transfer = coop_pump_next_finished(pump, run)) != NULL) {
		int ticket = (int) (intptr_t) coop_transfer_owner(transfer);
		run->arrived[run->arrived_count++] = ticket;
		written = php_coop_attempt_arrived(run->manager, run->attempts[ticket]) && written;
	}
	return run->arrived_count == before || (written && php_coop_journal_write(run->manager, false));
}

/* If the journal cannot be written, the run stops, but what has arrived is saved all the same: the row is the better
 * place for it. */
void php_coop_run_turn(php_coop_run *run, int64_t wait)
{
	coop_pump *pump = php_coop_run_pump(run);
	if (pump) {
		coop_pump_turn(pump, wait);
		run->turned_milliseconds = coop_boot_milliseconds();
		if (!php_coop_run_collect(run)) {
			php_coop_run_journal_failed(run);
		}
	} else if (wait > 0) {
		struct pollfd signals = {.fd = run->signals.descriptor, .events = POLLIN};
		(void) poll(&signals, 1, (int) wait); /* the rules are asked next, whatever ends the wait */
	}
}

void php_coop_run_breathe(void *context)
{
	php_coop_run *run = context;
	if (!run->is_child && coop_run_in_flight(run->rules) > 0 &&
		coop_boot_milliseconds() - run->turned_milliseconds >= BREATH) {
		php_coop_run_turn(run, 0);
	}
}

void php_coop_run_look_for_fork(php_coop_run *run)
{
	run->is_child = run->pid != getpid();
}

/* ---- Telling the site -------------------------------------------------------------------------------------------- */

static void call_back(php_coop_run *run, zval *result)
{
	php_coop_run_breathe(run);
	php_coop_site_call(&run->options->on_result, 1, result);
	php_coop_run_keep_failure(run);
	php_coop_run_look_for_fork(run);
	php_coop_run_breathe(run);
}

void php_coop_run_tell(php_coop_run *run, zend_string *user_id, php_coop_outcome outcome,
	const php_coop_refresh *refresh, zend_object *error)
{
	run->counts[outcome]++;
	run->done++;
	if (!run->failure && !run->is_child && php_coop_has_events(run->manager)) {
		php_coop_event_outcome(run->manager, user_id, outcome, refresh, error);
		php_coop_run_keep_failure(run);
		php_coop_run_look_for_fork(run);
	}
	if (!ZEND_FCI_INITIALIZED(run->options->on_result.call) || run->failure || run->is_child) {
		return;
	}
	zval result;
	bool is_ours = error && instanceof_function(error->ce, php_coop_ce_CoopException);
	ZVAL_OBJ(&result,
		php_coop_refresh_result_new(user_id, outcome, refresh && refresh->expiry_known,
			refresh ? refresh->expires_at : 0, is_ours ? error : NULL, run->done, run->total));
	call_back(run, &result);
	zval_ptr_dtor(&result);
}
