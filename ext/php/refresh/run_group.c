/* SPDX-License-Identifier: MIT */
#include "run_group.h"
#include "events.h"
#include "refresh_journal.h"
#include "run_due.h"
#include "run_verdict.h"
#include "undisturbed.h"

#include "php/values/exceptions.h"

/* A run's transactions. Each saves and releases what was answered, and takes the next rows. */

/* Writes the intents of rows that are about to be taken, so that they are in the journal before any request leaves. */
static bool taking(void *context, php_coop_row *rows, int count)
{
	php_coop_run *run = context;
	bool written = php_coop_rows_fingerprint(rows, count);
	for (int i = 0; written && i < count; i++) {
		written = php_coop_journal_add(run->manager, COOP_JOURNAL_INTENT, &rows[i], NULL);
	}
	if (written && php_coop_journal_write(run->manager, false)) {
		return true;
	}
	php_coop_run_journal_failed(run);
	php_coop_throw(php_coop_journal_exception(run->manager, errno));
	return false;
}

/* A group, with the tickets of core/run that its settlings belong to. */
typedef struct group_work {
	php_coop_group group;
	int *tickets; /* the ticket of each settling; owned array */
	int64_t began; /* the time from which the leases of the rows that are taken count */
} group_work;

static void open_group(php_coop_run *run, group_work *work, int take)
{
	size_t size = (size_t) coop_run_tickets(run->rules);
	memset(work, 0, sizeof(*work));
	work->tickets = safe_emalloc(size, sizeof(*work->tickets), 0);
	work->began = coop_boot_milliseconds();
	php_coop_group *group = &work->group;
	group->holder = &run->manager->holder;
	group->settlings = safe_emalloc(size, sizeof(*group->settlings), 0);
	group->settlings_count = coop_run_finished(run->rules, work->tickets, (int) size);
	for (int i = 0; i < group->settlings_count; i++) {
		/* The rules settle a ticket without its resend if that would come too late, or when the run stops. */
		php_coop_attempt_forgo_resend(run->attempts[work->tickets[i]]);
		group->settlings[i] = php_coop_attempt_settling(run->attempts[work->tickets[i]]);
	}
	group->keys = safe_emalloc((size_t) take + 1, sizeof(*group->keys), 0);
	group->rows = safe_emalloc((size_t) take + 1, sizeof(*group->rows), 0);
	group->wants = php_coop_due_wants;
	group->taking = taking;
	group->breathe = php_coop_run_breathe;
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

/* Takes an attempt out of its ticket, which then is free for another row. */
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

/* Adds the record that this row's answer needs nothing more. If the row has refused its tokens, the answer stays
 * open. */
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
	int refusal = coop_run_refusal_of(php_coop_attempt_answer(attempt));
	run->revived = run->revived || (refresh->outcome == PHP_COOP_SAVED && php_coop_has_ended(&attempt->row.trouble));
	if (unsent) {
		if (coop_run_stopped(run->rules) == COOP_RUN_GOES_ON) {
			php_coop_due_again(run, attempt->row.user_id);
		}
	} else if (refusal >= 0) {
		php_coop_verdict_park(run, attempt, (coop_refusal) refusal);
	} else {
		if (!run->failure && !run->is_child) {
			php_coop_event_odd(run->manager, attempt->row.user_id, refresh);
			php_coop_run_keep_failure(run);
			php_coop_run_look_for_fork(run);
		}
		php_coop_run_tell(run, attempt->row.user_id, refresh->outcome, refresh, refresh->error);
	}
	php_coop_attempt_clear(attempt);
	efree(attempt);
}

/* To be called once the COMMIT is acknowledged. First the journal and the tickets are put in order; code of the site,
 * which may never return, runs after that. */
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
		if (!unsent[i] && settled[i]->refresh.outcome != PHP_COOP_SAVED) {
			php_coop_due_tried(run, settled[i]->row.user_id);
		}
		written = add_end(run, settled[i]) && written;
	}
	if (!written) {
		php_coop_run_journal_failed(run);
	}
	attach_rows(run, work);
	for (int i = 0; i < count; i++) {
		finish(run, settled[i], unsent[i]);
	}
	efree(settled);
	efree(unsent);
}

/* Keeps the pending exception as the store's error. Returns false if it was none of Coop's, but an Error or exit() in
 * code of the site; then it stops the run. */
static bool keep_store_error(php_coop_run *run)
{
	zend_object *error = php_coop_take_exception();
	if (error && !instanceof_function(error->ce, php_coop_ce_CoopException)) {
		php_coop_run_fail(run, error);
		return false;
	}
	if (run->store_error) {
		OBJ_RELEASE(run->store_error);
	}
	run->store_error = error;
	return error != NULL;
}

/* A row has refused its tokens, which are in the journal. Notes that the row's old token must not be sent again. */
static bool give_up_row(php_coop_run *run, group_work *one)
{
	php_coop_attempt_unsaveable(run->attempts[one->tickets[0]], run->store_error);
	run->store_error = NULL;
	one->group.settlings[0].parts = NULL;
	one->group.settlings[0].note = PHP_COOP_NOTE_UNSAVEABLE;
	if (php_coop_transact(run->manager, &one->group)) {
		return true;
	}
	keep_store_error(run);
	return false;
}

/* Saves each row of the group in a transaction of its own, so that a bad row does not cost the others. */
static bool perform_one_by_one(php_coop_run *run, group_work *work)
{
	for (int i = 0; i < work->group.settlings_count; i++) {
		group_work one = *work;
		one.tickets = &work->tickets[i];
		one.group.settlings = &work->group.settlings[i];
		one.group.settlings_count = 1;
		one.group.keys_count = 0;
		bool worked = php_coop_transact(run->manager, &one.group);
		if (!worked) {
			worked = keep_store_error(run) && one.group.fault == PHP_COOP_STORE_FAULT_ROW && give_up_row(run, &one);
		}
		if (!worked) {
			return false;
		}
		settle_group(run, &one);
		if (run->is_child) { /* the connection is the parent's */
			return false;
		}
	}
	return true;
}

static void put_back_keys(php_coop_run *run, const php_coop_group *group)
{
	for (int i = group->keys_count; i-- > 0;) {
		php_coop_due_again(run, group->keys[i]);
	}
}

/* Returns true if the transaction worked, or if its saves then worked one by one. */
static bool try_group(php_coop_run *run, group_work *work)
{
	if (php_coop_transact(run->manager, &work->group)) {
		settle_group(run, work);
		php_coop_due_after_group(run, !run->is_child);
		return true;
	}
	bool ending = run->failure != NULL;
	bool ours = keep_store_error(run);
	if (ending && !ours) { /* code of the site has thrown again, and would do so until the leases end */
		coop_run_give_up(run->rules);
	}
	php_coop_due_after_group(run, false);
	put_back_keys(run, &work->group);
	return ours && work->group.fault == PHP_COOP_STORE_FAULT_ROW && perform_one_by_one(run, work);
}

typedef struct key_search {
	php_coop_run *run;
	zend_string **keys;
	int wanted, found;
	coop_run_place from;
} key_search;

static bool find_keys(void *context)
{
	key_search *search = context;
	int found = php_coop_due_next(search->run, search->keys, search->wanted, search->from);
	search->found = found < 0 ? 0 : found;
	return found >= 0;
}

void php_coop_run_do_group(php_coop_run *run, int take, coop_run_place from)
{
	group_work work;
	open_group(run, &work, take);
	if (work.group.settlings_count > 0 && !php_coop_journal_write(run->manager, true)) {
		php_coop_run_journal_failed(run);
	}
	key_search search = {run, work.group.keys, take, 0, from};
	bool found = take == 0 || php_coop_undisturbed(find_keys, &search);
	work.group.keys_count = search.found;
	if (!found) {
		(void) keep_store_error(run);
	}
	/* What is answered is saved even if the next page could not be read. */
	bool worked = try_group(run, &work) && found;
	php_coop_run_look_for_fork(run);
	if (worked) {
		coop_run_group_worked(run->rules);
	} else {
		coop_run_group_failed(run->rules, coop_boot_milliseconds());
		if (work.group.fault == PHP_COOP_STORE_FAULT_HOPELESS) {
			coop_run_give_up(run->rules);
		}
	}
	coop_run_exhausted(run->rules, php_coop_due_ended(run));
	close_group(&work);
}
