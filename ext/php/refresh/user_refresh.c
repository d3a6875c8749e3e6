/* SPDX-License-Identifier: MIT */
#include "user_refresh.h"
#include "attempt.h"
#include "events.h"
#include "patience.h"
#include "refresh_journal.h"
#include "replay.h"
#include "replay_search.h"
#include "undisturbed.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "zend_exceptions.h"

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

static bool is_replaced(const php_coop_row *seen, const php_coop_row *row)
{
	return !row->refresh_token || !zend_string_equals(seen->refresh_token, row->refresh_token) ||
		!seen->access_token != !row->access_token ||
		(seen->access_token && !zend_string_equals(seen->access_token, row->access_token));
}

/* False: an exception is pending. */
static bool read_row(php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row)
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

/* A page must not send a token again that the server has just rejected, nor one whose successor could not be saved. */
static bool throw_if_resting(const php_coop_row *row)
{
	if (row->next_at <= coop_instant_now()) {
		return false;
	}
	if (row->fingerprint[0]) {
		php_coop_throw(php_coop_reauthorization_exception(row->user_id, "invalid_grant", NULL));
	} else {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"The new tokens of this user could not be saved: they are in the journal, and the next run tries again"));
	}
	return true;
}

/* The row's newer tokens; owned; NULL: an exception is pending. */
static zend_object *adopt(php_coop_token_manager *manager, zend_string *user_id)
{
	php_coop_row row = {0};
	zend_object *tokens = read_row(manager, user_id, &row) ? row_tokens(manager, &row) : NULL;
	php_coop_row_clear(&row);
	return tokens;
}

/* True: the rejected token is not the row's any more; somebody has logged in meanwhile. */
static bool is_history(php_coop_token_manager *manager, const php_coop_row *row)
{
	php_coop_row now = {0};
	php_coop_read read = manager->store.ops->read(&manager->store, row->user_id, &now);
	bool history = read == PHP_COOP_READ_ROW && is_replaced(row, &now);
	php_coop_row_clear(&now);
	return history;
}

/* A rejection is told at once, since the person is there: unless the token was only an old one. */
static zend_object *judge_rejection(php_coop_token_manager *manager, php_coop_attempt *attempt)
{
	int strikes;
	bool healed = false;
	php_coop_row *row = &attempt->row;
	if (!php_coop_replay_search(manager, row, 1, &healed)) {
		return NULL;
	}
	if (healed || is_history(manager, row)) {
		return EG(exception) ? NULL : adopt(manager, row->user_id);
	}
	if (!EG(exception) && php_coop_store_strike(&manager->store, row->user_id, row->token_fingerprint, &strikes)) {
		php_coop_throw(php_coop_reauthorization_exception(row->user_id, "invalid_grant", attempt->refresh.error));
		attempt->refresh.error = NULL;
	}
	return NULL;
}

/* What became of it, as tokens or a pending exception. */
static zend_object *conclude(php_coop_token_manager *manager, php_coop_attempt *attempt)
{
	php_coop_refresh *refresh = &attempt->refresh;
	zend_object *tokens = NULL;
	if (refresh->outcome == PHP_COOP_SAVED) {
		tokens = refresh->tokens;
		refresh->tokens = NULL;
	} else if (refresh->outcome == PHP_COOP_SUPERSEDED) {
		tokens = adopt(manager, attempt->row.user_id);
	} else if (refresh->outcome == PHP_COOP_REJECTED) {
		tokens = judge_rejection(manager, attempt);
	} else {
		php_coop_throw(refresh->error);
		refresh->error = NULL;
	}
	return tokens;
}

/* ---- One refresh ------------------------------------------------------------------------------------------------- */

#define LONGEST_RETRY_WAIT 500 /* milliseconds */

static void keep_error(php_coop_attempt *attempt, zend_object *error)
{
	if (attempt->refresh.error) {
		OBJ_RELEASE(attempt->refresh.error);
	}
	attempt->refresh.error = error;
}

/* A COMMIT may have hung, or the process have been stopped: then the lease is nearly over, and the token another's. */
static bool may_send(const php_coop_token_manager *manager, int64_t began)
{
	return coop_lease_may_send(php_coop_answer_deadline(manager), began, coop_boot_milliseconds());
}

/* The answer comes into the journal. Errno of what went wrong; 0: nothing. */
static int keep_answer(php_coop_token_manager *manager, php_coop_attempt *attempt)
{
	return php_coop_attempt_arrived(manager, attempt) && php_coop_journal_write(manager, false) ? 0 : errno;
}

/* Request, answer, journal, verdict; and once more when no answer came. Errno of the journal; 0: all is in it. */
static int exchange(php_coop_token_manager *manager, php_coop_attempt *attempt, int64_t began)
{
	if (!may_send(manager, began)) {
		attempt->refused = php_coop_lease_exception(attempt->row.user_id);
	}
	for (;;) {
		if (!attempt->refused && php_coop_attempt_start(manager, attempt, attempt, NULL)) {
			coop_pump_finish(
				php_coop_client_pump(php_coop_client_of(manager->client)), attempt->call.exchange.transfer);
		}
		int reason = keep_answer(manager, attempt);
		php_coop_attempt_judge(manager, attempt, true);
		bool again = php_coop_attempt_answer(attempt) == COOP_RUN_UNCLEAR && !attempt->resent;
		if (reason != 0 || !again || !may_send(manager, began)) {
			return reason;
		}
		php_coop_attempt_again(attempt, true);
	}
}

/* Saves and releases: one transaction, repeated while there is hope. */
static void settle(php_coop_token_manager *manager, php_coop_attempt *attempt)
{
	php_coop_settling settling = php_coop_attempt_settling(attempt);
	php_coop_group group = {.holder = &manager->holder, .settlings = &settling, .settlings_count = 1};
	php_coop_patience patience = php_coop_patience_new(COOP_SAVE_BUDGET, LONGEST_RETRY_WAIT);
	while (!php_coop_transact(manager, &group)) {
		zend_object *error = php_coop_take_exception();
		bool ours = error && instanceof_function(error->ce, php_coop_ce_CoopException);
		if (ours && group.fault == PHP_COOP_STORE_FAULT_ROW) {
			php_coop_attempt_unsaveable(attempt, error);
			settling.parts = NULL;
			settling.note = PHP_COOP_NOTE_UNSAVEABLE;
		} else if (!ours || group.fault == PHP_COOP_STORE_FAULT_HOPELESS || !php_coop_patience_wait(&patience)) {
			if (settling.parts) {
				php_coop_attempt_unsaveable(attempt, error);
			} else if (error) {
				OBJ_RELEASE(error); /* the lease ends by itself */
			}
			return;
		} else {
			OBJ_RELEASE(error);
		}
	}
	php_coop_attempt_settled(attempt, settling.superseded);
}

/* What the journal needs to know of a row that is settled. Errno; 0: it knows. */
static int note_end(php_coop_token_manager *manager, const php_coop_attempt *attempt)
{
	bool noted = (manager->answers_open || php_coop_journal_add(manager, COOP_JOURNAL_END, &attempt->row, NULL)) &&
		php_coop_journal_add_commit(manager);
	return noted ? 0 : errno;
}

/* The lease is ours, and counts from `began`. */
static zend_object *refresh_row(php_coop_token_manager *manager, php_coop_row *row, int64_t began)
{
	php_coop_attempt attempt;
	php_coop_attempt_init(&attempt, row);
	int reason = exchange(manager, &attempt, began);
	settle(manager, &attempt);
	manager->answers_open = attempt.refresh.outcome == PHP_COOP_UNSAVEABLE;
	if (reason == 0) {
		reason = note_end(manager, &attempt);
	}
	php_coop_journal_end(manager);
	if (reason != 0 && manager->answers_open) {
		keep_error(&attempt, php_coop_journal_exception(reason));
	}
	zend_object *tokens = conclude(manager, &attempt);
	php_coop_refresh_tell(manager, attempt.row.user_id, &attempt.refresh);
	if (EG(exception) && tokens) {
		OBJ_RELEASE(tokens);
		tokens = NULL;
	}
	php_coop_attempt_clear(&attempt);
	return tokens;
}

/* ---- Whose turn it is -------------------------------------------------------------------------------------------- */

#define WINNER_WAIT 5000 /* milliseconds for somebody else to finish */
#define LONGEST_POLL_WAIT 200 /* milliseconds */

/* One user's turn: what was read when it was found out that a refresh is needed, and what the lease says. */
typedef struct turn {
	php_coop_token_manager *manager;
	const php_coop_row *seen;
	const char *unfit; /* why the user can have no lease; NULL */
	bool replaced; /* the row has other tokens by now */
	bool orphaned; /* the lease has ended and its run has not released it */
	char orphan[COOP_RUN_NAME_LENGTH + 1];
	bool gone; /* that run is over, and what it left is in the rows */
} turn;

static bool wants(void *context, const php_coop_row *row)
{
	turn *self = context;
	const php_coop_holder *holder = &self->manager->holder;
	if (is_replaced(self->seen, row)) {
		self->replaced = true;
		return false;
	}
	self->unfit = row->unfit;
	if (row->unfit || row->next_at > holder->now) {
		return false;
	}
	char orphan[COOP_RUN_NAME_LENGTH + 1];
	switch (coop_lease_judge(row->holder, row->leased_until, holder->name, holder->now, orphan)) {
		case COOP_LEASE_FREE:
		case COOP_LEASE_OURS:
		case COOP_LEASE_ABANDONED:
			return true;
		case COOP_LEASE_HELD:
			return false;
		case COOP_LEASE_ORPHANED:
			self->gone = self->gone && strcmp(self->orphan, orphan) == 0;
			self->orphaned = true;
			memcpy(self->orphan, orphan, sizeof(orphan));
			return self->gone;
	}
	return false;
}

/* The intent, before anybody can have sent. */
static bool taking(void *context, php_coop_row *rows, int count)
{
	php_coop_token_manager *manager = ((turn *) context)->manager;
	if (php_coop_row_fingerprint(&rows[0]) && php_coop_journal_add(manager, COOP_JOURNAL_INTENT, &rows[0], NULL) &&
		php_coop_journal_write(manager, false)) {
		return true;
	}
	php_coop_throw(php_coop_journal_exception(errno));
	return false;
}

/* *row: the row, where its lease was got. False: an exception is pending. */
static bool take(turn *self, php_coop_row *row)
{
	php_coop_token_manager *manager = self->manager;
	zend_string *key = self->seen->user_id;
	php_coop_group group = {
		.holder = &manager->holder,
		.keys = &key,
		.keys_count = 1,
		.rows = row,
		.wants = wants,
		.taking = taking,
		.context = self,
	};
	memset(row, 0, sizeof(*row));
	self->orphaned = false;
	if (!php_coop_transact(manager, &group)) {
		/* Many at once on one user: somebody else is at it. */
		bool busy = group.fault == PHP_COOP_STORE_FAULT_BUSY;
		if (busy) {
			zend_clear_exception();
		}
		return busy;
	}
	if (group.rows_count == 0) {
		memset(row, 0, sizeof(*row));
	}
	return !group.committed || php_coop_journal_add_commit(manager);
}

/* True: it is worth while to try to take the row. Looks without writing. */
static bool is_free(turn *self, php_coop_row *row)
{
	coop_instant now = coop_instant_now();
	self->replaced = is_replaced(self->seen, row);
	return !self->replaced && (!row->holder[0] || row->leased_until <= now);
}

static zend_object *take_and_refresh(turn *self)
{
	php_coop_token_manager *manager = self->manager;
	php_coop_row row;
	zend_object *tokens = NULL;
	if (!php_coop_journal_begin(manager)) {
		return NULL;
	}
	manager->holder.started_at = PHP_COOP_HOLDER_TAKES_SAVED_ROWS;
	int64_t began = coop_boot_milliseconds();
	if (take(self, &row) && row.user_id) {
		tokens = refresh_row(manager, &row, began);
	}
	if (self->unfit && !EG(exception)) {
		php_coop_throw(php_coop_store_exception(NULL, NULL, "%s", self->unfit));
	}
	php_coop_row_clear(&row);
	php_coop_journal_end(manager);
	return tokens;
}

/* The winner's tokens; NULL: an exception is pending. */
static zend_object *wait_for_turn(turn *self, zend_object *stored)
{
	php_coop_token_manager *manager = self->manager;
	php_coop_patience patience = php_coop_patience_new(WINNER_WAIT, LONGEST_POLL_WAIT);
	for (;;) {
		php_coop_row row = {0};
		if (!read_row(manager, self->seen->user_id, &row)) {
			return NULL;
		}
		bool free = is_free(self, &row), resting = !self->replaced && throw_if_resting(&row);
		php_coop_row_clear(&row);
		if (resting) { /* somebody else was told so meanwhile */
			return NULL;
		}
		if (free) {
			zend_object *tokens = take_and_refresh(self);
			if (tokens || EG(exception)) {
				return tokens;
			}
		}
		if (self->replaced) {
			return adopt(manager, self->seen->user_id);
		}
		if (self->orphaned && !self->gone) {
			self->gone = php_coop_replay_orphan(manager, self->orphan);
			if (EG(exception)) {
				return NULL;
			}
		}
		if (stored) { /* it is still good for a while */
			GC_ADDREF(stored);
			return stored;
		}
		if (!php_coop_patience_wait(&patience)) {
			php_coop_throw(php_coop_lease_exception(self->seen->user_id));
			return NULL;
		}
	}
}

/* `stored`: the stored tokens while they are still good, else NULL. */
static zend_object *refresh_stored(php_coop_token_manager *manager, const php_coop_row *row, zend_object *stored)
{
	if (!row->refresh_token) {
		php_coop_throw(php_coop_reauthorization_exception(row->user_id, "no_refresh_token", NULL));
		return NULL;
	}
	if (throw_if_resting(row)) {
		return NULL;
	}
	if (manager->run || manager->refreshing) {
		zend_throw_error(NULL,
			"This Coop\\TokenManager is in the middle of a refresh, and a callback must not start another one: do it "
			"after the refresh");
		return NULL;
	}
	/* A token that is sent has to be saved: nothing leaves while the store cannot be written. */
	if (!manager->store.ops->prepare(&manager->store)) {
		return NULL;
	}
	turn self = {.manager = manager, .seen = row};
	manager->refreshing = true;
	zend_object *tokens = wait_for_turn(&self, stored);
	manager->refreshing = false;
	return tokens;
}

zend_object *php_coop_user_refresh(php_coop_token_manager *manager, zend_string *user_id, zend_object *rejected)
{
	php_coop_row row = {0};
	zend_object *tokens = NULL;
	if (read_row(manager, user_id, &row)) {
		tokens = rejected && !holds(&row, rejected) ? row_tokens(manager, &row) : refresh_stored(manager, &row, NULL);
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
	return MIN(lifetime / 10, PHP_COOP_LEEWAY_MAXIMUM);
}

zend_object *php_coop_user_stored_tokens(
	php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row, bool *due)
{
	if (!read_row(manager, user_id, row)) {
		return NULL;
	}
	zend_object *tokens = row_tokens(manager, row);
	php_coop_token_set *set = php_coop_token_set_of(tokens);
	*due = !set->access_token || php_coop_token_set_expired(set, leeway_of(manager, set), coop_instant_now());
	return tokens;
}

zend_object *php_coop_user_tokens(php_coop_token_manager *manager, zend_string *user_id, php_coop_row *row)
{
	bool due;
	zend_object *tokens = php_coop_user_stored_tokens(manager, user_id, row, &due);
	if (!tokens || !due) {
		return tokens;
	}
	php_coop_token_set *set = php_coop_token_set_of(tokens);
	bool good = set->access_token && !php_coop_token_set_expired(set, 0, coop_instant_now());
	zend_object *refreshed = refresh_stored(manager, row, good ? tokens : NULL);
	OBJ_RELEASE(tokens);
	return refreshed;
}
