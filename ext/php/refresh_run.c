/* SPDX-License-Identifier: MIT */
#include "token_manager.h"

#include "php_coop.h"
#include "convert.h"
#include "enums.h"
#include "exceptions.h"
#include "leases.h"
#include "refresh.h"
#include "report.h"
#include <unistd.h>

/* One call of refreshExpiring(): walks the due rows by keyset, one at a time. */

#define PAGE_KEYS 4096
#define PARKED_MAXIMUM 1000
#define NOT_SENT_MAXIMUM 8 /* in a row: the server is down */
#define RATE_LIMITED_MAXIMUM 3 /* in a row */
#define BRAKE_REJECTIONS 20 /* and more than half of all: a wrong server or client, not wrong users */
#define BRAKE_WITHOUT_SUCCESS 3
#define FIRST_SECOND_IS_OVER 2000 /* milliseconds */

/* A rejection waits for the end of the run, when it is clear whether rejections can be believed. */
typedef struct parked_rejection {
	php_coop_row row; /* owned */
	zend_object *error; /* owned */
} parked_rejection;

typedef struct run {
	php_coop_token_manager *manager;
	const php_coop_run_options *options;
	coop_instant started_at; /* the store's clock */
	int64_t started_milliseconds; /* the boot clock */
	pid_t pid;
	bool
		runs_site_code; /* between two saves: it may open a transaction on the connection, so each save begins its own */
	php_coop_due_key keys[PAGE_KEYS]; /* user ids owned */
	int key_count;
	php_coop_due_key last; /* user id owned; where the next page begins */
	bool has_last;
	HashTable unnoted; /* a set: users whose success is not noted yet */
	HashTable first_second; /* a set: users saved while the clock showed the run's first second, see is_done() */
	parked_rejection *parked; /* owned array */
	size_t parked_count;
	zend_long counts[PHP_COOP_OUTCOMES];
	zend_long done;
	int64_t total; /* -1: not known */
	int not_sent_in_a_row;
	int rate_limited_in_a_row;
	const char *stopped_because;
	zend_object *failure; /* owned: ends the run with an exception; NULL */
} run;

static int64_t elapsed_milliseconds(const run *self)
{
	return coop_boot_milliseconds() - self->started_milliseconds;
}

/* ---- Telling the caller ------------------------------------------------------------------------------------------------ */

/* Parks what a callback threw: it ends the run, after what is under way. */
static void keep_failure(run *self)
{
	zend_object *exception = php_coop_take_exception();
	if (!exception) {
		return;
	}
	if (self->failure) {
		OBJ_RELEASE(exception);
	} else {
		self->failure = exception;
	}
}

static void tell(
	run *self, zend_string *user_id, php_coop_outcome outcome, const php_coop_refresh *refresh, zend_object *error)
{
	self->counts[outcome]++;
	self->done++;
	if (!self->options->on_result || self->failure) {
		return;
	}
	zval result, nothing;
	bool is_ours = error && instanceof_function(error->ce, php_coop_ce_CoopException);
	ZVAL_OBJ(&result,
		php_coop_refresh_result_new(user_id, outcome, refresh && refresh->expiry_known,
			refresh ? refresh->expires_at : 0, is_ours ? error : NULL, self->done, self->total));
	zend_fcall_info *call = self->options->on_result;
	ZVAL_UNDEF(&nothing);
	call->retval = &nothing;
	call->params = &result;
	call->param_count = 1;
	zend_call_function(call, self->options->on_result_cache);
	zval_ptr_dtor(&nothing);
	zval_ptr_dtor(&result);
	keep_failure(self);
}

/* ---- Which rows -------------------------------------------------------------------------------------------------------- */

/* A row that a login or another process has refreshed since this run began is done. The clock counts seconds, so the
 * first one needs a closer look: rows that this run saved are done, rows that a run before saved are not. */
static bool is_done(run *self, const php_coop_row *row)
{
	return row->done_at > self->started_at || zend_hash_exists(&self->unnoted, row->user_id) ||
		zend_hash_exists(&self->first_second, row->user_id);
}

/* A success is noted to keep the user from being refreshed again too soon, which can wait for company: should the run
 * die before, nothing is lost but that. The tokens themselves are committed row by row. */
static void note_successes(run *self)
{
	if (zend_hash_num_elements(&self->unnoted) > 0) {
		if (!self->manager->ops->note(self->manager->store, self->manager->leases, &self->unnoted)) {
			keep_failure(self);
		}
		zend_hash_clean(&self->unnoted);
	}
}

static void add_success(run *self, zend_string *user_id, bool note_later)
{
	if (elapsed_milliseconds(self) < FIRST_SECOND_IS_OVER) {
		zend_hash_add_empty_element(&self->first_second, user_id);
	}
	if (note_later) {
		zend_hash_add_empty_element(&self->unnoted, user_id);
	}
	if (zend_hash_num_elements(&self->unnoted) >= PHP_COOP_LEASES_TOGETHER) {
		note_successes(self);
	}
}

/* Without a date: nobody who was refreshed less than half a lifetime ago, or short tokens would never rest. */
static bool is_young(run *self, const php_coop_row *row)
{
	if (self->options->before_given || row->done_at == 0 || !row->expiry_known) {
		return false;
	}
	coop_instant now = self->started_at + elapsed_milliseconds(self) / 1000;
	return (now - row->done_at) * 2 < row->expires_at - row->done_at;
}

static bool is_due(run *self, const php_coop_row *row)
{
	return row->refresh_token && (!row->expiry_known || row->expires_at <= self->options->before) &&
		!is_done(self, row) && !is_young(self, row) &&
		row->next_at <= self->started_at + elapsed_milliseconds(self) / 1000;
}

static void forget_keys(run *self)
{
	for (int i = 0; i < self->key_count; i++) {
		zend_string_release(self->keys[i].user_id);
	}
	self->key_count = 0;
}

/* The next page of keys; false: there is none, or the store failed. */
static bool next_page(run *self)
{
	const php_coop_store_ops *ops = self->manager->ops;
	bool was_last = self->has_last && self->key_count < PAGE_KEYS;
	forget_keys(self);
	if (was_last) {
		return false;
	}
	int count = ops->due_keys(self->manager->store, self->manager->leases, self->options->before,
		self->has_last ? &self->last : NULL, self->keys, PAGE_KEYS);
	if (count < 0) {
		keep_failure(self);
		return false;
	}
	self->key_count = count;
	if (count > 0) {
		if (self->has_last) {
			zend_string_release(self->last.user_id);
		}
		self->last = self->keys[count - 1];
		zend_string_addref(self->last.user_id);
		self->has_last = true;
	}
	return count > 0;
}

/* ---- Rejections -------------------------------------------------------------------------------------------------------- */

static bool rejections_are_believable(const run *self)
{
	size_t others = (size_t) self->done;
	bool too_many = self->parked_count >= BRAKE_REJECTIONS && self->parked_count > others;
	bool without_success = self->parked_count >= BRAKE_WITHOUT_SUCCESS && self->counts[PHP_COOP_SAVED] == 0;
	return !too_many && !without_success;
}

static void judge_rejection(run *self, parked_rejection *parked, bool believable)
{
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
	int strikes = 1;
	php_coop_outcome outcome = PHP_COOP_REJECTED;
	if (believable && !self->failure && coop_fingerprint(php_coop_view(parked->row.refresh_token), fingerprint)) {
		if (!self->manager->ops->strike(
				self->manager->store, self->manager->leases, &parked->row, fingerprint, &strikes)) {
			keep_failure(self);
		}
		if (strikes >= 2) {
			outcome = PHP_COOP_REAUTHORIZATION_REQUIRED;
			parked->error = php_coop_reauthorization_exception(parked->row.user_id, "invalid_grant", parked->error);
		}
	}
	tell(self, parked->row.user_id, outcome, NULL, parked->error);
}

/* Notes the rejections, or forgives all of them where they are too many to be true, and forgets them. */
static void judge_rejections(run *self)
{
	bool believable = rejections_are_believable(self);
	if (!believable && !self->stopped_because) {
		self->stopped_because = "rejections";
	}
	for (size_t i = 0; i < self->parked_count; i++) {
		judge_rejection(self, &self->parked[i], believable);
		php_coop_row_clear(&self->parked[i].row);
		OBJ_RELEASE(self->parked[i].error);
	}
	self->parked_count = 0;
}

/* ---- One row ----------------------------------------------------------------------------------------------------------- */

static void note_stop(run *self, const php_coop_refresh *refresh)
{
	self->not_sent_in_a_row = refresh->outcome == PHP_COOP_NOT_SENT ? self->not_sent_in_a_row + 1 : 0;
	self->rate_limited_in_a_row = refresh->rate_limited ? self->rate_limited_in_a_row + 1 : 0;
	if (refresh->client_refused) {
		self->stopped_because = "client_refused";
	} else if (self->not_sent_in_a_row >= NOT_SENT_MAXIMUM) {
		self->stopped_because = "outage";
	} else if (self->rate_limited_in_a_row >= RATE_LIMITED_MAXIMUM) {
		self->stopped_because = "rate_limit";
	}
}

/* Takes over row and error. */
static void park(run *self, php_coop_row *row, php_coop_refresh *refresh)
{
	self->parked = safe_erealloc(self->parked, self->parked_count + 1, sizeof(*self->parked), 0);
	self->parked[self->parked_count++] = (parked_rejection){*row, refresh->error};
	memset(row, 0, sizeof(*row));
	refresh->error = NULL;
	if (self->parked_count >= PARKED_MAXIMUM) {
		judge_rejections(self);
	}
}

static void refresh_row(run *self, php_coop_row *row)
{
	php_coop_refresh refresh = {.note_later = !self->runs_site_code};
	php_coop_refresh_row(self->manager, row, &refresh);
	if (refresh.outcome == PHP_COOP_SAVED || refresh.salvaged) {
		add_success(self, row->user_id, refresh.note_later);
	}
	/* The store or the journal cannot be written, or the site's own transport threw: nothing more is sent. */
	if (refresh.error && (refresh.store_failed || !instanceof_function(refresh.error->ce, php_coop_ce_CoopException))) {
		self->failure = refresh.error;
		refresh.error = NULL;
	}
	if (refresh.outcome == PHP_COOP_REJECTED) {
		park(self, row, &refresh);
	} else {
		php_coop_refresh_tell(self->manager, row->user_id, &refresh);
		keep_failure(self);
		tell(self, row->user_id, refresh.outcome, &refresh, refresh.error);
	}
	note_stop(self, &refresh);
	php_coop_refresh_clear(&refresh);
}

static void refresh_key(run *self, php_coop_due_key *key)
{
	php_coop_row row = {0};
	switch (self->manager->ops->read(self->manager->store, self->manager->leases, key->user_id, &row)) {
		case PHP_COOP_READ_FAILED:
			keep_failure(self);
			break;
		case PHP_COOP_READ_NONE:
			break;
		case PHP_COOP_READ_ROW:
			if (is_due(self, &row)) {
				refresh_row(self, &row);
			}
			break;
	}
	php_coop_row_clear(&row);
}

/* A callback may have forked. The child has none of what a run needs: not the connections, not the journal. */
static void check_pid(run *self)
{
	if (self->pid != getpid() && !self->failure) {
		self->failure = php_coop_store_exception(
			NULL, NULL, "A callback of the run has forked, and the run goes on in the parent process only");
	}
}

static void walk(run *self)
{
	while (!self->failure && !self->stopped_because && next_page(self)) {
		for (int i = 0; i < self->key_count && !self->failure && !self->stopped_because; i++) {
			if (self->options->time_limit && elapsed_milliseconds(self) >= self->options->time_limit * 1000) {
				self->stopped_because = "time_limit";
				break;
			}
			refresh_key(self, &self->keys[i]);
			check_pid(self);
		}
	}
}

/* ---- The end ------------------------------------------------------------------------------------------------------------ */

static void clear_run(run *self)
{
	forget_keys(self);
	if (self->has_last) {
		zend_string_release(self->last.user_id);
	}
	if (self->parked) {
		efree(self->parked);
	}
	zend_hash_destroy(&self->unnoted);
	zend_hash_destroy(&self->first_second);
}

static zend_object *finish(run *self)
{
	zend_object *report = NULL;
	if (self->failure) {
		php_coop_throw(self->failure);
	} else {
		report = php_coop_refresh_report_new(self->counts, (double) elapsed_milliseconds(self) / 1000,
			self->stopped_because == NULL, self->stopped_because);
	}
	clear_run(self);
	efree(self);
	return report;
}

zend_object *php_coop_refresh_run(php_coop_token_manager *manager, const php_coop_run_options *options)
{
	run *self = ecalloc(1, sizeof(*self));
	self->manager = manager;
	self->options = options;
	self->pid = getpid();
	self->runs_site_code = options->on_result || Z_TYPE(manager->on_event) != IS_UNDEF ||
		Z_TYPE(php_coop_client_of(manager->client)->transport) != IS_UNDEF;
	self->started_milliseconds = coop_boot_milliseconds();
	zend_hash_init(&self->unnoted, PHP_COOP_LEASES_TOGETHER, NULL, NULL, 0);
	zend_hash_init(&self->first_second, 8, NULL, NULL, 0);
	if (!manager->ops->prepare(manager->store, manager->leases, &self->started_at)) {
		keep_failure(self);
		return finish(self);
	}
	self->total = options->on_result ? manager->ops->count_due(manager->store, options->before) : -1;
	keep_failure(self);
	bool held = !self->runs_site_code && manager->ops->hold(manager->store);
	keep_failure(self);
	walk(self);
	note_successes(self);
	judge_rejections(self);
	if (held) {
		manager->ops->let_go(manager->store);
	}
	return finish(self);
}
