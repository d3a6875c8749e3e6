/* SPDX-License-Identifier: MIT */
#include "refresh_run.h"
#include "refresh_journal.h"

#include "php_coop.h"
#include "SAPI.h"
#include "convert.h"
#include "exceptions.h"
#include "report.h"
#include "zend_exceptions.h"
#include <unistd.h>

/* One call of refreshExpiring(): does what core/run says. Requests are in flight all the time; answers are written to the
 * journal as they come, judged one by one, and saved in groups. */

#define BREATH 2 /* milliseconds that may pass between two turns of the pump while statements are executed */

static int64_t now(void)
{
	return coop_boot_milliseconds();
}

/* ---- The end of it ------------------------------------------------------------------------------------------------- */

void php_coop_run_fail(php_coop_run *run, zend_object *failure)
{
	if (run->failure && failure) {
		OBJ_RELEASE(failure);
	} else if (failure) {
		run->failure = failure;
	}
	coop_run_stop_for(run->rules, COOP_RUN_STOP_CALLER);
}

/* Parks what a callback threw: the run ends with it, after what is under way. */
static void keep_failure(php_coop_run *run)
{
	zend_object *exception = php_coop_take_exception();
	if (exception) {
		php_coop_run_fail(run, exception);
	}
}

/* ---- Answers ------------------------------------------------------------------------------------------------------- */

static void journal_failed(php_coop_run *run)
{
	php_coop_run_fail(run, php_coop_journal_exception(errno));
}

/* What the pump has finished goes into the journal by one write, before anybody has looked at it. A journal that cannot
 * be written does not stop the save, which is the better place anyway; it stops the run afterwards. */
static void collect(php_coop_run *run)
{
	coop_pump *pump = php_coop_client_pump(php_coop_client_of(run->manager->client));
	coop_transfer *transfer;
	bool written = true;
	int before = run->arrived_count;
	while (pump && (transfer = coop_pump_next_finished(pump, run)) != NULL) {
		int ticket = (int) (intptr_t) coop_transfer_owner(transfer);
		run->arrived[run->arrived_count++] = ticket;
		written = php_coop_attempt_arrived(run->manager, run->attempts[ticket]) && written;
	}
	if (run->arrived_count > before && (!written || !php_coop_journal_write(run->manager, false))) {
		journal_failed(run);
	}
}

static void turn(php_coop_run *run, int64_t wait)
{
	coop_pump *pump = php_coop_client_pump(php_coop_client_of(run->manager->client));
	if (pump) {
		coop_pump_turn(pump, wait);
		run->turned_milliseconds = now();
		collect(run);
	}
}

/* Between two statements, and around code of the site's: what has arrived meanwhile is brought to safety. */
static void breathe(void *context)
{
	php_coop_run *run = context;
	if (!run->is_child && coop_run_in_flight(run->rules) > 0 && now() - run->turned_milliseconds >= BREATH) {
		turn(run, 0);
	}
}

static void judge(php_coop_run *run, int ticket)
{
	php_coop_attempt *attempt = run->attempts[ticket];
	php_coop_attempt_judge(run->manager, attempt, false);
	if (php_coop_attempt_is_foreign(attempt)) { /* the site's own transport threw */
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

static void look_for_fork(php_coop_run *run)
{
	run->is_child = run->pid != getpid();
}

static void send_ticket(php_coop_run *run, int ticket)
{
	if (!php_coop_attempt_start(run->manager, run->attempts[ticket], run, (void *) (intptr_t) ticket)) {
		look_for_fork(run); /* it may have been the site's own transport */
		run->arrived[run->arrived_count++] = ticket;
		if (!php_coop_attempt_arrived(run->manager, run->attempts[ticket]) ||
			!php_coop_journal_write(run->manager, false)) {
			journal_failed(run);
		}
	}
}

/* ---- Telling the site ---------------------------------------------------------------------------------------------- */

static void call_back(php_coop_run *run, zval *result)
{
	zval nothing;
	zend_fcall_info *call = run->options->on_result;
	ZVAL_UNDEF(&nothing);
	call->retval = &nothing;
	call->params = result;
	call->param_count = 1;
	breathe(run);
	zend_call_function(call, run->options->on_result_cache);
	zval_ptr_dtor(&nothing);
	keep_failure(run);
	look_for_fork(run);
	breathe(run);
}

void php_coop_run_tell(php_coop_run *run, zend_string *user_id, php_coop_outcome outcome,
	const php_coop_refresh *refresh, zend_object *error)
{
	run->counts[outcome]++;
	run->done++;
	if (!run->options->on_result || run->failure || run->is_child) {
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

/* ---- Groups -------------------------------------------------------------------------------------------------------- */

/* They are about to be taken: intents go into the journal before anybody can have sent. */
static bool taking(void *context, php_coop_row *rows, int count)
{
	php_coop_run *run = context;
	bool written = true;
	for (int i = 0; written && i < count; i++) {
		written = php_coop_row_fingerprint(&rows[i]) &&
			php_coop_journal_add(run->manager, COOP_JOURNAL_INTENT, &rows[i], NULL);
	}
	if (written && php_coop_journal_write(run->manager, false)) {
		return true;
	}
	journal_failed(run);
	php_coop_throw(php_coop_journal_exception(errno));
	return false;
}

/* The group of core/run as the store's operation sees it. */
typedef struct group_work {
	php_coop_group group;
	int *tickets; /* owned array */
	int64_t began;
} group_work;

static void open_group(php_coop_run *run, group_work *work, int take)
{
	size_t size = (size_t) coop_run_tickets(run->rules);
	memset(work, 0, sizeof(*work));
	work->tickets = safe_emalloc(size, sizeof(*work->tickets), 0);
	work->began = now();
	php_coop_group *group = &work->group;
	group->holder = &run->manager->holder;
	group->settlings = safe_emalloc(size, sizeof(*group->settlings), 0);
	group->settlings_count = coop_run_group(run->rules, work->tickets, (int) size);
	for (int i = 0; i < group->settlings_count; i++) {
		group->settlings[i] = php_coop_attempt_settling(run->attempts[work->tickets[i]]);
	}
	group->keys = safe_emalloc((size_t) take + 1, sizeof(*group->keys), 0);
	group->rows = safe_emalloc((size_t) take + 1, sizeof(*group->rows), 0);
	group->wants = php_coop_due_wants;
	group->taking = taking;
	group->breathe = breathe;
	group->context = run;
}

static void close_group(group_work *work)
{
	for (int i = 0; i < work->group.keys_count; i++) {
		zend_string_release(work->group.keys[i]);
	}
	efree(work->tickets);
	efree(work->group.settlings);
	efree(work->group.keys);
	efree(work->group.rows);
}

/* Takes an attempt out of its ticket, which is free for another row then. */
static php_coop_attempt *detach(php_coop_run *run, int ticket)
{
	php_coop_attempt *attempt = run->attempts[ticket];
	run->attempts[ticket] = NULL;
	zend_hash_del(&run->active, attempt->row.user_id);
	coop_run_close(run->rules, ticket);
	return attempt;
}

static void attach_rows(php_coop_run *run, group_work *work)
{
	for (int i = 0; i < work->group.rows_count; i++) {
		php_coop_attempt *attempt = emalloc(sizeof(*attempt));
		php_coop_attempt_init(attempt, &work->group.rows[i]);
		zend_hash_add_empty_element(&run->active, attempt->row.user_id);
		run->attempts[coop_run_took(run->rules, work->began)] = attempt;
	}
	work->group.rows_count = 0;
}

/* A record that the journal needs to know nothing more about this row; but for tokens that the row has refused. */
static bool add_end(php_coop_run *run, const php_coop_attempt *attempt)
{
	if (attempt->refresh.outcome == PHP_COOP_UNSAVEABLE) {
		run->manager->answers_open = true;
		return true;
	}
	return php_coop_journal_add(run->manager, COOP_JOURNAL_END, &attempt->row, NULL);
}

/* Tells the site, or keeps a rejection for later. */
static void finish(php_coop_run *run, php_coop_attempt *attempt, bool unsent)
{
	php_coop_refresh *refresh = &attempt->refresh;
	if (unsent) {
		if (coop_run_stopped(run->rules) == COOP_RUN_GOES_ON) {
			php_coop_due_again(run, attempt->row.user_id);
		}
	} else if (refresh->outcome == PHP_COOP_REJECTED) {
		php_coop_verdict_park(run, attempt);
	} else {
		if (!run->failure && !run->is_child) {
			php_coop_refresh_tell(run->manager, attempt->row.user_id, refresh);
			keep_failure(run);
			look_for_fork(run);
		}
		php_coop_run_tell(run, attempt->row.user_id, refresh->outcome, refresh, refresh->error);
	}
	php_coop_attempt_clear(attempt);
	efree(attempt);
}

/* The COMMIT was acknowledged: first everything of ours is put in order, then the site's code runs. */
static void settle_group(php_coop_run *run, group_work *work)
{
	int count = work->group.settlings_count;
	php_coop_attempt **settled = safe_emalloc((size_t) count + 1, sizeof(php_coop_attempt *), 0);
	bool *unsent = safe_emalloc((size_t) count + 1, sizeof(*unsent), 0);
	bool written = !work->group.committed || php_coop_journal_add_commit(run->manager);
	for (int i = 0; i < count; i++) {
		unsent[i] = coop_run_is_unsent(run->rules, work->tickets[i]);
		settled[i] = detach(run, work->tickets[i]);
		php_coop_attempt_settled(settled[i], work->group.settlings[i].superseded);
		php_coop_due_saved(run, settled[i]->row.user_id);
		written = add_end(run, settled[i]) && written;
	}
	if (!written) {
		journal_failed(run);
	}
	attach_rows(run, work);
	for (int i = 0; i < count; i++) {
		finish(run, settled[i], unsent[i]);
	}
	efree(settled);
	efree(unsent);
}

static void keep_store_error(php_coop_run *run)
{
	zend_object *error = php_coop_take_exception();
	if (error && !instanceof_function(error->ce, php_coop_ce_CoopException)) {
		php_coop_run_fail(run, error); /* exit() or an Error in code of the site's */
		return;
	}
	if (run->store_error) {
		OBJ_RELEASE(run->store_error);
	}
	run->store_error = error;
}

/* A row has refused its tokens. They are in the journal; its old token must not be sent again. */
static bool give_up_row(php_coop_run *run, group_work *one)
{
	php_coop_attempt_unsaveable(run->attempts[one->tickets[0]], run->store_error);
	run->store_error = NULL;
	one->group.settlings[0].parts = NULL;
	one->group.settlings[0].note = PHP_COOP_NOTE_UNSAVEABLE;
	return php_coop_run_group(run->manager, &one->group);
}

/* One bad row must not cost the others of its group. */
static bool perform_one_by_one(php_coop_run *run, group_work *work)
{
	for (int i = 0; i < work->group.settlings_count; i++) {
		group_work one = *work;
		one.tickets = &work->tickets[i];
		one.group.settlings = &work->group.settlings[i];
		one.group.settlings_count = 1;
		one.group.keys_count = 0;
		bool worked = php_coop_run_group(run->manager, &one.group);
		if (!worked) {
			keep_store_error(run);
			worked = run->store_error && one.group.refused && give_up_row(run, &one);
		}
		if (!worked) {
			return false;
		}
		settle_group(run, &one);
	}
	return true;
}

static void put_back_keys(php_coop_run *run, const php_coop_group *group)
{
	for (int i = group->keys_count; i-- > 0;) {
		php_coop_due_again(run, group->keys[i]);
	}
}

/* True: it worked, or all that was to be saved is. */
static bool try_group(php_coop_run *run, group_work *work)
{
	if (php_coop_run_group(run->manager, &work->group)) {
		settle_group(run, work);
		php_coop_due_after_group(run, true);
		return true;
	}
	keep_store_error(run);
	php_coop_due_after_group(run, false);
	put_back_keys(run, &work->group);
	return run->store_error && work->group.refused && perform_one_by_one(run, work);
}

static void do_group(php_coop_run *run, int take)
{
	group_work work;
	open_group(run, &work, take);
	if (work.group.settlings_count > 0 && !php_coop_journal_write(run->manager, true)) {
		journal_failed(run);
	}
	int keys = take > 0 ? php_coop_due_next(run, work.group.keys, take) : 0;
	work.group.keys_count = keys < 0 ? 0 : keys;
	if (keys < 0) {
		keep_store_error(run);
	}
	/* A page that could not be read must not keep what is answered from being saved. */
	bool worked = try_group(run, &work) && keys >= 0;
	look_for_fork(run);
	if (worked) {
		coop_run_group_worked(run->rules);
	} else {
		coop_run_group_failed(run->rules, now());
	}
	coop_run_exhausted(run->rules, php_coop_due_ended(run));
	close_group(&work);
}

/* ---- The loop ------------------------------------------------------------------------------------------------------ */

static void wait_for_something(php_coop_run *run, int64_t until)
{
	int64_t wait = until == INT64_MAX ? COOP_RUN_LONGEST_WAIT : until - now();
	turn(run, wait < 0 ? 0 : wait > COOP_RUN_LONGEST_WAIT ? COOP_RUN_LONGEST_WAIT : wait);
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
			do_group(run, command.take);
			turn(run, 0);
			look_for_signal(run);
			break;
		case COOP_RUN_JUDGE:
			php_coop_verdict_judge(run, command.believable);
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

static void walk(php_coop_run *run)
{
	while (!run->is_child && step(run)) {
	}
	if (run->is_child && !run->failure) {
		run->failure = php_coop_store_exception(
			NULL, NULL, "A callback of the run has forked, and the run goes on in the parent process only");
	}
}

/* ---- The end ------------------------------------------------------------------------------------------------------- */

static void tell_never_sent(php_coop_run *run)
{
	zend_string *user_id;
	zval *error;
	ZEND_HASH_FOREACH_STR_KEY_VAL(&run->tried, user_id, error) {
		php_coop_run_tell(run, user_id, PHP_COOP_NOT_SENT, NULL, Z_OBJ_P(error));
	}
	ZEND_HASH_FOREACH_END();
}

/* Tokens that could not be saved until the end: they are in the journal. */
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
	static const char *const names[] = {
		[COOP_RUN_STOP_TIME_LIMIT] = "time_limit",
		[COOP_RUN_STOP_SIGNAL] = "signal",
		[COOP_RUN_STOP_CALLER] = "callback",
		[COOP_RUN_STOP_CLIENT_REFUSED] = "client_refused",
		[COOP_RUN_STOP_REJECTIONS] = "rejections",
		[COOP_RUN_STOP_RATE_LIMIT] = "rate_limit",
		[COOP_RUN_STOP_OUTAGE] = "outage",
		[COOP_RUN_STOP_STORE] = "store",
	};
	return names[stop];
}

static zend_object *end(php_coop_run *run)
{
	php_coop_token_manager *manager = run->manager;
	coop_run_stop stop = coop_run_stopped(run->rules);
	if (run->is_child) {
		php_coop_throw(run->failure);
		run->failure = NULL;
		return NULL;
	}
	tell_never_sent(run);
	tell_unsaved(run);
	if (!manager->ops->end_run(manager->store, manager->leases, &manager->holder)) {
		zend_clear_exception(); /* its row tells that it goes on, for as long as a lease */
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
		run->counts, (double) (now() - run->started_milliseconds) / 1000, stop == COOP_RUN_GOES_ON, stop_name(stop));
}

static void free_parked(php_coop_run *run)
{
	for (size_t i = 0; i < run->parked_count; i++) {
		php_coop_row_clear(&run->parked[i].row);
		OBJ_RELEASE(run->parked[i].error);
	}
	if (run->parked) {
		efree(run->parked);
	}
}

static void free_lists(php_coop_run *run)
{
	for (size_t i = 0; i < run->orphans_count; i++) {
		zend_string_release(run->orphans[i].user_id);
	}
	for (size_t i = 0; i < run->leased_count; i++) {
		zend_string_release(run->leased[i]);
	}
	for (size_t i = 0; i < run->unclear_count; i++) {
		zend_string_release(run->unclear[i]);
	}
	if (run->unclear) {
		efree(run->unclear);
	}
	if (run->orphans) {
		efree(run->orphans);
	}
	if (run->leased) {
		efree(run->leased);
	}
}

void php_coop_run_free(php_coop_run *run)
{
	for (int ticket = 0; run->rules && ticket < coop_run_tickets(run->rules); ticket++) {
		if (run->attempts[ticket]) {
			php_coop_attempt_clear(run->attempts[ticket]);
			efree(run->attempts[ticket]);
		}
	}
	coop_run_free(run->rules);
	coop_signals_let_go(&run->signals);
	php_coop_due_free(run);
	free_parked(run);
	free_lists(run);
	zend_hash_destroy(&run->active);
	zend_hash_destroy(&run->tried);
	zend_hash_destroy(&run->gone);
	zend_hash_destroy(&run->first_second);
	zend_hash_destroy(&run->logins);
	if (run->failure) {
		OBJ_RELEASE(run->failure);
	}
	if (run->store_error) {
		OBJ_RELEASE(run->store_error);
	}
	if (run->attempts) {
		efree(run->attempts);
		efree(run->arrived);
	}
	efree(run);
}

/* ---- The beginning ------------------------------------------------------------------------------------------------- */

static php_coop_run *new_run(php_coop_token_manager *manager, const php_coop_run_options *options)
{
	const coop_run_rules rules = {
		.concurrency = (int) options->concurrency,
		.answer_deadline = (int64_t) php_coop_client_of(manager->client)->timeout * 1000,
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
	run->rules = coop_run_new(&rules, run->started_milliseconds);
	zend_hash_init(&run->active, 64, NULL, NULL, 0);
	zend_hash_init(&run->tried, 8, NULL, ZVAL_PTR_DTOR, 0);
	zend_hash_init(&run->gone, 8, NULL, NULL, 0);
	zend_hash_init(&run->first_second, 8, NULL, NULL, 0);
	zend_hash_init(&run->logins, 8, NULL, NULL, 0);
	if (run->rules) {
		size_t size = (size_t) coop_run_tickets(run->rules);
		run->attempts = ecalloc(size, sizeof(*run->attempts));
		run->arrived = safe_emalloc(size, sizeof(*run->arrived), 0);
	}
	return run;
}

/* On the command line a signal ends the run in order. A server's own process manager has its own ways. */
static void catch_signals(php_coop_run *run)
{
	coop_pump *pump = php_coop_client_pump(php_coop_client_of(run->manager->client));
	if (strcmp(sapi_module.name, "cli") != 0 || !pump || !coop_signals_catch(&run->signals)) {
		return;
	}
	coop_pump_unwatch(pump, run->signals.descriptor); /* a run that a fatal error ended may have had the same number */
	if (!coop_pump_watch(pump, run->signals.descriptor)) {
		coop_signals_let_go(&run->signals);
	}
}

static void release_signals(php_coop_run *run)
{
	coop_pump *pump = run->is_child ? NULL : php_coop_client_pump(php_coop_client_of(run->manager->client));
	if (pump && run->signals.descriptor >= 0) {
		coop_pump_unwatch(pump, run->signals.descriptor);
	}
	coop_signals_let_go(&run->signals);
}

static bool begin(php_coop_run *run)
{
	php_coop_token_manager *manager = run->manager;
	if (!run->rules) {
		php_coop_throw(php_coop_store_exception(NULL, NULL, "There is no memory for a run"));
		return false;
	}
	if (!manager->ops->prepare(manager->store, manager->leases) || !php_coop_due_init(run)) {
		return false;
	}
	if (run->options->on_result) {
		run->total = manager->ops->count_due(manager->store, run->options->before);
	}
	return !EG(exception);
}

zend_object *php_coop_refresh_run(php_coop_token_manager *manager, const php_coop_run_options *options)
{
	zend_object *report = NULL;
	php_coop_run *run = manager->run = new_run(manager, options);
	if (begin(run)) {
		catch_signals(run);
		walk(run);
		report = end(run);
		release_signals(run);
	}
	manager->run = NULL;
	php_coop_run_free(run);
	return report;
}
