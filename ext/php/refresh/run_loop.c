/* SPDX-License-Identifier: MIT */
#include "run_loop.h"
#include "events.h"
#include "refresh_journal.h"
#include "run_due.h"
#include "run_group.h"
#include "run_memory.h"
#include "run_verdict.h"
#include "undisturbed.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/values/report.h"
#include "zend_exceptions.h"
#include <unistd.h>

/* One call of refreshExpiring(), which does what core/run says. Requests are in flight all the time. Answers are
 * written into the journal as they come, judged one by one, and saved in groups. */

static int64_t now(void)
{
	return coop_boot_milliseconds();
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

static void judge(php_coop_run *run, int ticket)
{
	php_coop_attempt *attempt = run->attempts[ticket];
	php_coop_attempt_judge(run->manager, attempt, false);
	if (php_coop_attempt_is_foreign(attempt)) {
		GC_ADDREF(attempt->refresh.error);
		php_coop_run_fail(run, attempt->refresh.error);
	}
	coop_run_answer answer = php_coop_attempt_answer(attempt);
	int64_t retry_after = attempt->refresh.retry_after < 0 ? -1 : (int64_t) attempt->refresh.retry_after * 1000;
	if (coop_run_answered(run->rules, ticket, answer, retry_after, now()) == COOP_RUN_FATE_SETTLED) {
		zend_hash_del(&run->tried, attempt->row.user_id);
		return;
	}
	if (answer == COOP_RUN_NOT_SENT) {
		zval error;
		ZVAL_OBJ(&error, attempt->refresh.error);
		attempt->refresh.error = NULL;
		zend_hash_update(&run->tried, attempt->row.user_id, &error);
	}
	php_coop_attempt_again(attempt, answer == COOP_RUN_UNCLEAR);
}

static void judge_arrived(php_coop_run *run)
{
	for (int i = 0; i < run->arrived_count; i++) {
		judge(run, run->arrived[i]);
	}
	run->arrived_count = 0;
}

static void send_ticket(php_coop_run *run, int ticket)
{
	if (!php_coop_attempt_start(run->manager, run->attempts[ticket], run, (void *) (intptr_t) ticket)) {
		php_coop_run_look_for_fork(run); /* the site's $transport may have run */
		run->arrived[run->arrived_count++] = ticket;
		if (!php_coop_attempt_arrived(run->manager, run->attempts[ticket]) ||
			!php_coop_journal_write(run->manager, false)) {
			php_coop_run_journal_failed(run);
		}
	}
}

/* ---- The loop ---------------------------------------------------------------------------------------------------- */

static void wait_for_something(php_coop_run *run, int64_t until)
{
	int64_t wait = until == INT64_MAX ? COOP_RUN_LONGEST_WAIT : until - now();
	php_coop_run_turn(run, wait < 0 ? 0 : wait > COOP_RUN_LONGEST_WAIT ? COOP_RUN_LONGEST_WAIT : wait);
}

static void look_for_signal(php_coop_run *run)
{
	if (coop_signals_read(&run->signals)) {
		coop_run_stop_for(run->rules, COOP_RUN_STOP_SIGNAL);
	}
}

static bool step(php_coop_run *run)
{
	coop_run_command command = coop_run_next(run->rules, now());
	switch (command.action) {
		case COOP_RUN_SEND:
		case COOP_RUN_RESEND:
			send_ticket(run, command.ticket);
			break;
		case COOP_RUN_GROUP:
			php_coop_run_turn(run, 0); /* so that requests that were just started do not wait for the transaction */
			php_coop_run_do_group(run, command.take, command.from);
			php_coop_run_turn(run, 0);
			look_for_signal(run);
			break;
		case COOP_RUN_JUDGE:
			php_coop_verdict_judge(run, command.evidence);
			break;
		case COOP_RUN_WAIT:
			wait_for_something(run, command.until);
			look_for_signal(run);
			break;
		case COOP_RUN_END:
			return false;
	}
	judge_arrived(run);
	return true;
}

static void tell_healed(php_coop_run *run)
{
	if (run->manager->healed_users && !run->failure && !run->is_child) {
		php_coop_event_healed(run->manager);
		php_coop_run_keep_failure(run);
		php_coop_run_look_for_fork(run);
	}
}

static void walk(php_coop_run *run)
{
	do {
		tell_healed(run); /* of a replay at the start, of a group's orphans, or of the verdict's search */
	} while (!run->is_child && step(run));
}

/* After a fatal error no code of PHP may be called. Waits for all that is in flight and writes it into the journal, for
 * the next run. */
static void finish_flight(php_coop_run *run)
{
	php_coop_run_look_for_fork(run);
	coop_pump *pump = run->is_child ? NULL : php_coop_run_pump(run);
	while (pump) {
		(void) php_coop_run_collect(run); /* a failure could not be reported any more */
		if (coop_pump_in_flight(pump) == 0) {
			break;
		}
		coop_pump_turn(pump, COOP_RUN_LONGEST_WAIT);
		look_for_signal(run);
	}
}

static void walk_to_the_end(php_coop_run *run)
{
	volatile bool bailed = false;
	zend_try
	{
		walk(run);
	}
	zend_catch
	{
		bailed = true;
	}
	zend_end_try();
	if (bailed) {
		finish_flight(run);
		zend_bailout();
	}
}

/* ---- The end ----------------------------------------------------------------------------------------------------- */

static void tell_never_sent(php_coop_run *run)
{
	zend_string *user_id;
	zval *error;
	ZEND_HASH_FOREACH_STR_KEY_VAL(&run->tried, user_id, error) {
		php_coop_run_tell(run, user_id, PHP_COOP_NOT_SENT, NULL, Z_OBJ_P(error));
	}
	ZEND_HASH_FOREACH_END();
}

/* Counts the tokens that could not be saved until the end. They are in the journal. */
static void tell_unsaved(php_coop_run *run)
{
	int count = coop_run_tickets(run->rules);
	for (int ticket = 0; ticket < count; ticket++) {
		php_coop_attempt *attempt = run->attempts[ticket];
		if (attempt && attempt->has_parts) {
			run->manager->answers_open = true;
			run->counts[PHP_COOP_UNSAVEABLE]++;
		}
	}
}

static const char *stop_name(coop_run_stop stop)
{
	static const char *const NAMES[] = {
		[COOP_RUN_GOES_ON] = NULL,
		[COOP_RUN_STOP_TIME_LIMIT] = "time_limit",
		[COOP_RUN_STOP_SIGNAL] = "signal",
		[COOP_RUN_STOP_CALLER] = "callback",
		[COOP_RUN_STOP_CLIENT_REFUSED] = "client_refused",
		[COOP_RUN_STOP_REJECTIONS] = "rejections",
		[COOP_RUN_STOP_RATE_LIMIT] = "rate_limit",
		[COOP_RUN_STOP_OUTAGE] = "outage",
		[COOP_RUN_STOP_STORE] = "store",
	};
	_Static_assert(COOP_COUNT(NAMES) == COOP_RUN_STOPS, "every reason has its name");
	return NAMES[stop];
}

static void throw_in_child(php_coop_run *run)
{
	php_coop_throw(run->failure
			? run->failure
			: php_coop_store_exception(NULL, NULL,
				  "A callback of this run has forked: end the child in the callback, since only the parent goes on"));
	run->failure = NULL;
}

typedef struct login_search {
	php_coop_run *run;
	php_coop_due_key *keys;
	int found; /* -1 if an exception is pending */
} login_search;

static bool find_expired_logins(void *context)
{
	login_search *search = context;
	const php_coop_store *store = &search->run->manager->store;
	coop_instant before = MIN(search->run->options->before, coop_instant_now());
	search->found = store->ops->expired_logins(store, before, search->keys, PHP_COOP_PAGE_KEYS);
	return search->found >= 0;
}

/* Tells of up to a page of logins that have ended because there is no refresh token. */
static void tell_expired_logins(php_coop_run *run)
{
	if (!run->manager->store.ops->expired_logins || run->failure || run->is_child) {
		return;
	}
	login_search search = {run, safe_emalloc(PHP_COOP_PAGE_KEYS, sizeof(*search.keys), 0), 0};
	if (!php_coop_undisturbed(find_expired_logins, &search)) {
		php_coop_run_keep_failure(run);
	}
	for (int i = 0; i < search.found; i++) {
		zend_object *error = php_coop_reauthorization_exception(search.keys[i].user_id, "no_refresh_token", NULL);
		php_coop_run_tell(run, search.keys[i].user_id, PHP_COOP_REAUTHORIZATION_REQUIRED, NULL, error);
		OBJ_RELEASE(error);
		zend_string_release(search.keys[i].user_id);
	}
	efree(search.keys);
}

static bool end_run(void *context)
{
	php_coop_token_manager *manager = context;
	return php_coop_store_end_run(&manager->store, &manager->holder);
}

static zend_object *end(php_coop_run *run)
{
	php_coop_token_manager *manager = run->manager;
	coop_run_stop stop = coop_run_stopped(run->rules);
	tell_never_sent(run);
	if (stop == COOP_RUN_GOES_ON) {
		tell_expired_logins(run);
	}
	if (run->is_child) {
		throw_in_child(run);
		return NULL;
	}
	tell_unsaved(run);
	php_coop_run_remember(run);
	if (!php_coop_undisturbed(end_run, manager)) {
		zend_clear_exception(); /* for as long as a lease lasts, the run's row says that the run goes on */
	}
	double seconds = (double) (now() - run->started_milliseconds) / 1000;
	if (!run->failure) {
		php_coop_event_run_ended(manager, run->counts, seconds, stop_name(stop));
		php_coop_run_keep_failure(run);
		php_coop_run_look_for_fork(run);
		if (run->is_child) {
			throw_in_child(run);
			return NULL;
		}
	}
	if (stop == COOP_RUN_STOP_STORE && !run->failure) {
		run->failure = run->store_error;
		run->store_error = NULL;
	}
	if (run->failure) {
		php_coop_throw(run->failure);
		run->failure = NULL;
		return NULL;
	}
	return php_coop_refresh_report_new(
		run->counts, seconds, stop == COOP_RUN_GOES_ON, stop_name(stop), manager->healed);
}

static void free_parked(php_coop_run *run)
{
	for (size_t i = 0; i < run->parked_count; i++) {
		if (run->parked[i].error) {
			php_coop_row_clear(&run->parked[i].row);
			OBJ_RELEASE(run->parked[i].error);
		}
	}
	if (run->parked) {
		efree(run->parked);
	}
}

static void free_attempts(php_coop_run *run)
{
	bool is_child = run->pid != getpid();
	for (int ticket = 0; run->attempts && ticket < coop_run_tickets(run->rules); ticket++) {
		php_coop_attempt *attempt = run->attempts[ticket];
		if (attempt) {
			if (is_child) {
				attempt->call.exchange.transfer = NULL; /* it is the parent's */
			}
			php_coop_attempt_clear(attempt);
			efree(attempt);
		}
	}
	if (run->attempts) {
		efree(run->attempts);
		efree(run->arrived);
	}
}

void php_coop_run_free(php_coop_run *run)
{
	free_attempts(run);
	coop_run_free(run->rules);
	coop_signals_let_go(&run->signals);
	php_coop_due_free(&run->due);
	free_parked(run);
	zend_hash_destroy(&run->active);
	zend_hash_destroy(&run->tried);
	if (run->failure) {
		OBJ_RELEASE(run->failure);
	}
	if (run->store_error) {
		OBJ_RELEASE(run->store_error);
	}
	efree(run);
}

/* ---- The beginning ----------------------------------------------------------------------------------------------- */

/* Returns a run that the manager owns. */
static php_coop_run *new_run(php_coop_token_manager *manager, const php_coop_run_options *options)
{
	const coop_run_rules rules = {
		.concurrency = (int) options->concurrency,
		.answer_deadline = php_coop_answer_deadline(manager),
		.time_limit = (int64_t) options->time_limit * 1000,
		.seed = (uint32_t) getpid() * UINT32_C(2654435761),
	};
	php_coop_run *run = ecalloc(1, sizeof(*run));
	run->manager = manager;
	run->options = options;
	run->pid = getpid();
	run->total = -1;
	run->signals.descriptor = -1;
	run->started_milliseconds = now();
	zend_hash_init(&run->active, 64, NULL, NULL, 0);
	php_coop_due_init(&run->due, options->before);
	zend_hash_init(&run->tried, 8, NULL, ZVAL_PTR_DTOR, 0);
	manager->run = run; /* before there is memory that PHP does not free itself after a fatal error */
	run->rules = coop_run_new(&rules, run->started_milliseconds);
	if (run->rules) {
		size_t size = (size_t) coop_run_tickets(run->rules);
		run->arrived = safe_emalloc(size, sizeof(*run->arrived), 0);
		run->attempts = ecalloc(size, sizeof(*run->attempts));
	}
	return run;
}

/* Returns false if an exception is pending. */
static bool tell_started(php_coop_run *run)
{
	run->manager->healed = 0;
	if (php_coop_has_events(run->manager)) {
		php_coop_event_run_started(run->manager);
		php_coop_run_look_for_fork(run);
		if (run->is_child && !EG(exception)) {
			throw_in_child(run);
		}
	}
	return !EG(exception);
}

static bool begin(php_coop_run *run)
{
	php_coop_token_manager *manager = run->manager;
	if (!run->rules) {
		php_coop_throw(php_coop_store_exception(
			NULL, NULL, "There is not enough memory for a run with this concurrency: use a smaller one"));
		return false;
	}
	if (!manager->store.ops->prepare(&manager->store) || !tell_started(run) || !php_coop_run_open(run) ||
		!php_coop_run_recall(run)) {
		return false;
	}
	if (ZEND_FCI_INITIALIZED(run->options->on_result.call)) {
		run->total = manager->store.ops->count_due(&manager->store, run->options->before);
	}
	return !EG(exception);
}

zend_object *php_coop_refresh_run(php_coop_token_manager *manager, const php_coop_run_options *options)
{
	zend_object *report = NULL;
	php_coop_run *run = new_run(manager, options);
	if (begin(run)) {
		php_coop_client *client = php_coop_client_of(manager->client);
		php_coop_signals_catch(client, &run->signals);
		walk_to_the_end(run);
		report = end(run);
		php_coop_signals_release(client, &run->signals, run->is_child);
	}
	manager->run = NULL;
	php_coop_run_free(run);
	return report;
}
