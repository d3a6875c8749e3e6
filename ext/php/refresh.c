/* SPDX-License-Identifier: MIT */
#include "refresh.h"
#include "refresh_journal.h"

#include "php_coop.h"
#include "convert.h"
#include "exceptions.h"
#include "token_endpoint.h"
#include "zend_exceptions.h"

/* ---- What may be lost ------------------------------------------------------------------------------------------------- */

/* Bodies of errors hold nothing that could be lost. */
static bool may_hold_tokens(const coop_http_answer *answer)
{
	return coop_http_is_success(answer->status);
}

/* ---- Saving --------------------------------------------------------------------------------------------------------- */

/* SQLSTATE classes 22 and 23 speak of the row's own values (a trigger, a check, a length); others of the store. */
static bool speaks_of_row(zend_object *exception)
{
	zval unset;
	zval *previous = zend_read_property_ex(zend_ce_exception, exception, ZSTR_KNOWN(ZEND_STR_PREVIOUS), 1, &unset);
	if (Z_TYPE_P(previous) != IS_OBJECT) {
		return false;
	}
	zval *code = zend_read_property_ex(Z_OBJCE_P(previous), Z_OBJ_P(previous), ZSTR_KNOWN(ZEND_STR_CODE), 1, &unset);
	return Z_TYPE_P(code) == IS_STRING && Z_STRLEN_P(code) == 5 &&
		(memcmp(Z_STRVAL_P(code), "22", 2) == 0 || memcmp(Z_STRVAL_P(code), "23", 2) == 0);
}

static void save(php_coop_token_manager *manager, const php_coop_row *row, const php_coop_token_parts *parts,
	php_coop_refresh *refresh)
{
	switch (manager->ops->save(manager->store, manager->leases, row, parts, refresh->note_later)) {
		case PHP_COOP_SAVE_SAVED:
			refresh->outcome = PHP_COOP_SAVED;
			break;
		case PHP_COOP_SAVE_SUPERSEDED:
			refresh->outcome = PHP_COOP_SUPERSEDED;
			break;
		case PHP_COOP_SAVE_FAILED:
			refresh->outcome = PHP_COOP_UNSAVEABLE;
			refresh->error = php_coop_take_exception();
			refresh->store_failed = !speaks_of_row(refresh->error);
			break;
	}
}

static bool has_scope(HashTable *scopes, zend_string *scope)
{
	zval *item;
	ZEND_HASH_FOREACH_VAL(scopes, item) {
		ZVAL_DEREF(item);
		if (Z_TYPE_P(item) == IS_STRING && zend_string_equals(Z_STR_P(item), scope)) {
			return true;
		}
	}
	ZEND_HASH_FOREACH_END();
	return false;
}

/* Only a store that keeps whole TokenSets knows what the scope was; an answer that names none has kept it. */
static bool is_scope_changed(const php_coop_row *row, zend_string *scope)
{
	zval *old = row->tokens ? OBJ_PROP_NUM(row->tokens, PHP_COOP_TOKEN_SET_SCOPE) : NULL;
	if (!scope || !old || Z_TYPE_P(old) != IS_ARRAY) {
		return false;
	}
	zval list, *item;
	php_coop_zval_scope(&list, php_coop_view(scope));
	bool changed = zend_hash_num_elements(Z_ARRVAL(list)) != zend_hash_num_elements(Z_ARRVAL_P(old));
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL(list), item) {
		changed = changed || !has_scope(Z_ARRVAL_P(old), Z_STR_P(item));
	}
	ZEND_HASH_FOREACH_END();
	zval_ptr_dtor(&list);
	return changed;
}

static void save_tokens(
	php_coop_token_manager *manager, const php_coop_row *row, php_coop_token_call *call, php_coop_refresh *refresh)
{
	php_coop_token_parts parts;
	php_coop_token_call_parts(php_coop_client_of(manager->client), call, refresh->want_tokens, &parts);
	refresh->odd = call->answer.odd;
	refresh->scope_changed = is_scope_changed(row, parts.scope);
	save(manager, row, &parts, refresh);
	if (refresh->outcome == PHP_COOP_SAVED) {
		refresh->expiry_known = true;
		refresh->expires_at =
			parts.expiry_known ? parts.expires_at : coop_instant_add(parts.received_at, parts.default_lifetime);
	}
	if (refresh->want_tokens) {
		if (!parts.refresh_token) {
			parts.refresh_token = row->refresh_token;
		}
		refresh->tokens = php_coop_token_set_new(&parts);
	}
}

/* The old refresh token may be spent, and this one came in the answer that cannot be used. */
static void save_salvaged(
	php_coop_token_manager *manager, const php_coop_row *row, php_coop_token_call *call, php_coop_refresh *refresh)
{
	zend_string *refresh_token = php_coop_token_call_salvaged(call);
	if (!refresh_token) {
		return;
	}
	php_coop_token_parts parts = {.refresh_token = refresh_token};
	php_coop_refresh saved = {.note_later = refresh->note_later};
	save(manager, row, &parts, &saved);
	refresh->salvaged = saved.outcome == PHP_COOP_SAVED;
	if (saved.outcome == PHP_COOP_UNSAVEABLE) {
		refresh->outcome = PHP_COOP_UNSAVEABLE;
		refresh->store_failed = saved.store_failed;
		OBJ_RELEASE(refresh->error);
		refresh->error = saved.error;
	}
	php_coop_secret_release(refresh_token);
}

/* ---- Judging --------------------------------------------------------------------------------------------------------- */

static bool is_error(const php_coop_token_call *call, const char *const *codes)
{
	for (; *codes; codes++) {
		if (call->answer.error.ptr && coop_view_equals(call->answer.error, coop_view_of(*codes))) {
			return true;
		}
	}
	return false;
}

/* Someone may have refreshed between our reading and our sending: then the rejection is of a token that is history. */
static bool was_replaced(php_coop_token_manager *manager, const php_coop_row *row)
{
	php_coop_row now = {0};
	php_coop_read read = manager->ops->read(manager->store, manager->leases, row->user_id, &now);
	bool replaced =
		read == PHP_COOP_READ_ROW && now.refresh_token && !zend_string_equals(now.refresh_token, row->refresh_token);
	php_coop_row_clear(&now);
	if (read == PHP_COOP_READ_FAILED) {
		zend_clear_exception(); /* not known: the rejection stands, and only a second one ends the login */
	}
	return replaced;
}

static void judge_error(php_coop_token_manager *manager, const php_coop_row *row, const php_coop_token_call *call,
	php_coop_refresh *refresh)
{
	static const char *const grant_ended[] = {"invalid_grant", NULL};
	static const char *const client_refused[] = {
		"invalid_client", "unauthorized_client", "unsupported_grant_type", "access_denied", NULL};
	int status = call->exchange.answer->status;
	if (is_error(call, grant_ended)) {
		refresh->outcome = was_replaced(manager, row) ? PHP_COOP_SUPERSEDED : PHP_COOP_REJECTED;
	} else if (status == 500 || status == 502 || status == 504) {
		refresh->outcome = PHP_COOP_OUTCOME_UNKNOWN; /* it may have rotated before it failed */
		refresh->unanswered = true;
	} else {
		refresh->outcome = PHP_COOP_DEFERRED;
		refresh->rate_limited = status == 429 || status == 503;
		refresh->client_refused = is_error(call, client_refused) || (status >= 300 && status <= 399) || status == 401 ||
			status == 404 || status == 405;
	}
}

static void judge(
	php_coop_token_manager *manager, const php_coop_row *row, php_coop_token_call *call, php_coop_refresh *refresh)
{
	switch (call->result) {
		case PHP_COOP_TOKEN_TOKENS:
			save_tokens(manager, row, call, refresh);
			return;
		case PHP_COOP_TOKEN_ERROR:
			judge_error(manager, row, call, refresh);
			break;
		case PHP_COOP_TOKEN_FAULT:
			refresh->unanswered = call->exchange.answer->request_sent;
			refresh->outcome = refresh->unanswered ? PHP_COOP_OUTCOME_UNKNOWN : PHP_COOP_NOT_SENT;
			break;
		case PHP_COOP_TOKEN_UNUSABLE:
			refresh->outcome = PHP_COOP_OUTCOME_UNKNOWN;
			break;
	}
	if (refresh->outcome == PHP_COOP_SUPERSEDED) {
		return; /* somebody's newer tokens are there: nothing went wrong */
	}
	refresh->error = php_coop_token_call_exception(call, "The token endpoint");
	if (refresh->outcome == PHP_COOP_OUTCOME_UNKNOWN) {
		save_salvaged(manager, row, call, refresh);
	}
}

/* Answer first into the journal, then into the row, then noted as done. A journal that cannot be written does not stop
 * the save, which is the better place anyway; it stops the run afterwards. */
static void receive(php_coop_token_manager *manager, const php_coop_row *row, const char *fingerprint,
	php_coop_token_call *call, php_coop_refresh *refresh)
{
	const coop_http_answer *answer = call->exchange.answer;
	int reason = 0;
	if (may_hold_tokens(answer) &&
		(!php_coop_journal_add(manager, COOP_JOURNAL_ANSWER, row, fingerprint, answer) ||
			!php_coop_journal_write_answer(manager))) {
		reason = errno;
	}
	php_coop_token_call_judge(php_coop_client_of(manager->client), call);
	judge(manager, row, call, refresh);

	bool open = refresh->outcome == PHP_COOP_UNSAVEABLE;
	manager->answers_open = manager->answers_open || open;
	if (!reason &&
		!(open ? php_coop_journal_write(manager, true)
			   : php_coop_journal_add(manager, COOP_JOURNAL_END, row, fingerprint, NULL))) {
		reason = errno;
	}
	if (reason) {
		if (refresh->error) {
			OBJ_RELEASE(refresh->error);
		}
		refresh->error = php_coop_journal_exception(reason);
		refresh->store_failed = true;
	}
}

/* Intent, request, answer. */
static void attempt(
	php_coop_token_manager *manager, const php_coop_row *row, bool fresh_connection, php_coop_refresh *refresh)
{
	php_coop_client *client = php_coop_client_of(manager->client);
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
	const coop_view values[COOP_GRANT_VALUES] = {php_coop_view(row->refresh_token)};
	php_coop_token_call call;
	php_coop_token_call_init(&call);
	call.exchange.fresh_connection = fresh_connection;
	refresh->outcome = PHP_COOP_NOT_SENT;
	if (!php_coop_token_call_build(client, &call, COOP_GRANT_REFRESH_TOKEN, values)) {
		refresh->error = php_coop_take_exception();
	} else if (!coop_fingerprint(php_coop_view(row->refresh_token), fingerprint) ||
		!php_coop_journal_add(manager, COOP_JOURNAL_INTENT, row, fingerprint, NULL) ||
		!php_coop_journal_write(manager, false)) {
		refresh->error = php_coop_journal_exception(errno);
		refresh->store_failed = true;
	} else {
		php_coop_token_call_send(client, &call, php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT));
		receive(manager, row, fingerprint, &call, refresh);
	}
	php_coop_token_call_clear(&call);
}

/* The token may be spent and its successor lost on the way. Asked for at once, many servers give it again; the others
 * have ended the login already. An answer that came and made no sense is not asked for again: it would come again. */
static bool may_be_asked_again(const php_coop_refresh *refresh)
{
	return refresh->unanswered && refresh->outcome == PHP_COOP_OUTCOME_UNKNOWN && !refresh->salvaged &&
		instanceof_function(refresh->error->ce, php_coop_ce_CoopException);
}

/* A second answer that settles nothing leaves the first one standing: unclear. */
static bool settles(const php_coop_refresh *again)
{
	return again->salvaged || again->store_failed ||
		(again->outcome != PHP_COOP_NOT_SENT && again->outcome != PHP_COOP_DEFERRED &&
			again->outcome != PHP_COOP_OUTCOME_UNKNOWN);
}

void php_coop_refresh_row(php_coop_token_manager *manager, const php_coop_row *row, php_coop_refresh *refresh)
{
	attempt(manager, row, false, refresh);
	if (!may_be_asked_again(refresh)) {
		return;
	}
	php_coop_refresh again = {.want_tokens = refresh->want_tokens, .note_later = refresh->note_later};
	attempt(manager, row, true, &again);
	if (settles(&again)) {
		php_coop_refresh first = *refresh;
		*refresh = again;
		again = first;
	}
	php_coop_refresh_clear(&again);
}

void php_coop_refresh_clear(php_coop_refresh *refresh)
{
	if (refresh->tokens) {
		OBJ_RELEASE(refresh->tokens);
	}
	if (refresh->error) {
		OBJ_RELEASE(refresh->error);
	}
	memset(refresh, 0, sizeof(*refresh));
}

/* ---- Events ------------------------------------------------------------------------------------------------------------ */

static void call_event(php_coop_token_manager *manager, const char *event, zval *details)
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

static void begin_details(zval *details, zend_string *user_id)
{
	array_init(details);
	add_assoc_str(details, "userId", zend_string_copy(user_id));
}

void php_coop_refresh_tell(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh)
{
	static const struct {
		unsigned flag;
		const char *name;
	} oddities[] = {
		{COOP_ODD_TOKEN_TYPE_MISSING, "token_type_missing"},
		{COOP_ODD_EXPIRES_IN, "expires_in"},
		{COOP_ODD_ERROR_BESIDE_TOKENS, "error_beside_tokens"},
	};
	zval details, odd;
	if (Z_TYPE(manager->on_event) == IS_UNDEF) {
		return;
	}
	if (refresh->odd) {
		begin_details(&details, user_id);
		array_init(&odd);
		for (size_t i = 0; i < sizeof(oddities) / sizeof(oddities[0]); i++) {
			if (refresh->odd & oddities[i].flag) {
				add_next_index_string(&odd, oddities[i].name);
			}
		}
		add_assoc_zval(&details, "odd", &odd);
		call_event(manager, "odd_answer", &details);
	}
	if (refresh->scope_changed) {
		begin_details(&details, user_id);
		call_event(manager, "scope_changed", &details);
	}
	if (refresh->salvaged) {
		begin_details(&details, user_id);
		call_event(manager, "refresh_token_salvaged", &details);
	}
}
