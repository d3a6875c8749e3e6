/* SPDX-License-Identifier: MIT */
#include "events.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_fault.h"
#include "zend_exceptions.h"

/* ---- Calling the site -------------------------------------------------------------------------------------------- */

/* Makes the array of what every event has. `user_id` is NULL if the event is about nobody. */
static void begin(const php_coop_token_manager *manager, zval *details, zend_string *user_id)
{
	array_init(details);
	add_assoc_string(details, "provider", php_coop_client_provider_name(php_coop_client_of(manager->client)));
	if (user_id) {
		add_assoc_str(details, "userId", zend_string_copy(user_id));
	}
}

/* Takes `details` over. */
static void call(php_coop_token_manager *manager, const char *event, zval *details)
{
	zval arguments[2], nothing;
	ZVAL_STRING(&arguments[0], event);
	ZVAL_COPY_VALUE(&arguments[1], details);
	ZVAL_UNDEF(&nothing);
	if (!EG(exception)) {
		call_user_function(NULL, NULL, &manager->on_event, &nothing, 2, arguments);
	}
	zval_ptr_dtor(&nothing);
	zval_ptr_dtor(&arguments[0]);
	zval_ptr_dtor(&arguments[1]);
}

static void tell(php_coop_token_manager *manager, const char *event, zend_string *user_id)
{
	zval details;
	begin(manager, &details, user_id);
	call(manager, event, &details);
}

/* ---- The server's words ------------------------------------------------------------------------------------------ */

#define CHAIN_MAXIMUM 10 /* previous exceptions that are looked at */

/* Returns the exception of the chain that has the server's words, or else the first one; borrowed. */
static zend_object *find_words(zend_object *error)
{
	zend_object *one = error;
	for (int depth = 0; one && depth < CHAIN_MAXIMUM; depth++) {
		if (instanceof_function(one->ce, php_coop_ce_OAuthErrorException)) {
			return one;
		}
		zval rv,
			*previous = zend_read_property_ex(zend_get_exception_base(one), one, ZSTR_KNOWN(ZEND_STR_PREVIOUS), 1, &rv);
		one = Z_TYPE_P(previous) == IS_OBJECT ? Z_OBJ_P(previous) : NULL;
	}
	return error;
}

/* Adds error, errorDescription and status, each null if the server did not say it. The exception's words were cleaned, and
 * quote no secret. */
static void add_words(zval *details, zend_object *error)
{
	static const char *const NAMES[] = {"error", "errorDescription", "status"};
	zend_object *words = find_words(error);
	bool is_ours = words && instanceof_function(words->ce, php_coop_ce_CoopException);
	for (size_t i = 0; i < COOP_COUNT(NAMES); i++) {
		zval rv,
			*value = is_ours ? zend_read_property(words->ce, words, NAMES[i], strlen(NAMES[i]), 1, &rv)
							 : &EG(uninitialized_zval);
		Z_TRY_ADDREF_P(value);
		add_assoc_zval(details, NAMES[i], value);
	}
}

static void add_instant(zval *details, const char *name, bool known, coop_instant instant)
{
	zval value;
	ZVAL_NULL(&value);
	if (known) {
		php_coop_zval_instant(&value, instant);
	}
	add_assoc_zval(details, name, &value);
}

/* ---- One user ---------------------------------------------------------------------------------------------------- */

static void tell_oddities(php_coop_token_manager *manager, zend_string *user_id, unsigned flags)
{
	static const struct {
		unsigned flag;
		const char *name;
	} ODDITIES[] = {
		{COOP_ODD_TOKEN_TYPE_MISSING, "token_type_missing"},
		{COOP_ODD_EXPIRES_IN, "expires_in"},
		{COOP_ODD_ERROR_BESIDE_TOKENS, "error_beside_tokens"},
		{COOP_ODD_TOKEN_TYPE, "token_type"},
	};
	zval details, odd;
	begin(manager, &details, user_id);
	array_init(&odd);
	for (size_t i = 0; i < COOP_COUNT(ODDITIES); i++) {
		if (flags & ODDITIES[i].flag) {
			add_next_index_string(&odd, ODDITIES[i].name);
		}
	}
	add_assoc_zval(&details, "odd", &odd);
	call(manager, "odd_answer", &details);
}

void php_coop_event_odd(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh)
{
	if (!php_coop_has_events(manager)) {
		return;
	}
	if (refresh->odd) {
		tell_oddities(manager, user_id, refresh->odd);
	}
	if (refresh->scope_changed) {
		tell(manager, "scope_changed", user_id);
	}
	if (refresh->salvaged) {
		tell(manager, "refresh_token_salvaged", user_id);
	}
	if (refresh->refresh_token_spent) {
		php_coop_event_no_refresh_token(manager, user_id);
	}
}

static void tell_failure(php_coop_token_manager *manager, const char *event, zend_string *user_id, zend_object *error)
{
	zval details;
	begin(manager, &details, user_id);
	add_words(&details, error);
	call(manager, event, &details);
}

static void tell_reauthorization(php_coop_token_manager *manager, zend_string *user_id, zend_object *error)
{
	zval details, rv, *reason = &EG(uninitialized_zval);
	begin(manager, &details, user_id);
	if (error && instanceof_function(error->ce, php_coop_ce_ReauthorizationRequiredException)) {
		reason = zend_read_property(error->ce, error, ZEND_STRL("reason"), 1, &rv);
	}
	Z_TRY_ADDREF_P(reason);
	add_assoc_zval(&details, "reason", reason);
	add_words(&details, error);
	call(manager, "reauthorization_required", &details);
}

static void tell_rate_limited(
	php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh, zend_object *error)
{
	zval details;
	begin(manager, &details, user_id);
	add_words(&details, error);
	if (refresh->retry_after >= 0) {
		add_assoc_long(&details, "retryAfter", refresh->retry_after);
	} else {
		add_assoc_null(&details, "retryAfter");
	}
	call(manager, "rate_limited", &details);
}

static void tell_refreshed(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh)
{
	zval details;
	begin(manager, &details, user_id);
	add_instant(&details, "expiresAt", refresh->expiry_known, refresh->expires_at);
	call(manager, "refreshed", &details);
}

void php_coop_event_outcome(php_coop_token_manager *manager, zend_string *user_id, php_coop_outcome outcome,
	const php_coop_refresh *refresh, zend_object *error)
{
	if (!php_coop_has_events(manager)) {
		return;
	}
	switch (outcome) {
		case PHP_COOP_SAVED:
			if (refresh) {
				tell_refreshed(manager, user_id, refresh);
			}
			return;
		case PHP_COOP_REJECTED:
			tell_failure(manager, "rejected", user_id, error);
			return;
		case PHP_COOP_REAUTHORIZATION_REQUIRED:
			tell_reauthorization(manager, user_id, error);
			return;
		case PHP_COOP_DEFERRED:
			tell_failure(manager, "deferred", user_id, error);
			if (refresh && refresh->refused && refresh->refusal == COOP_REFUSAL_LIMITED) {
				tell_rate_limited(manager, user_id, refresh, error);
			}
			return;
		case PHP_COOP_SUPERSEDED:
		case PHP_COOP_LEASED:
		case PHP_COOP_NOT_SENT:
		case PHP_COOP_OUTCOME_UNKNOWN:
		case PHP_COOP_UNSAVEABLE:
		case PHP_COOP_OUTCOMES:
			return;
	}
}

void php_coop_event_result(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh)
{
	if (!php_coop_has_events(manager) || php_coop_is_exiting()) {
		return;
	}
	zend_object *result = php_coop_take_exception();
	php_coop_event_odd(manager, user_id, refresh);
	php_coop_event_outcome(manager, user_id, refresh->outcome, refresh, result);
	php_coop_event_healed(manager);
	if (!result) {
		return;
	}
	if (!EG(exception)) {
		php_coop_throw(result);
	} else if (php_coop_is_exiting()) {
		OBJ_RELEASE(result);
	} else {
		zend_exception_set_previous(EG(exception), result);
	}
}

void php_coop_event_login(php_coop_token_manager *manager, zend_string *user_id, zend_object *tokens)
{
	if (php_coop_has_events(manager)) {
		const php_coop_token_set *set = php_coop_token_set_of(tokens);
		zval details;
		begin(manager, &details, user_id);
		add_instant(&details, "expiresAt", set->expiry_known, set->expires_at);
		call(manager, "login", &details);
	}
}

void php_coop_event_no_refresh_token(php_coop_token_manager *manager, zend_string *user_id)
{
	if (php_coop_has_events(manager)) {
		const coop_dialect *dialect =
			php_coop_provider_dialect(php_coop_client_provider(php_coop_client_of(manager->client)));
		zval details;
		begin(manager, &details, user_id);
		add_assoc_string(&details, "hint", dialect->refresh_token_hint);
		call(manager, "no_refresh_token", &details);
	}
}

/* ---- A run ------------------------------------------------------------------------------------------------------- */

void php_coop_event_run_started(php_coop_token_manager *manager)
{
	if (php_coop_has_events(manager)) {
		tell(manager, "run_started", NULL);
	}
}

void php_coop_event_run_ended(php_coop_token_manager *manager, const zend_long counts[PHP_COOP_OUTCOMES],
	double seconds, const char *stopped_because)
{
	zval details, by_outcome;
	zend_long total = 0;
	if (!php_coop_has_events(manager)) {
		return;
	}
	begin(manager, &details, NULL);
	array_init(&by_outcome);
	for (int i = 0; i < PHP_COOP_OUTCOMES; i++) {
		add_assoc_long(&by_outcome, php_coop_outcome_value((php_coop_outcome) i), counts[i]);
		total += counts[i];
	}
	add_assoc_zval(&details, "counts", &by_outcome);
	add_assoc_long(&details, "total", total);
	add_assoc_long(&details, "healed", manager->healed);
	add_assoc_double(&details, "seconds", seconds);
	add_assoc_bool(&details, "complete", stopped_because == NULL);
	if (stopped_because) {
		add_assoc_string(&details, "stoppedBecause", stopped_because);
	} else {
		add_assoc_null(&details, "stoppedBecause");
	}
	call(manager, "run_ended", &details);
}

void php_coop_event_rejections_believed(php_coop_token_manager *manager, zend_long count)
{
	if (php_coop_has_events(manager)) {
		zval details;
		begin(manager, &details, NULL);
		add_assoc_long(&details, "count", count);
		call(manager, "rejections_believed", &details);
	}
}

/* ---- Healing ----------------------------------------------------------------------------------------------------- */

/* Replays hold journals open and act in another run's name, so no code of the site runs before they are over. */
void php_coop_healed(php_coop_token_manager *manager, zend_string *user_id)
{
	manager->healed++;
	if (php_coop_has_events(manager)) {
		zval value;
		if (!manager->healed_users) {
			manager->healed_users = zend_new_array(8);
		}
		ZVAL_STR_COPY(&value, user_id);
		zend_hash_next_index_insert(manager->healed_users, &value);
	}
}

void php_coop_event_healed(php_coop_token_manager *manager)
{
	HashTable *users = manager->healed_users;
	zval *user_id;
	if (!users) {
		return;
	}
	manager->healed_users = NULL;
	ZEND_HASH_FOREACH_VAL(users, user_id) {
		tell(manager, "healed", Z_STR_P(user_id));
	}
	ZEND_HASH_FOREACH_END();
	zend_array_destroy(users);
}
