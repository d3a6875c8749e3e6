/* SPDX-License-Identifier: MIT */
#include "perform_for_all.h"
#include "account.h"
#include "perform_call.h"

#include "php/values/exceptions.h"
#include "php/values/report.h"
#include "php/refresh/refresh_journal.h"
#include "php/refresh/run_loop.h"
#include "php/refresh/user_refresh.h"
#include <unistd.h>

/* First a run refreshes all users that are due, if there is a journal folder for one. Then the API is called for each
 * user, many at once. Some users' tokens are still due, and some users' tokens are refused by the API. These users wait
 * until their page has ended. Then each of them is refreshed alone, and the API is called with the new tokens. */

#define PATIENCE 8 /* after so many refreshes in a row that failed, but not because of the user, no more are tried */
#define LONGEST_WAIT 60000 /* milliseconds */

static const php_coop_user_manners MANNERS = {.wait = PHP_COOP_WINNER_WAIT};

/* ---- The next user ----------------------------------------------------------------------------------------------- */

static zend_string *take_owner_id(php_coop_row *row)
{
	zend_string *owner_id = row->resource_owner_id;
	row->resource_owner_id = NULL;
	return owner_id;
}

/* Begins with a user of the page. Takes over user_id. */
static void start_key(php_coop_performing *self, zend_string *user_id)
{
	php_coop_row row = {0};
	bool due = false;
	zend_object *tokens = NULL;
	bool again = zend_hash_exists(&self->moved, user_id);
	if (!again) {
		tokens = php_coop_user_stored_tokens(self->manager, user_id, &row, &due);
	}
	if (tokens && !due) {
		php_coop_perform_start(
			self, &(php_coop_perform_call){.user_id = user_id, .tokens = tokens, .owner_id = take_owner_id(&row)});
	} else if (tokens) {
		OBJ_RELEASE(tokens);
		self->waiting[self->waiting_count++] = (php_coop_perform_waiting){.user_id = user_id};
	} else {
		if (!again) {
			php_coop_perform_tell(self, user_id, NULL);
		}
		zend_string_release(user_id);
	}
	php_coop_row_clear(&row);
}

/* Counts failures that no user caused. If the server is down or refuses the client, asking it for every user is
 * useless. */
static void note_refresh(php_coop_performing *self)
{
	zend_object *error = EG(exception);
	if (!error ||
		(!instanceof_function(error->ce, php_coop_ce_TransportException) &&
			!instanceof_function(error->ce, php_coop_ce_OAuthErrorException))) {
		self->refresh_failures = 0;
	} else if (++self->refresh_failures == PATIENCE) {
		GC_ADDREF(error);
		self->refused = error;
	}
}

static zend_object *refresh_due_tokens(php_coop_performing *self, php_coop_perform_waiting *one)
{
	php_coop_row row = {0};
	zend_object *tokens = php_coop_user_tokens(self->manager, one->user_id, &MANNERS, &row);
	one->owner_id = take_owner_id(&row);
	php_coop_row_clear(&row);
	return tokens;
}

/* Refreshes tokens that the API has refused. If that brings none, and there is no exception, the refusal is the user's
 * result. */
static zend_object *cure(php_coop_performing *self, php_coop_perform_waiting *one)
{
	bool tried = false;
	zend_object *tokens = NULL;
	if (self->vain_cures < PHP_COOP_PERFORM_VAIN_CURES && !self->refused) {
		tokens = php_coop_user_cure(self->manager, one->user_id, one->rejected, &MANNERS, &tried);
	}
	if (!tokens && !EG(exception)) {
		self->vain_cures += tried ? 1 : 0;
		(void) php_coop_read_action_result(self->manager, one->response, self->options->action); /* throws it */
	}
	return tokens;
}

/* Returns a TokenSet; owned; NULL if an exception is pending. */
static zend_object *refresh(php_coop_performing *self, php_coop_perform_waiting *one)
{
	zend_object *tokens;
	if (one->response) {
		tokens = cure(self, one);
	} else if (self->refused) {
		GC_ADDREF(self->refused);
		php_coop_throw(self->refused);
		return NULL;
	} else {
		tokens = one->rejected ? php_coop_user_refresh(self->manager, one->user_id, one->rejected, &MANNERS)
							   : refresh_due_tokens(self, one);
		note_refresh(self);
	}
	if (tokens && !self->manager->store.ops->walks_by_user) {
		zend_hash_add_empty_element(&self->moved, one->user_id);
	}
	return tokens;
}

static void clear_waiting(php_coop_perform_waiting *one)
{
	if (one->owner_id) {
		zend_string_release(one->owner_id);
	}
	if (one->rejected) {
		OBJ_RELEASE(one->rejected);
	}
	if (one->response) {
		OBJ_RELEASE(one->response);
	}
	zend_string_release(one->user_id);
}

static void start_waiting(php_coop_performing *self)
{
	php_coop_perform_waiting one = self->waiting[--self->waiting_count];
	zend_object *tokens = refresh(self, &one);
	if (tokens) {
		php_coop_perform_start(self,
			&(php_coop_perform_call){
				.user_id = zend_string_copy(one.user_id),
				.tokens = tokens,
				.owner_id = one.owner_id,
				.refreshed = true,
				.cured = one.response != NULL,
			});
		one.owner_id = NULL;
	} else {
		php_coop_perform_tell(self, one.user_id, NULL);
	}
	clear_waiting(&one);
}

/* ---- The loop ---------------------------------------------------------------------------------------------------- */

/* Returns false in a forked child. Asked whenever code of the site may have run; also reads the signals. */
static bool is_ours(php_coop_performing *self)
{
	self->is_child = self->pid != getpid();
	if (!self->is_child && coop_signals_read(&self->signals)) {
		self->stopped = true;
	}
	return !self->is_child;
}

static bool may_start(php_coop_performing *self)
{
	return is_ours(self) && !self->failure && !self->stopped && self->in_flight < self->concurrency &&
		coop_boot_milliseconds() < self->until;
}

/* Returns whether the next refresh has to wait until the API has judged those before it, which may be the last ones that
 * are tried. */
static bool must_wait(const php_coop_performing *self)
{
	return self->waiting[self->waiting_count - 1].response && self->cures > 0 &&
		self->vain_cures < PHP_COOP_PERFORM_VAIN_CURES && self->cures + self->vain_cures >= PHP_COOP_PERFORM_VAIN_CURES;
}

/* Begins with the next user. Returns false if none is left but those whose requests are in flight, or who wait for
 * them. */
static bool start_next(php_coop_performing *self)
{
	zend_string *user_id = php_coop_key_pages_take(&self->pages);
	if (user_id) {
		start_key(self, user_id);
	} else if (self->waiting_count > 0 && must_wait(self)) {
		return false;
	} else if (self->waiting_count > 0) {
		start_waiting(self);
	} else if (self->pages.ended) {
		return false;
	} else if (!php_coop_key_pages_turn(&self->pages, &self->manager->store)) {
		php_coop_perform_keep_failure(self);
	}
	return true;
}

/* Handles one answer only, so that the place that became free is used before the next callback runs. */
static void turn(php_coop_performing *self)
{
	coop_pump *pump = php_coop_client_pump(php_coop_performing_client(self));
	coop_transfer *transfer = coop_pump_next_finished(pump, self);
	coop_pump_turn(pump, transfer ? 0 : LONGEST_WAIT);
	if (transfer) {
		php_coop_perform_arrived(self, coop_transfer_owner(transfer));
	}
}

static void walk(php_coop_performing *self)
{
	for (;;) {
		while (may_start(self) && start_next(self)) {
		}
		if (!is_ours(self) || self->in_flight == 0) {
			break;
		}
		turn(self);
	}
	if (self->is_child && !self->failure) {
		self->failure = php_coop_store_exception(NULL, NULL,
			"A callback of performForAll() has forked: end the child in the callback, since only the parent goes on");
	}
}

/* ---- Beginning and end ------------------------------------------------------------------------------------------- */

static zend_object *run(php_coop_performing *self, const php_coop_run_options *options)
{
	zend_object *report = NULL;
	if (php_coop_journal_begin(self->manager)) {
		report = php_coop_refresh_run(self->manager, options);
		php_coop_journal_end(self->manager);
	}
	return report;
}

/* Refreshes all users that are due, by one run. Returns false if performForAll() is to end here: an exception is
 * pending, or a signal has stopped the run. */
static bool refresh_due(php_coop_performing *self)
{
	php_coop_token_manager *manager = self->manager;
	php_coop_due_key first;
	zend_long leeway = manager->leeway < 0 ? PHP_COOP_LEEWAY_MAXIMUM : manager->leeway;
	php_coop_run_options options = {
		.before = coop_instant_add(coop_instant_now(), leeway),
		.concurrency = self->concurrency,
		.time_limit = self->options->time_limit,
	};
	if (!manager->journal_directory) {
		return true;
	}
	int due = manager->store.ops->due_keys(&manager->store, options.before, NULL, &first, 1);
	if (due <= 0) {
		return due == 0;
	}
	zend_string_release(first.user_id);
	zend_object *report = run(self, &options);
	if (!report) {
		return false;
	}
	zend_string *stopped_because = php_coop_refresh_report_stopped_because(report);
	bool goes_on = !stopped_because || !zend_string_equals_literal(stopped_because, "signal");
	OBJ_RELEASE(report);
	return goes_on;
}

static php_coop_performing *new_performing(php_coop_token_manager *manager, const php_coop_perform_options *options)
{
	php_coop_performing *self = ecalloc(1, sizeof(*self));
	self->manager = manager;
	self->options = options;
	self->concurrency = (int) options->concurrency;
	self->pid = getpid();
	self->until = options->time_limit > 0 ? coop_boot_milliseconds() + (int64_t) options->time_limit * 1000 : INT64_MAX;
	self->signals.descriptor = -1;
	php_coop_key_pages_init(&self->pages, PHP_COOP_PERFORM_PAGE_KEYS);
	self->pages.everyone = true;
	self->calls = ecalloc((size_t) self->concurrency, sizeof(*self->calls));
	self->waiting = safe_emalloc((size_t) self->concurrency + PHP_COOP_PERFORM_PAGE_KEYS, sizeof(*self->waiting), 0);
	zend_hash_init(&self->moved, 8, NULL, NULL, 0);
	return self;
}

static void free_calls(php_coop_performing *self)
{
	bool is_child = self->pid != getpid();
	for (int i = 0; i < self->concurrency; i++) {
		if (self->calls[i].user_id) {
			if (is_child) {
				self->calls[i].exchange.transfer = NULL; /* it is the parent's */
			}
			php_coop_perform_call_clear(&self->calls[i]);
		}
	}
	efree(self->calls);
}

void php_coop_performing_free(php_coop_performing *self)
{
	free_calls(self);
	coop_signals_let_go(&self->signals);
	php_coop_key_pages_free(&self->pages);
	while (self->waiting_count > 0) {
		clear_waiting(&self->waiting[--self->waiting_count]);
	}
	efree(self->waiting);
	zend_hash_destroy(&self->moved);
	if (self->refused) {
		OBJ_RELEASE(self->refused);
	}
	if (self->failure) {
		OBJ_RELEASE(self->failure);
	}
	efree(self);
}

zend_long php_coop_perform_for_all(php_coop_token_manager *manager, const php_coop_perform_options *options)
{
	if (!php_coop_has_actions(manager)) {
		return 0;
	}
	php_coop_performing *self = manager->performing = new_performing(manager, options);
	if (refresh_due(self)) {
		php_coop_client *client = php_coop_performing_client(self);
		php_coop_signals_catch(client, &self->signals);
		walk(self);
		php_coop_signals_release(client, &self->signals, self->is_child);
	}
	if (self->failure) {
		php_coop_throw(self->failure);
		self->failure = NULL;
	}
	zend_long succeeded = self->succeeded;
	manager->performing = NULL;
	php_coop_performing_free(self);
	return succeeded;
}
