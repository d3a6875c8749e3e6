/* SPDX-License-Identifier: MIT */
#include "user_refresh.h"
#include "user_turn.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"

/* One user's tokens for a web page: the stored ones, or refreshed ones if those are due. As long as the stored access token
 * can be used, a refresh that fails is nobody's problem. */

/* ---- Stored tokens ----------------------------------------------------------------------------------------------- */

zend_object *php_coop_user_row_tokens(const php_coop_token_manager *manager, const php_coop_row *row)
{
	if (row->tokens) {
		GC_ADDREF(row->tokens);
		return row->tokens;
	}
	php_coop_token_parts parts = {
		.access_token = row->access_token,
		.refresh_token = row->refresh_token,
		.expiry_known = row->expiry_known,
		.expires_at = row->expires_at,
		.received_known = row->expiry_known && row->done_at > 0, /* a row without an expiry is due, as in a run */
		.received_at = row->done_at,
		.default_lifetime =
			php_coop_provider_default_lifetime(php_coop_client_provider(php_coop_client_of(manager->client))),
	};
	return php_coop_token_set_new(&parts);
}

bool php_coop_user_read_row(php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row)
{
	switch (manager->store.ops->read(&manager->store, user_id, row)) {
		case PHP_COOP_READ_ROW:
			return true;
		case PHP_COOP_READ_NONE:
			php_coop_throw(php_coop_reauthorization_exception(user_id, "no_tokens", NULL));
			return false;
		case PHP_COOP_READ_FAILED:
			return false;
	}
	return false;
}

/* Returns whether the row still has the tokens that an API has refused. Another request may have refreshed them
 * since. */
static bool holds(const php_coop_row *row, zend_object *tokens)
{
	return php_coop_token_set_holds(php_coop_token_set_of(tokens), row->access_token, row->refresh_token);
}

static int64_t lifetime_of(const php_coop_token_set *tokens)
{
	bool known = tokens->expiry_known && tokens->received_known && tokens->expires_at > tokens->received_at;
	return known ? tokens->expires_at - tokens->received_at : tokens->default_lifetime;
}

/* Returns how many seconds before the expiry a refresh is due. */
static int64_t leeway_of(const php_coop_token_manager *manager, const php_coop_token_set *tokens)
{
	return manager->leeway >= 0 ? manager->leeway : MIN(lifetime_of(tokens) / 10, PHP_COOP_LEEWAY_MAXIMUM);
}

static bool can_be_used(const php_coop_token_set *tokens)
{
	return tokens->access_token && !php_coop_token_set_expired(tokens, 0, coop_instant_now());
}

zend_object *php_coop_user_stored_tokens(
	php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row, bool *due)
{
	if (!php_coop_user_read_row(manager, user_id, row)) {
		return NULL;
	}
	zend_object *tokens = php_coop_user_row_tokens(manager, row);
	php_coop_token_set *set = php_coop_token_set_of(tokens);
	*due = !set->access_token || php_coop_token_set_expired(set, leeway_of(manager, set), coop_instant_now());
	return tokens;
}

/* ---- Refreshed ones ---------------------------------------------------------------------------------------------- */

static bool is_pending(const zend_class_entry *class_entry)
{
	return EG(exception) && instanceof_function(EG(exception)->ce, class_entry);
}

static void drop_exception(void)
{
	OBJ_RELEASE(php_coop_take_exception());
}

zend_object *php_coop_user_tokens(
	php_coop_token_manager *manager, zend_string *user_id, const php_coop_user_manners *manners, php_coop_row *row)
{
	bool due;
	zend_object *tokens = php_coop_user_stored_tokens(manager, user_id, row, &due);
	if (!tokens || !due) {
		return tokens;
	}
	bool usable = can_be_used(php_coop_token_set_of(tokens));
	zend_object *refreshed = php_coop_user_turn(manager, row, usable ? tokens : NULL, manners);
	if (!refreshed && is_pending(php_coop_ce_CoopException) && can_be_used(php_coop_token_set_of(tokens))) {
		drop_exception();
		return tokens;
	}
	OBJ_RELEASE(tokens);
	return refreshed;
}

zend_object *php_coop_user_refresh(
	php_coop_token_manager *manager, zend_string *user_id, zend_object *rejected, const php_coop_user_manners *manners)
{
	php_coop_row row = {0};
	zend_object *tokens = NULL;
	if (php_coop_user_read_row(manager, user_id, &row)) {
		tokens = rejected && !holds(&row, rejected) ? php_coop_user_row_tokens(manager, &row)
													: php_coop_user_turn(manager, &row, NULL, manners);
	}
	php_coop_row_clear(&row);
	return tokens;
}

#define YOUNG_AT_LEAST 60 /* seconds */
/* Access tokens rarely live for longer, while an expiry that was misread, such as milliseconds, is far away. */
#define LONGEST_LIFETIME COOP_SECONDS_PER_DAY

/* Returns whether the row's tokens were saved within the last tenth of their lifetime. If an API refuses them, it refuses
 * whatever a refresh would bring, and a page that is loaded again and again would spend a refresh token each time. */
static bool is_young(const php_coop_token_manager *manager, php_coop_row *row)
{
	zend_object *tokens = php_coop_user_row_tokens(manager, row);
	const php_coop_token_set *set = php_coop_token_set_of(tokens);
	bool saved_by_us = row->done_at > 0 && php_coop_row_fingerprint(row) &&
		strcmp(row->token_fingerprint, row->saved_fingerprint) == 0;
	bool dated = saved_by_us || (row->tokens && set->received_known);
	coop_instant saved_at = saved_by_us ? row->done_at : set->received_at;
	int64_t youth = MAX(MIN(lifetime_of(set), LONGEST_LIFETIME) / 10, YOUNG_AT_LEAST);
	OBJ_RELEASE(tokens);
	return dated && coop_instant_now() < coop_instant_add(saved_at, youth);
}

zend_object *php_coop_user_cure(php_coop_token_manager *manager, zend_string *user_id, zend_object *refused,
	const php_coop_user_manners *manners, bool *tried)
{
	php_coop_row row = {0};
	zend_object *tokens = NULL;
	*tried = false;
	if (php_coop_user_read_row(manager, user_id, &row)) {
		if (!holds(&row, refused)) {
			tokens = php_coop_user_row_tokens(manager, &row);
		} else if (row.refresh_token && !is_young(manager, &row)) {
			*tried = true;
			tokens = php_coop_user_turn(manager, &row, NULL, manners);
		}
	}
	php_coop_row_clear(&row);
	bool is_verdict =
		is_pending(php_coop_ce_ReauthorizationRequiredException) || is_pending(php_coop_ce_StoreException);
	if (is_pending(php_coop_ce_CoopException) && !is_verdict) {
		drop_exception();
	}
	return tokens;
}
