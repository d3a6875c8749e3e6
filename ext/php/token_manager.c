/* SPDX-License-Identifier: MIT */
#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/store/pdo_leases.h"
#include "php/store/pdo_store.h"
#include "php/store/session_token_store.h"
#include "php/refresh/events.h"
#include "php/refresh/refresh_journal.h"
#include "php/refresh/replay.h"
#include "php/refresh/run_loop.h"
#include "php/refresh/user_refresh.h"
#include "php/perform/account.h"
#include "php/perform/perform_for_all.h"
#include "ext/date/php_date.h"
#include "zend_attributes.h"
#include "zend_closures.h"
#include "stubs/token_manager_arginfo.h"

#define TIME_LIMIT_MAXIMUM INT64_C(3153600000) /* seconds: a hundred years */
#define WAIT_MAXIMUM COOP_SECONDS_PER_DAY

static zend_class_entry *ce_TokenManager;
static zend_object_handlers handlers;

static php_coop_token_manager *this_manager(zval *this_value)
{
	return php_coop_token_manager_of(Z_OBJ_P(this_value));
}

/* ---- Construction ------------------------------------------------------------------------------------------------ */

static const php_coop_store_ops *ops_of(const zend_object *store)
{
	const struct {
		const zend_class_entry *class_entry;
		const php_coop_store_ops *ops;
	} KINDS[] = {
		{php_coop_ce_PdoTokenStore, &php_coop_pdo_store_ops},
		{php_coop_ce_SessionTokenStore, &php_coop_session_store_ops},
	};
	for (size_t i = 0; i < COOP_COUNT(KINDS); i++) {
		if (store->ce == KINDS[i].class_entry) {
			return KINDS[i].ops;
		}
	}
	return &php_coop_own_store_ops;
}

static bool check_leases(const zend_object *store, const zend_object *leases)
{
	bool needed = ops_of(store)->needs_leases;
	if (needed && !leases) {
		zend_argument_value_error(5,
			"is required if the store is your own class: pass leases: new Coop\\PdoLeases($pdo, 'name-of-the-store')");
		return false;
	}
	if (!needed && leases) {
		zend_argument_value_error(5, "must be null, because %s has its own leases", ZSTR_VAL(store->ce->name));
		return false;
	}
	return true;
}

PHP_METHOD(Coop_TokenManager, __construct)
{
	zend_object *client, *store, *leases = NULL;
	zend_string *directory = NULL;
	zend_long leeway = 0;
	bool leeway_is_null = true;
	zval *on_event = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 6)
		Z_PARAM_OBJ_OF_CLASS(client, php_coop_ce_Client)
		Z_PARAM_OBJ_OF_CLASS(store, php_coop_ce_TokenStore)
		Z_PARAM_OPTIONAL
		Z_PARAM_PATH_STR_OR_NULL(directory)
		Z_PARAM_LONG_OR_NULL(leeway, leeway_is_null)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(leases, php_coop_ce_PdoLeases)
		Z_PARAM_OBJECT_OF_CLASS_OR_NULL(on_event, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_token_manager *self = this_manager(ZEND_THIS);
	if (self->client) {
		zend_throw_error(NULL, "Coop\\TokenManager::__construct() cannot be called twice");
		RETURN_THROWS();
	}
	if (directory && ZSTR_LEN(directory) == 0) {
		zend_argument_value_error(3, "cannot be empty");
		RETURN_THROWS();
	}
	if (!leeway_is_null && leeway < 0) {
		zend_argument_value_error(4, "cannot be negative");
		RETURN_THROWS();
	}
	if (!check_leases(store, leases)) {
		RETURN_THROWS();
	}
	GC_ADDREF(client);
	GC_ADDREF(store);
	self->client = client;
	self->store = (php_coop_store){.ops = ops_of(store), .object = store, .leases = leases};
	if (leases) {
		GC_ADDREF(leases);
	}
	self->journal_directory = directory ? zend_string_copy(directory) : NULL;
	self->leeway = leeway_is_null ? -1 : leeway;
	if (on_event) {
		ZVAL_COPY(&self->on_event, on_event);
	}
}

/* ---- A run ------------------------------------------------------------------------------------------------------- */

/* Checks $concurrency, and $timeLimit behind it. `limit` becomes 0 if $timeLimit is null. */
static bool check_run_arguments(
	zend_long concurrency, uint32_t concurrency_argument, bool limit_is_null, zend_long *limit)
{
	if (concurrency < 1 || concurrency > COOP_RUN_CONCURRENCY_MAXIMUM) {
		zend_argument_value_error(concurrency_argument, "must be between 1 and %d", COOP_RUN_CONCURRENCY_MAXIMUM);
		return false;
	}
	if (!limit_is_null && *limit < 1) {
		zend_argument_value_error(concurrency_argument + 1, "must be at least 1");
		return false;
	}
	*limit = limit_is_null ? 0 : MIN(*limit, TIME_LIMIT_MAXIMUM);
	return true;
}

/* Returns false, with an Error pending, if this manager is at work already. A run inside a run, or inside the refresh
 * of a user, would open a second journal over the same rows. */
static bool enter(php_coop_token_manager *self)
{
	if (!self->client) {
		zend_throw_error(NULL, "Coop\\TokenManager has not been constructed");
		return false;
	}
	if (self->running || self->refreshing) {
		const char *work = self->running ? "run" : "refresh";
		zend_throw_error(NULL,
			"This Coop\\TokenManager is in the middle of a %s, and a callback must not start another one: do it after "
			"the %s",
			work, work);
		return false;
	}
	return true;
}

PHP_METHOD(Coop_TokenManager, refreshExpiring)
{
	php_coop_run_options options = {.concurrency = 32};
	zend_object *before = NULL;
	bool limit_is_null = true;
	ZEND_PARSE_PARAMETERS_START(0, 4)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(before, php_date_get_interface_ce())
		Z_PARAM_LONG(options.concurrency)
		Z_PARAM_LONG_OR_NULL(options.time_limit, limit_is_null)
		Z_PARAM_FUNC_OR_NULL(options.on_result.call, options.on_result.cache)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_token_manager *self = this_manager(ZEND_THIS);
	if (!check_run_arguments(options.concurrency, 2, limit_is_null, &options.time_limit) || !enter(self)) {
		RETURN_THROWS();
	}
	if (!self->journal_directory) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"Refreshing a table needs a journal folder, which keeps every answer until it is saved: pass "
			"journalDirectory, an absolute path outside of the document root, to Coop\\TokenManager"));
		RETURN_THROWS();
	}
	options.before_given = before != NULL;
	if (before ? !php_coop_instant_of(before, &options.before)
			   : !self->store.ops->end_of_today(&self->store, &options.before)) {
		RETURN_THROWS();
	}
	zend_object *report = NULL;
	self->running = true;
	GC_ADDREF(&self->std); /* a callback may let go of the last reference */
	if (php_coop_journal_begin(self)) {
		report = php_coop_refresh_run(self, &options);
		php_coop_journal_end(self);
	}
	self->running = false;
	OBJ_RELEASE(&self->std);
	if (!report) {
		RETURN_THROWS();
	}
	RETURN_OBJ(report);
}

/* ---- One user ---------------------------------------------------------------------------------------------------- */

PHP_METHOD(Coop_TokenManager, refresh)
{
	zend_string *user_text;
	zend_long user_number = 0;
	zend_object *rejected = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR_OR_LONG(user_text, user_number)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(rejected, php_coop_ce_TokenSet)
	ZEND_PARSE_PARAMETERS_END();
	if (!enter(this_manager(ZEND_THIS))) {
		RETURN_THROWS();
	}
	const php_coop_user_manners manners = {.wait = PHP_COOP_WINNER_WAIT};
	zend_string *user_id = php_coop_user_id(user_text, user_number);
	zend_object *tokens = php_coop_user_refresh(this_manager(ZEND_THIS), user_id, rejected, &manners);
	zend_string_release(user_id);
	if (!tokens) {
		RETURN_THROWS();
	}
	RETURN_OBJ(tokens);
}

/* Tells of a login, and whether it will end with its access token. */
static void tell_login(php_coop_token_manager *self, const php_coop_login *login)
{
	const php_coop_token_set *tokens = php_coop_token_set_of(login->tokens);
	const coop_dialect *dialect = php_coop_provider_dialect(php_coop_client_provider(php_coop_client_of(self->client)));
	php_coop_row row = {0};
	if (!php_coop_has_events(self)) {
		return;
	}
	php_coop_event_login(self, login->user_id, login->tokens);
	if (EG(exception) || tokens->refresh_token || !(dialect->gives_refresh_tokens || tokens->expiry_known)) {
		return;
	}
	/* The refresh token of an earlier login stays in the row, and goes on working. */
	if (self->store.ops->read(&self->store, login->user_id, &row) == PHP_COOP_READ_ROW && !row.refresh_token) {
		php_coop_event_no_refresh_token(self, login->user_id);
	}
	php_coop_row_clear(&row);
}

PHP_METHOD(Coop_TokenManager, saveLogin)
{
	zend_string *user_text;
	zend_long user_number = 0;
	php_coop_login login = {0};
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_STR_OR_LONG(user_text, user_number)
		Z_PARAM_OBJ_OF_CLASS(login.tokens, php_coop_ce_TokenSet)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(login.resource_owner_id)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_token_manager *self = this_manager(ZEND_THIS);
	if (!self->client) {
		zend_throw_error(NULL, "Coop\\TokenManager has not been constructed");
		RETURN_THROWS();
	}
	login.user_id = php_coop_user_id(user_text, user_number);
	if (self->store.ops->save_login(&self->store, &login)) {
		tell_login(self, &login);
	}
	zend_string_release(login.user_id);
}

PHP_METHOD(Coop_TokenManager, account)
{
	zend_string *user_text;
	zend_long user_number = 0, wait = PHP_COOP_WINNER_WAIT;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR_OR_LONG(user_text, user_number)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(wait)
	ZEND_PARSE_PARAMETERS_END();
	if (wait < 0) {
		zend_argument_value_error(2, "cannot be negative");
		RETURN_THROWS();
	}
	zend_string *user_id = php_coop_user_id(user_text, user_number);
	RETVAL_OBJ(php_coop_account_new(Z_OBJ_P(ZEND_THIS), user_id, MIN(wait, WAIT_MAXIMUM)));
	zend_string_release(user_id);
}

PHP_METHOD(Coop_TokenManager, performForAll)
{
	php_coop_perform_options options = {.concurrency = 32};
	bool limit_is_null = true;
	ZEND_PARSE_PARAMETERS_START(2, 4)
		Z_PARAM_OBJ_OF_CLASS(options.action, php_coop_ce_Action)
		Z_PARAM_FUNC(options.on_result.call, options.on_result.cache)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(options.concurrency)
		Z_PARAM_LONG_OR_NULL(options.time_limit, limit_is_null)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_token_manager *self = this_manager(ZEND_THIS);
	if (!check_run_arguments(options.concurrency, 3, limit_is_null, &options.time_limit) || !enter(self)) {
		RETURN_THROWS();
	}
	self->running = true;
	GC_ADDREF(&self->std);
	zend_long succeeded = php_coop_perform_for_all(self, &options);
	self->running = false;
	OBJ_RELEASE(&self->std);
	if (EG(exception)) {
		RETURN_THROWS();
	}
	RETURN_LONG(succeeded);
}

/* ---- The object -------------------------------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	php_coop_token_manager *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	ZVAL_UNDEF(&self->on_event);
	return &self->std;
}

static void release(zend_object *object)
{
	if (object) {
		OBJ_RELEASE(object);
	}
}

static void free_object(zend_object *object)
{
	php_coop_token_manager *self = php_coop_token_manager_of(object);
	self->answers_open =
		true; /* a fatal error left the journal, if it is still open, and may have done so at any line */
	if (self->run) {
		php_coop_run_free(self->run);
	}
	if (self->performing) {
		php_coop_performing_free(self->performing);
	}
	php_coop_journal_end(self);
	php_coop_replay_end(self);
	release(self->client);
	release(self->store.object);
	release(self->store.leases);
	zval_ptr_dtor(&self->on_event);
	if (self->healed_users) {
		zend_array_destroy(self->healed_users);
	}
	if (self->journal_directory) {
		zend_string_release(self->journal_directory);
	}
	if (self->store_id) {
		zend_string_release(self->store_id);
	}
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	php_coop_token_manager *self = php_coop_token_manager_of(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (self->client) {
		zend_get_gc_buffer_add_obj(buffer, self->client);
		zend_get_gc_buffer_add_obj(buffer, self->store.object);
	}
	if (self->store.leases) {
		zend_get_gc_buffer_add_obj(buffer, self->store.leases);
	}
	zend_get_gc_buffer_add_zval(buffer, &self->on_event);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void php_coop_token_manager_minit(void)
{
	ce_TokenManager = register_class_Coop_TokenManager();
	ce_TokenManager->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(php_coop_token_manager, std), free_object);
	handlers.get_gc = get_gc;
}
