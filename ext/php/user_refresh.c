/* SPDX-License-Identifier: MIT */
#include "user_refresh.h"

#include "convert.h"
#include "exceptions.h"
#include "refresh.h"

/* One user's tokens for a page: the stored ones while they last, else refreshed now. The person is there, so a rejection
 * is told at once. */

/* A TokenSet of what a row holds; owned. */
static zend_object *row_tokens(const php_coop_token_manager *manager, const php_coop_row *row)
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

/* Whether the row holds what an API has rejected; another request may have refreshed it since. */
static bool holds(const php_coop_row *row, zend_object *tokens)
{
	return php_coop_token_set_holds(php_coop_token_set_of(tokens), row->access_token, row->refresh_token);
}

/* False: an exception is pending. */
static bool read_row(php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row)
{
	switch (manager->ops->read(manager->store, manager->leases, user_id, row)) {
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

/* A page must not send a token again that the server has just rejected. */
static bool is_cooling_down(const php_coop_row *row)
{
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
	return row->strikes > 0 && coop_instant_now() < row->next_at &&
		coop_fingerprint(php_coop_view(row->refresh_token), fingerprint) && strcmp(fingerprint, row->fingerprint) == 0;
}

/* The row's newer tokens; owned; NULL: an exception is pending. */
static zend_object *adopt(php_coop_token_manager *manager, zend_string *user_id)
{
	php_coop_row row = {0};
	zend_object *tokens = read_row(manager, user_id, &row) ? row_tokens(manager, &row) : NULL;
	php_coop_row_clear(&row);
	return tokens;
}

static void throw_rejection(php_coop_token_manager *manager, const php_coop_row *row, php_coop_refresh *refresh)
{
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
	int strikes;
	if (coop_fingerprint(php_coop_view(row->refresh_token), fingerprint) &&
		!manager->ops->strike(manager->store, manager->leases, row, fingerprint, &strikes)) {
		return;
	}
	php_coop_throw(php_coop_reauthorization_exception(row->user_id, "invalid_grant", refresh->error));
	refresh->error = NULL;
}

/* What became of it, as tokens or a pending exception. */
static zend_object *conclude(php_coop_token_manager *manager, const php_coop_row *row, php_coop_refresh *refresh)
{
	zend_object *tokens = NULL;
	if (refresh->outcome == PHP_COOP_SAVED && !refresh->error) {
		tokens = refresh->tokens;
		refresh->tokens = NULL;
	} else if (refresh->outcome == PHP_COOP_SUPERSEDED && !refresh->store_failed) {
		tokens = adopt(manager, row->user_id);
	} else if (refresh->outcome == PHP_COOP_REJECTED) {
		throw_rejection(manager, row, refresh);
	} else {
		php_coop_throw(refresh->error);
		refresh->error = NULL;
	}
	return tokens;
}

static zend_object *refresh_row(php_coop_token_manager *manager, const php_coop_row *row)
{
	php_coop_refresh refresh = {.want_tokens = true};
	coop_instant now;
	/* A token that is sent has to be saved: nothing leaves while the store cannot be written. */
	if (!manager->ops->prepare(manager->store, manager->leases, &now) || !php_coop_refresh_begin(manager)) {
		return NULL;
	}
	php_coop_refresh_row(manager, row, &refresh);
	php_coop_refresh_end(manager);
	zend_object *tokens = conclude(manager, row, &refresh);
	php_coop_refresh_tell(manager, row->user_id, &refresh);
	if (EG(exception) && tokens) {
		OBJ_RELEASE(tokens);
		tokens = NULL;
	}
	php_coop_refresh_clear(&refresh);
	return tokens;
}

static zend_object *refresh_stored(php_coop_token_manager *manager, const php_coop_row *row)
{
	if (!row->refresh_token) {
		php_coop_throw(php_coop_reauthorization_exception(row->user_id, "no_refresh_token", NULL));
		return NULL;
	}
	if (is_cooling_down(row)) {
		php_coop_throw(php_coop_reauthorization_exception(row->user_id, "invalid_grant", NULL));
		return NULL;
	}
	if (manager->journal) {
		zend_throw_error(
			NULL, "This Coop\\TokenManager is in the middle of a refresh; a callback cannot start another");
		return NULL;
	}
	return refresh_row(manager, row);
}

zend_object *php_coop_user_refresh(php_coop_token_manager *manager, zend_string *user_id, zend_object *rejected)
{
	php_coop_row row = {0};
	zend_object *tokens = NULL;
	if (read_row(manager, user_id, &row)) {
		tokens = rejected && !holds(&row, rejected) ? row_tokens(manager, &row) : refresh_stored(manager, &row);
	}
	php_coop_row_clear(&row);
	return tokens;
}

/* How long before the expiry a refresh is due. */
static int64_t leeway_of(const php_coop_token_manager *manager, const php_coop_token_set *tokens)
{
	if (manager->leeway >= 0) {
		return manager->leeway;
	}
	int64_t lifetime = tokens->default_lifetime;
	if (tokens->expiry_known && tokens->received_known && tokens->expires_at > tokens->received_at) {
		lifetime = tokens->expires_at - tokens->received_at;
	}
	return lifetime / 10 < 300 ? lifetime / 10 : 300;
}

zend_object *php_coop_user_tokens(php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row)
{
	if (!read_row(manager, user_id, row)) {
		return NULL;
	}
	zend_object *tokens = row_tokens(manager, row);
	php_coop_token_set *set = php_coop_token_set_of(tokens);
	if (set->access_token && !php_coop_token_set_expired(set, leeway_of(manager, set), coop_instant_now())) {
		return tokens;
	}
	OBJ_RELEASE(tokens);
	return refresh_stored(manager, row);
}
