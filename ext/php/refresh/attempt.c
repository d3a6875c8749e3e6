/* SPDX-License-Identifier: MIT */
#include "attempt.h"
#include "refresh_journal.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "core/signals.h"
#include "zend_exceptions.h"

/* ---- Life -------------------------------------------------------------------------------------------------------- */

void php_coop_attempt_init(php_coop_attempt *attempt, php_coop_row *row)
{
	memset(attempt, 0, sizeof(*attempt));
	attempt->row = *row;
	memset(row, 0, sizeof(*row));
	php_coop_token_call_init(&attempt->call);
}

static void clear_refresh(php_coop_refresh *refresh)
{
	if (refresh->tokens) {
		OBJ_RELEASE(refresh->tokens);
	}
	if (refresh->error) {
		OBJ_RELEASE(refresh->error);
	}
	memset(refresh, 0, sizeof(*refresh));
}

static void release_salvaged(php_coop_attempt *attempt)
{
	php_coop_secret_release(attempt->salvaged);
	attempt->salvaged = NULL;
}

void php_coop_attempt_clear(php_coop_attempt *attempt)
{
	php_coop_token_call_clear(&attempt->call);
	clear_refresh(&attempt->refresh);
	clear_refresh(&attempt->first);
	release_salvaged(attempt);
	php_coop_row_clear(&attempt->row);
	memset(attempt, 0, sizeof(*attempt));
}

/* ---- Sending ----------------------------------------------------------------------------------------------------- */

bool php_coop_attempt_start(php_coop_token_manager *manager, php_coop_attempt *attempt, const void *batch, void *owner)
{
	php_coop_client *client = php_coop_client_of(manager->client);
	const coop_view values[COOP_GRANT_VALUES] = {php_coop_view(attempt->row.refresh_token)};
	attempt->call.exchange.fresh_connection = attempt->resent;
	attempt->awaits_resend = false;
	if (!php_coop_token_call_build(client, &attempt->call, COOP_GRANT_REFRESH_TOKEN, values)) {
		attempt->refused = php_coop_take_exception();
		return false;
	}
	return php_coop_token_call_start(
		client, &attempt->call, php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT), batch, owner);
}

void php_coop_attempt_again(php_coop_attempt *attempt, bool resend)
{
	php_coop_token_call_clear(&attempt->call);
	php_coop_token_call_init(&attempt->call);
	release_salvaged(attempt);
	if (resend) {
		attempt->first = attempt->refresh;
		attempt->resent = attempt->awaits_resend = true;
	} else {
		clear_refresh(&attempt->refresh);
	}
	attempt->refresh = (php_coop_refresh){0};
	attempt->has_parts = false;
}

void php_coop_attempt_forgo_resend(php_coop_attempt *attempt)
{
	if (attempt->awaits_resend) {
		attempt->refresh = attempt->first;
		attempt->first = (php_coop_refresh){0};
		attempt->resent = attempt->awaits_resend = false;
	}
}

bool php_coop_attempt_arrived(php_coop_token_manager *manager, php_coop_attempt *attempt)
{
	if (attempt->refused) {
		return true;
	}
	php_coop_token_call_finish(&attempt->call);
	const coop_http_answer *answer = attempt->call.exchange.answer;
	/* The answers of errors have no token that could be lost. */
	if (!coop_http_is_success(answer->status)) {
		return true;
	}
	attempt->journalled = true;
	return php_coop_journal_add(manager, COOP_JOURNAL_ANSWER, &attempt->row, answer);
}

/* ---- Judging ----------------------------------------------------------------------------------------------------- */

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

/* Only a store that keeps whole TokenSets knows the old scope. If the answer names no scope, the scope is the old
 * one. */
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

static void judge_tokens(php_coop_token_manager *manager, php_coop_attempt *attempt, bool want_tokens)
{
	php_coop_refresh *refresh = &attempt->refresh;
	php_coop_token_parts *parts = &attempt->parts;
	php_coop_token_call_parts(php_coop_client_of(manager->client), &attempt->call, want_tokens, parts);
	refresh->outcome = PHP_COOP_SAVED;
	refresh->odd = attempt->call.answer.odd;
	refresh->scope_changed = is_scope_changed(&attempt->row, parts->scope);
	refresh->refresh_token_spent = !parts->refresh_token &&
		php_coop_provider_dialect(php_coop_client_provider(php_coop_client_of(manager->client)))
			->refresh_token_works_once;
	refresh->expiry_known = true;
	refresh->expires_at = php_coop_parts_expiry(parts);
	if (want_tokens) {
		php_coop_token_parts whole = *parts;
		if (!whole.refresh_token) {
			whole.refresh_token = attempt->row.refresh_token;
		}
		refresh->tokens = php_coop_token_set_new(&whole);
		parts->extra = NULL;
	}
	attempt->has_parts = true;
}

/* Saves the refresh token of an answer that cannot be used otherwise, since the old one may be spent. */
static void judge_salvaged(php_coop_attempt *attempt)
{
	attempt->salvaged = php_coop_token_call_salvaged(&attempt->call);
	if (attempt->salvaged) {
		attempt->parts = (php_coop_token_parts){.refresh_token = attempt->salvaged};
		attempt->has_parts = true;
		attempt->refresh.salvaged = true;
	}
}

static void judge_error(const php_coop_token_call *call, php_coop_refresh *refresh)
{
	refresh->refused = true;
	refresh->refusal = call->refusal;
	refresh->retry_after = call->retry_after;
	refresh->outcome = PHP_COOP_DEFERRED;
	if (call->refusal == COOP_REFUSAL_ENDED) {
		refresh->outcome = PHP_COOP_REJECTED;
	} else if (call->refusal == COOP_REFUSAL_UNCLEAR) {
		refresh->outcome = PHP_COOP_OUTCOME_UNKNOWN; /* the server may have rotated the token before it failed */
		refresh->unanswered = true;
	}
}

/* Returns whether the answer to a resend decides something. If it does not, the first result, unclear, stays. */
static bool settles(const php_coop_refresh *again)
{
	return again->salvaged || !php_coop_outcome_is_failure(again->outcome);
}

static void keep_first_if_unsettled(php_coop_attempt *attempt)
{
	if (attempt->resent && !settles(&attempt->refresh)) {
		php_coop_refresh again = attempt->refresh;
		attempt->refresh = attempt->first;
		attempt->first = again;
		attempt->refresh.refused = again.refused;
		attempt->refresh.refusal = again.refusal;
		attempt->refresh.retry_after = again.retry_after;
	}
}

/* A strict server takes the second request for a theft. The exception about the rejection therefore has the first
 * failure as its previous exception. */
static void tell_what_was_lost(php_coop_attempt *attempt)
{
	if (attempt->resent && attempt->refresh.outcome == PHP_COOP_REJECTED) {
		zend_exception_set_previous(attempt->refresh.error, attempt->first.error);
		attempt->first.error = NULL;
	}
}

static void judge(php_coop_token_manager *manager, php_coop_attempt *attempt, bool want_tokens)
{
	php_coop_refresh *refresh = &attempt->refresh;
	php_coop_token_call *call = &attempt->call;
	refresh->retry_after = -1;
	if (attempt->refused) {
		refresh->outcome = PHP_COOP_NOT_SENT;
		refresh->error = attempt->refused;
		attempt->refused = NULL;
		return;
	}
	php_coop_token_call_judge(php_coop_client_of(manager->client), call);
	switch (call->result) {
		case PHP_COOP_TOKEN_TOKENS:
			judge_tokens(manager, attempt, want_tokens);
			return;
		case PHP_COOP_TOKEN_ERROR:
			judge_error(call, refresh);
			break;
		case PHP_COOP_TOKEN_FAULT:
			refresh->unanswered = call->exchange.answer->request_sent;
			refresh->outcome = refresh->unanswered ? PHP_COOP_OUTCOME_UNKNOWN : PHP_COOP_NOT_SENT;
			break;
		case PHP_COOP_TOKEN_UNUSABLE:
			refresh->outcome = PHP_COOP_OUTCOME_UNKNOWN;
			break;
	}
	refresh->error = php_coop_token_call_exception(call, "The token endpoint");
	if (refresh->outcome == PHP_COOP_OUTCOME_UNKNOWN) {
		judge_salvaged(attempt);
	}
	keep_first_if_unsettled(attempt);
	tell_what_was_lost(attempt);
}

void php_coop_attempt_judge(php_coop_token_manager *manager, php_coop_attempt *attempt, bool want_tokens)
{
	judge(manager, attempt, want_tokens);
	php_coop_exchange_clear(&attempt->call.exchange); /* others need its connection while this one waits to be saved */
}

bool php_coop_attempt_is_foreign(const php_coop_attempt *attempt)
{
	const php_coop_refresh *refresh = &attempt->refresh;
	return refresh->error && !instanceof_function(refresh->error->ce, php_coop_ce_CoopException);
}

coop_run_answer php_coop_attempt_answer(const php_coop_attempt *attempt)
{
	static const coop_run_answer ANSWERS[] = {
		[COOP_REFUSAL_ENDED] = COOP_RUN_ENDED,
		[COOP_REFUSAL_LIMITED] = COOP_RUN_LIMITED,
		[COOP_REFUSAL_BUSY] = COOP_RUN_BUSY,
		[COOP_REFUSAL_UNCLEAR] = COOP_RUN_UNCLEAR,
		[COOP_REFUSAL_CLIENT] = COOP_RUN_CLIENT_REFUSED,
		[COOP_REFUSAL_SAID] = COOP_RUN_REFUSED,
		[COOP_REFUSAL_MUTE] = COOP_RUN_REFUSED_MUTELY,
	};
	const php_coop_refresh *refresh = &attempt->refresh;
	bool had_ended = php_coop_has_ended(&attempt->row.trouble);
	switch (refresh->outcome) {
		case PHP_COOP_SAVED:
			return COOP_RUN_TOKENS;
		case PHP_COOP_NOT_SENT:
			return COOP_RUN_NOT_SENT;
		case PHP_COOP_REJECTED:
			return had_ended ? COOP_RUN_STILL_ENDED : COOP_RUN_ENDED;
		case PHP_COOP_DEFERRED:
		case PHP_COOP_OUTCOME_UNKNOWN:
			break;
		/* These outcomes come from the store, not from an answer. */
		case PHP_COOP_SUPERSEDED:
		case PHP_COOP_LEASED:
		case PHP_COOP_REAUTHORIZATION_REQUIRED:
		case PHP_COOP_UNSAVEABLE:
		case PHP_COOP_OUTCOMES:
			break;
	}
	if (refresh->refused) {
		bool is_known = had_ended && refresh->refusal == COOP_REFUSAL_SAID;
		return is_known ? COOP_RUN_STILL_ENDED : ANSWERS[refresh->refusal];
	}
	/* If an answer came but made no sense, another request would bring the same. */
	bool may_ask_again = refresh->unanswered && !refresh->salvaged && !php_coop_attempt_is_foreign(attempt);
	return may_ask_again ? COOP_RUN_UNCLEAR : COOP_RUN_UNUSABLE;
}

static php_coop_note note_of(coop_run_answer answer)
{
	if (answer == COOP_RUN_TOKENS) { /* as of an attempt that was not made, and then it is released as it is */
		return PHP_COOP_NOTE_RELEASE;
	}
	int refusal = coop_run_refusal_of(answer);
	return refusal < 0					? PHP_COOP_NOTE_FAILED
		: refusal == COOP_REFUSAL_ENDED ? PHP_COOP_NOTE_REJECTED
										: PHP_COOP_NOTE_REFUSED;
}

php_coop_settling php_coop_attempt_settling(const php_coop_attempt *attempt)
{
	return (php_coop_settling){
		.row = &attempt->row,
		.parts = attempt->has_parts ? &attempt->parts : NULL,
		.note = note_of(php_coop_attempt_answer(attempt)),
		.retry_after = attempt->refresh.retry_after,
	};
}

void php_coop_attempt_settled(php_coop_attempt *attempt, bool superseded)
{
	/* The tokens are wiped here, before code of the site runs, because after a fatal error in it nothing would do
	 * so. */
	php_coop_token_call_clear(&attempt->call);
	php_coop_token_call_init(&attempt->call);
	attempt->has_parts = false;
	if (superseded && attempt->refresh.outcome == PHP_COOP_SAVED) {
		attempt->refresh.outcome = PHP_COOP_SUPERSEDED;
		attempt->refresh.expiry_known = false;
	} else if (superseded) {
		attempt->refresh.salvaged = false;
	}
}

void php_coop_attempt_unsaveable(php_coop_attempt *attempt, zend_object *error)
{
	if (attempt->refresh.error) {
		OBJ_RELEASE(attempt->refresh.error);
	}
	attempt->refresh.error = error;
	attempt->refresh.outcome = PHP_COOP_UNSAVEABLE;
	attempt->refresh.expiry_known = false;
	attempt->refresh.salvaged = false;
}
