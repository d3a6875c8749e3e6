/* SPDX-License-Identifier: MIT */
#include "account.h"

#include "SAPI.h"
#include "api_request.h"
#include "convert.h"
#include "exceptions.h"
#include "refresh_journal.h"
#include "report.h"
#include "user_refresh.h"
#include "core/signals.h"
#include <unistd.h>

/* performForAll(). A run refreshes who is due, then the calls are made, many at once. Whom the run could not help (or
 * there is no journal for one), and whose token the API refuses, waits until the end of his page: he is refreshed once,
 * by himself, and called once more. */

#define PAGE_KEYS 256
#define ANSWER_MAXIMUM (1024 * 1024) /* bytes; there are many at once, and an action's answer is a few words */
#define PATIENCE 8 /* refreshes in a row that fail for reasons that are no user's, before no more are tried */
#define LONGEST_WAIT 60000 /* milliseconds */

/* A request in flight. */
typedef struct call {
	zend_string *user_id; /* owned; NULL: the place is free */
	zend_string *owner_id; /* owned: the user's id at the API; NULL: this request asks for it */
	zend_object *tokens; /* owned TokenSet */
	bool refreshed; /* a second refresh would not help */
	php_coop_exchange exchange;
	coop_buffer url;
} call;

/* A user who is to be refreshed first. */
typedef struct waiting {
	zend_string *user_id; /* owned */
	zend_string *owner_id; /* owned; NULL: not known */
	zend_object *rejected; /* owned: the tokens that the API has refused; NULL: they are due */
} waiting;

typedef struct php_coop_performing {
	php_coop_token_manager *manager;
	const php_coop_perform_options *options;
	pid_t pid;
	bool is_child; /* code of the site's has forked, and this is the other process: the connections are not its own */
	bool stopped; /* by a signal */
	int64_t until; /* boot clock: nobody new is called from then on */
	coop_signals signals;
	php_coop_due_key keys[PAGE_KEYS]; /* of the page: user ids owned */
	int count, at;
	php_coop_due_key last; /* user id owned; where the next page begins */
	bool ended; /* there is no further page */
	int concurrency;
	call *calls; /* owned array of that size */
	int in_flight;
	waiting *waiting; /* owned array; a page and what was in flight before it fit in */
	int waiting_count;
	HashTable moved; /* a set: whom a refresh has moved to where an own store's walk may find him again */
	int refresh_failures; /* in a row */
	zend_object *refused; /* owned: why nobody is refreshed any more; NULL */
	zend_object *failure; /* owned: ends it with an exception; NULL */
	zend_long succeeded;
} php_coop_performing;

static php_coop_client *client_of(const php_coop_performing *self)
{
	return php_coop_client_of(self->manager->client);
}

/* ---- Results ---------------------------------------------------------------------------------------------------------- */

/* Parks what is pending, if it is the first: what is in flight is finished before it is thrown. */
static void keep_failure(php_coop_performing *self)
{
	zend_object *exception = php_coop_take_exception();
	if (exception && self->failure) {
		OBJ_RELEASE(exception);
	} else if (exception) {
		self->failure = exception;
	}
}

static void call_back(php_coop_performing *self, zend_string *user_id, zend_object *result)
{
	zval arguments[2], nothing;
	zend_fcall_info *on_result = self->options->on_result;
	ZVAL_STR(&arguments[0], user_id);
	ZVAL_OBJ(&arguments[1], result);
	ZVAL_UNDEF(&nothing);
	on_result->retval = &nothing;
	on_result->params = arguments;
	on_result->param_count = 2;
	zend_call_function(on_result, self->options->on_result_cache);
	zval_ptr_dtor(&nothing);
	keep_failure(self);
}

/* Takes the result over. NULL: an exception is pending, which is the result if it is ours. */
static void tell(php_coop_performing *self, zend_string *user_id, zend_object *result)
{
	if (result) {
		self->succeeded++;
	} else if (instanceof_function(EG(exception)->ce, php_coop_ce_CoopException)) {
		result = php_coop_take_exception();
	} else {
		keep_failure(self);
		return;
	}
	if (!self->failure) {
		call_back(self, user_id, result);
	}
	OBJ_RELEASE(result);
}

/* ---- Calls ------------------------------------------------------------------------------------------------------------ */

/* The connection is free again. */
static void clear_request(call *one)
{
	php_coop_exchange_clear(&one->exchange);
	coop_buffer_clear(&one->url);
}

static void clear_call(call *one)
{
	clear_request(one);
	if (one->owner_id) {
		zend_string_release(one->owner_id);
	}
	OBJ_RELEASE(one->tokens);
	zend_string_release(one->user_id);
	memset(one, 0, sizeof(*one));
}

static void drop_call(php_coop_performing *self, call *one)
{
	clear_call(one);
	self->in_flight--;
}

/* The place is free again before code of the site's runs. */
static void end_call(php_coop_performing *self, call *one, zend_object *result)
{
	zend_string *user_id = zend_string_copy(one->user_id);
	drop_call(self, one);
	tell(self, user_id, result);
	zend_string_release(user_id);
}

static void wait_for_refresh(php_coop_performing *self, call *one)
{
	waiting *last = &self->waiting[self->waiting_count++];
	*last = (waiting){.user_id = one->user_id, .owner_id = one->owner_id, .rejected = one->tokens};
	clear_request(one);
	memset(one, 0, sizeof(*one));
	self->in_flight--;
}

static bool is_curable(const call *one)
{
	return !one->refreshed && php_coop_token_set_of(one->tokens)->refresh_token;
}

static bool build(php_coop_performing *self, call *one, php_coop_api_request *request, bool *has_body)
{
	zend_string *url = one->owner_id ? php_coop_action_url(self->manager, one->owner_id, self->options->action)
									 : php_coop_userinfo_url(self->manager);
	if (!url) {
		return false;
	}
	request->url = url;
	bool built = php_coop_api_request_build(client_of(self), request, &one->exchange, &one->url, has_body);
	if (one->owner_id) {
		zend_string_release(url);
	}
	return built;
}

static void send_call(php_coop_performing *self, call *one);

/* What the answer means: the user's id at the API, or what came of the action. */
static void read_answer(php_coop_performing *self, call *one, zend_object *response)
{
	if (one->owner_id) {
		zend_object *result = php_coop_read_action_result(self->manager, response, self->options->action);
		OBJ_RELEASE(response);
		end_call(self, one, result);
		return;
	}
	one->owner_id = php_coop_read_owner_id(self->manager, response);
	OBJ_RELEASE(response);
	if (!one->owner_id) {
		end_call(self, one, NULL);
	} else if (self->failure) {
		drop_call(self, one); /* nothing new begins */
	} else {
		send_call(self, one);
	}
}

static void arrived(php_coop_performing *self, call *one)
{
	php_coop_exchange_finish(&one->exchange);
	zend_object *response = php_coop_api_request_read(&one->exchange);
	clear_request(one);
	if (!response) {
		end_call(self, one, NULL);
	} else if (is_curable(one) && php_coop_is_curable(response)) {
		OBJ_RELEASE(response);
		wait_for_refresh(self, one);
	} else {
		read_answer(self, one, response);
	}
}

static void send_call(php_coop_performing *self, call *one)
{
	zend_string *access_token = php_coop_token_set_of(one->tokens)->access_token;
	if (is_curable(one) && !php_coop_api_is_token(access_token)) {
		wait_for_refresh(self, one); /* no API would take it, and one bad row must not end it for all */
		return;
	}
	const char *method = one->owner_id ? "POST" : "GET";
	php_coop_api_request request = {.access_token = access_token, .first_argument = 1};
	bool has_body;
	php_coop_exchange_init(&one->exchange);
	coop_buffer_init(&one->url, COOP_URL_MAXIMUM);
	request.method = zend_string_init(method, strlen(method), 0);
	bool built = build(self, one, &request, &has_body);
	zend_string_release(request.method);
	if (!built) {
		end_call(self, one, NULL);
	} else if (!php_coop_exchange_start(
				   client_of(self), &one->exchange, method, one->url.ptr, has_body, ANSWER_MAXIMUM, self, one)) {
		arrived(self, one);
	}
}

/* Takes over user_id, tokens and owner_id (NULL: not known). */
static void start(
	php_coop_performing *self, zend_string *user_id, zend_object *tokens, zend_string *owner_id, bool refreshed)
{
	call *one = self->calls;
	while (one->user_id) {
		one++;
	}
	one->user_id = user_id;
	one->tokens = tokens;
	one->owner_id = owner_id;
	one->refreshed = refreshed;
	self->in_flight++;
	send_call(self, one);
}

/* ---- Whose turn it is ------------------------------------------------------------------------------------------------ */

static zend_string *take_owner_id(php_coop_row *row)
{
	zend_string *owner_id = row->resource_owner_id;
	row->resource_owner_id = NULL;
	return owner_id;
}

/* Takes over the key. */
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
		start(self, user_id, tokens, take_owner_id(&row), false);
	} else if (tokens) {
		OBJ_RELEASE(tokens);
		self->waiting[self->waiting_count++] = (waiting){.user_id = user_id};
	} else {
		if (!again) {
			tell(self, user_id, NULL);
		}
		zend_string_release(user_id);
	}
	php_coop_row_clear(&row);
}

/* A server that is down, or does not know the client any more, would be asked in vain for each user. */
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

/* Owned; NULL: an exception is pending. */
static zend_object *refresh(php_coop_performing *self, waiting *one)
{
	zend_object *tokens;
	if (self->refused) {
		GC_ADDREF(self->refused);
		php_coop_throw(self->refused);
		return NULL;
	}
	if (one->rejected) {
		tokens = php_coop_user_refresh(self->manager, one->user_id, one->rejected);
	} else {
		php_coop_row row = {0};
		tokens = php_coop_user_tokens(self->manager, one->user_id, &row);
		one->owner_id = take_owner_id(&row);
		php_coop_row_clear(&row);
	}
	note_refresh(self);
	if (tokens && self->manager->ops != &php_coop_pdo_store_ops) { /* which walks by user id, and not by expiry */
		zend_hash_add_empty_element(&self->moved, one->user_id);
	}
	return tokens;
}

static void clear_waiting(waiting *one)
{
	if (one->owner_id) {
		zend_string_release(one->owner_id);
	}
	if (one->rejected) {
		OBJ_RELEASE(one->rejected);
	}
	zend_string_release(one->user_id);
}

static void start_waiting(php_coop_performing *self)
{
	waiting one = self->waiting[--self->waiting_count];
	zend_object *tokens = refresh(self, &one);
	if (tokens) {
		start(self, zend_string_copy(one.user_id), tokens, one.owner_id, true);
		one.owner_id = NULL;
	} else {
		tell(self, one.user_id, NULL);
	}
	clear_waiting(&one);
}

static void next_page(php_coop_performing *self)
{
	php_coop_token_manager *manager = self->manager;
	int count = manager->ops->all_keys(
		manager->store, manager->leases, self->last.user_id ? &self->last : NULL, self->keys, PAGE_KEYS);
	self->ended = count < PAGE_KEYS;
	self->at = 0;
	self->count = count < 0 ? 0 : count;
	if (count < 0) {
		keep_failure(self);
	}
	if (count > 0) {
		if (self->last.user_id) {
			zend_string_release(self->last.user_id);
		}
		self->last = self->keys[count - 1];
		zend_string_addref(self->last.user_id);
	}
}

/* ---- The loop ---------------------------------------------------------------------------------------------------------- */

/* Asked whenever code of the site's may have run. */
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

/* False: there is nobody left, but for those in flight. */
static bool start_next(php_coop_performing *self)
{
	if (self->at < self->count) {
		start_key(self, self->keys[self->at++].user_id);
	} else if (self->waiting_count > 0) {
		start_waiting(self);
	} else if (!self->ended) {
		next_page(self);
	} else {
		return false;
	}
	return true;
}

/* One answer a turn: between two callbacks what the first has made room for is sent. */
static void turn(php_coop_performing *self)
{
	coop_pump *pump = php_coop_client_pump(client_of(self));
	coop_transfer *transfer = coop_pump_next_finished(pump, self);
	coop_pump_turn(pump, transfer ? 0 : LONGEST_WAIT);
	if (transfer) {
		arrived(self, coop_transfer_owner(transfer));
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
		self->failure = php_coop_store_exception(
			NULL, NULL, "A callback of performForAll() has forked, and it goes on in the parent process only");
	}
}

/* ---- Before it, and after ---------------------------------------------------------------------------------------------- */

static zend_object *run(php_coop_performing *self, const php_coop_run_options *options)
{
	zend_object *report = NULL;
	if (php_coop_journal_begin(self->manager)) {
		report = php_coop_refresh_run(self->manager, options);
		php_coop_journal_end(self->manager);
	}
	return report;
}

/* Everybody who is due, by one run. False: it ends with that. */
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
	int due = manager->ops->due_keys(manager->store, manager->leases, options.before, NULL, &first, 1);
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

/* As in a run: only on the command line. */
static void catch_signals(php_coop_performing *self)
{
	coop_pump *pump = php_coop_client_pump(client_of(self));
	if (strcmp(sapi_module.name, "cli") == 0 && coop_signals_catch(&self->signals) && pump &&
		!coop_pump_watch(pump, self->signals.descriptor)) {
		coop_signals_let_go(&self->signals);
	}
}

static void release_signals(php_coop_performing *self)
{
	coop_pump *pump = self->is_child ? NULL : php_coop_client_pump(client_of(self));
	if (pump && self->signals.descriptor >= 0) {
		coop_pump_unwatch(pump, self->signals.descriptor);
	}
	coop_signals_let_go(&self->signals);
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
	self->calls = ecalloc((size_t) self->concurrency, sizeof(*self->calls));
	self->waiting = safe_emalloc((size_t) self->concurrency + PAGE_KEYS, sizeof(*self->waiting), 0);
	zend_hash_init(&self->moved, 8, NULL, NULL, 0);
	return self;
}

static void free_calls(php_coop_performing *self)
{
	bool is_child = self->pid != getpid();
	for (int i = 0; i < self->concurrency; i++) {
		if (self->calls[i].user_id) {
			if (is_child) {
				self->calls[i].exchange.transfer = NULL; /* the parent's */
			}
			clear_call(&self->calls[i]);
		}
	}
	efree(self->calls);
}

void php_coop_performing_free(php_coop_performing *self)
{
	free_calls(self);
	coop_signals_let_go(&self->signals);
	while (self->at < self->count) {
		zend_string_release(self->keys[self->at++].user_id);
	}
	if (self->last.user_id) {
		zend_string_release(self->last.user_id);
	}
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
		catch_signals(self);
		walk(self);
		release_signals(self);
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
