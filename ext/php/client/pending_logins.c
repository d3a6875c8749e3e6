/* SPDX-License-Identifier: MIT */
#include "pending_logins.h"

#include "php/values/convert.h"
#include "core/crypto.h"
#include "core/instant.h"

/* $session['coop'] is the list of the logins that were started. Each is an array of state, code_verifier, redirect_uri,
 * scope, issuer, client_id, token_endpoint, context and started_at. Of one that has come back, state, context, started_at and
 * `used` stay, so that a second click or a reload can be told from a callback of nobody's. */
#define PENDING_MAXIMUM 16
#define PENDING_SECONDS 600

/* ---- One login --------------------------------------------------------------------------------------------------- */

zend_string *php_coop_pending_string(zval *pending, const char *name)
{
	zval *value =
		Z_TYPE_P(pending) == IS_ARRAY ? zend_hash_str_find_deref(Z_ARRVAL_P(pending), name, strlen(name)) : NULL;
	return value && Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : NULL;
}

HashTable *php_coop_pending_context(zval *pending)
{
	zval *context = Z_TYPE_P(pending) == IS_ARRAY
		? zend_hash_str_find_deref(Z_ARRVAL_P(pending), "context", strlen("context"))
		: NULL;
	return context && Z_TYPE_P(context) == IS_ARRAY ? Z_ARRVAL_P(context) : NULL;
}

bool php_coop_pending_is_used(zval *pending)
{
	return zend_hash_str_exists(Z_ARRVAL_P(pending), "used", strlen("used"));
}

/* Returns whether the value may be our list. Anything else is the site's own. */
static bool is_list_of_logins(zval *list)
{
	zval *pending;
	if (Z_TYPE_P(list) != IS_ARRAY) {
		return false;
	}
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), pending) {
		ZVAL_DEREF(pending);
		if (!php_coop_pending_string(pending, "state")) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

HashTable *php_coop_pending_logins(zval *session)
{
	zval *list = zend_hash_str_find(Z_ARRVAL_P(session), PHP_COOP_SESSION_KEY, strlen(PHP_COOP_SESSION_KEY));
	if (list) {
		ZVAL_DEREF(list);
	}
	if (!list || Z_TYPE_P(list) == IS_NULL) {
		zval empty;
		array_init(&empty);
		list = zend_hash_str_update(Z_ARRVAL_P(session), PHP_COOP_SESSION_KEY, strlen(PHP_COOP_SESSION_KEY), &empty);
	}
	if (!is_list_of_logins(list)) {
		zend_argument_value_error(1,
			"has something of the site's own as \"" PHP_COOP_SESSION_KEY
			"\", where this extension keeps the logins that were started: "
			"use another key for it");
		return NULL;
	}
	SEPARATE_ARRAY(list);
	return Z_ARRVAL_P(list);
}

static coop_instant pending_started_at(zval *pending)
{
	zval *value = Z_TYPE_P(pending) == IS_ARRAY
		? zend_hash_str_find_deref(Z_ARRVAL_P(pending), "started_at", strlen("started_at"))
		: NULL;
	return value && Z_TYPE_P(value) == IS_LONG ? Z_LVAL_P(value) : 0;
}

bool php_coop_pending_has_ended(zval *pending)
{
	coop_instant now = coop_instant_now(), started_at = pending_started_at(pending);
	return started_at > now + PENDING_SECONDS || started_at < now - PENDING_SECONDS;
}

/* Removes logins from the start of the list on, as long as there are more than fit beside a new one. */
static void make_room(HashTable *logins, bool used_ones_only)
{
	zend_ulong number;
	zend_string *name;
	zval *pending;
	ZEND_HASH_FOREACH_KEY_VAL(logins, number, name, pending) {
		ZVAL_DEREF(pending);
		bool may_go = !used_ones_only || php_coop_pending_is_used(pending);
		if (php_coop_pending_has_ended(pending) || (may_go && zend_hash_num_elements(logins) >= PENDING_MAXIMUM)) {
			name ? zend_hash_del(logins, name) : zend_hash_index_del(logins, number);
		}
	}
	ZEND_HASH_FOREACH_END();
}

/* Removes the logins whose time is over. If a browser has started too many, used ones go first, then the oldest. */
static void forget_old(HashTable *logins)
{
	make_room(logins, true);
	make_room(logins, false);
}

static void add_string(zval *array, const char *name, zend_string *string)
{
	if (string) {
		add_assoc_str(array, name, zend_string_copy(string));
	}
}

void php_coop_pending_add(php_coop_client *client, HashTable *logins, zend_string *state, zend_string *verifier,
	zend_string *redirect_uri, zend_string *scope, HashTable *context)
{
	forget_old(logins);
	zval pending, context_value;
	array_init(&pending);
	add_string(&pending, "state", state);
	add_string(&pending, "code_verifier", verifier);
	add_string(&pending, "redirect_uri", redirect_uri);
	add_string(&pending, "scope", scope);
	add_string(&pending, "issuer", php_coop_client_endpoint(client, PHP_COOP_PROVIDER_ISSUER));
	add_string(&pending, "client_id", php_coop_client_id(client));
	add_string(&pending, "token_endpoint", php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT));
	add_assoc_long(&pending, "started_at", (zend_long) coop_instant_now());
	ZVAL_ARR(&context_value, php_coop_array_copy(context));
	add_assoc_zval(&pending, "context", &context_value);
	zend_hash_next_index_insert(logins, &pending);
}

/* ---- The callback ------------------------------------------------------------------------------------------------ */

/* Replaces a login by what stays of a used one. */
static void mark_used(HashTable *logins, zend_string *name, zend_ulong number, zval *pending)
{
	static const char *const KEPT[] = {"state", "context", "started_at"};
	zval used;
	array_init(&used);
	for (size_t i = 0; i < COOP_COUNT(KEPT); i++) {
		zval *value = zend_hash_str_find_deref(Z_ARRVAL_P(pending), KEPT[i], strlen(KEPT[i]));
		if (value) {
			Z_TRY_ADDREF_P(value);
			add_assoc_zval(&used, KEPT[i], value);
		}
	}
	add_assoc_bool(&used, "used", true);
	name ? zend_hash_update(logins, name, &used) : zend_hash_index_update(logins, number, &used);
}

bool php_coop_pending_use_up(HashTable *logins, coop_view state, zval *found)
{
	zend_ulong number, found_number = 0;
	zend_string *name, *found_name = NULL;
	zval *pending, *match = NULL;
	ZEND_HASH_FOREACH_KEY_VAL(logins, number, name, pending) {
		ZVAL_DEREF(pending);
		zend_string *expected = php_coop_pending_string(pending, "state");
		if (expected && state.len > 0 && coop_secret_equals(php_coop_view(expected), state)) {
			match = pending;
			found_number = number;
			found_name = name;
		}
	}
	ZEND_HASH_FOREACH_END();
	if (!match) {
		return false;
	}
	zval_ptr_dtor(found);
	ZVAL_COPY(found, match);
	mark_used(logins, found_name, found_number, found);
	return true;
}
