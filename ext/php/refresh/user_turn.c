/* SPDX-License-Identifier: MIT */
#include "user_turn.h"
#include "attempt.h"
#include "events.h"
#include "judgement.h"
#include "patience.h"
#include "refresh_journal.h"
#include "replay.h"
#include "replay_search.h"
#include "undisturbed.h"

#include "php/values/exceptions.h"
#include "zend_exceptions.h"

/* One refresh of one user's row, by the process whose turn it is; the others wait for what that one saves. The user is
 * waiting, so a rejection is not parked but reported at once. */

static bool is_replaced(const php_coop_row *seen, const php_coop_row *row)
{
	return !row->refresh_token || !zend_string_equals(seen->refresh_token, row->refresh_token) ||
		!seen->access_token != !row->access_token ||
		(seen->access_token && !zend_string_equals(seen->access_token, row->access_token));
}

static void throw_unsaveable(const php_coop_row *row)
{
	zend_string *shown = php_coop_shown_user_id(row->user_id);
	php_coop_throw(php_coop_store_exception(NULL, NULL,
		"The new tokens of the user \"%s\" could not be saved in the row, which has to be mended: they are in the "
		"journal, and the next run tries again",
		ZSTR_VAL(shown)));
	zend_string_release(shown);
}

/* A web page must not send a token again that the server has just rejected, nor one whose successor could not be
 * saved. If the last try has failed seconds ago, a page leaves the server alone: otherwise a token endpoint that hangs would
 * cost each page its timeout. */
static bool throw_if_resting(const php_coop_row *row, const php_coop_user_manners *manners)
{
	const php_coop_trouble *trouble = &row->trouble;
	coop_instant now = coop_instant_now();
	bool rests = php_coop_has_ended(trouble) || php_coop_rests(trouble, now);
	bool doubted = trouble->reason == PHP_COOP_REASON_DOUBTED;
	if (rests && trouble->reason == PHP_COOP_REASON_UNSAVEABLE) {
		throw_unsaveable(row);
	} else if (rests && !doubted) {
		php_coop_throw(php_coop_reauthorization_exception(row->user_id, php_coop_end_reason(trouble), NULL));
	} else if (rests || (manners->holds_back && trouble->next_at > now)) {
		php_coop_throw(php_coop_not_now_exception(row->user_id, trouble->next_at - now));
	}
	return EG(exception) != NULL;
}

/* Returns the tokens that the row has by now; owned; NULL if an exception is pending. */
static zend_object *adopt(php_coop_token_manager *manager, zend_string *user_id)
{
	php_coop_row row = {0};
	zend_object *tokens =
		php_coop_user_read_row(manager, user_id, &row) ? php_coop_user_row_tokens(manager, &row) : NULL;
	php_coop_row_clear(&row);
	return tokens;
}

/* Returns true if the row has other tokens than the rejected ones by now, for instance by a login. */
static bool is_history(php_coop_token_manager *manager, const php_coop_row *row)
{
	php_coop_row now = {0};
	php_coop_read read = manager->store.ops->read(&manager->store, row->user_id, &now);
	bool history = read == PHP_COOP_READ_ROW && is_replaced(row, &now);
	php_coop_row_clear(&now);
	return history;
}

/* Throws that the user has to log in again, unless the rejected token was only an old one. Then the newer tokens are
 * returned; owned; NULL if an exception is pending. */
static zend_object *judge_rejection(php_coop_token_manager *manager, php_coop_attempt *attempt)
{
	bool healed = false;
	attempt->refresh.outcome = PHP_COOP_SUPERSEDED;
	php_coop_row *row = &attempt->row;
	if (!php_coop_replay_search(manager, row, 1, &healed)) {
		return NULL;
	}
	if (healed || is_history(manager, row)) {
		return EG(exception) ? NULL : adopt(manager, row->user_id);
	}
	/* One page has seen nothing else than this refusal. */
	php_coop_judgement judgement = php_coop_weigh(row, COOP_REFUSAL_ENDED, COOP_EVIDENCE_FEW, manager->holder.now);
	if (!EG(exception) && php_coop_store_judge(&manager->store, &judgement, 1)) {
		attempt->refresh.outcome =
			php_coop_judgement_ends(&judgement) ? PHP_COOP_REAUTHORIZATION_REQUIRED : PHP_COOP_REJECTED;
		php_coop_throw(php_coop_reauthorization_exception(row->user_id, "invalid_grant", attempt->refresh.error));
		attempt->refresh.error = NULL;
	}
	return NULL;
}

/* Turns the result into tokens; owned; NULL if an exception is pending. */
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

/* If a COMMIT has hung, or the process was stopped, the lease is nearly over, and the token will be another
 * process's. */
static bool may_send(const php_coop_token_manager *manager, int64_t began)
{
	return coop_lease_may_send(php_coop_answer_deadline(manager), began, coop_boot_milliseconds());
}

/* Writes the answer into the journal. Returns 0, or the errno of what failed. */
static int keep_answer(php_coop_token_manager *manager, php_coop_attempt *attempt)
{
	return php_coop_attempt_arrived(manager, attempt) && php_coop_journal_write(manager, false) ? 0 : errno;
}

/* Returns whether the client's timeout is over. A page that has waited for so long does not wait as long once more. */
static bool has_timed_out(const php_coop_attempt *attempt)
{
	zend_object *error = attempt->refresh.error;
	if (!error || !instanceof_function(error->ce, php_coop_ce_TransportException)) {
		return false;
	}
	zval rv, *phase = zend_read_property(php_coop_ce_TransportException, error, ZEND_STRL("phase"), 1, &rv);
	return Z_TYPE_P(phase) == IS_STRING && zend_string_equals_literal(Z_STR_P(phase), "timeout");
}

/* Sends the request, writes the answer into the journal, and judges it. If the answer is unclear, does so once more,
 * unless the server asks for a wait, for which a page has no time. Returns 0, or the errno with which the journal failed. */
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
		bool again = php_coop_attempt_answer(attempt) == COOP_RUN_UNCLEAR && !attempt->resent &&
			!has_timed_out(attempt) && attempt->refresh.retry_after <= 0;
		if (reason != 0 || !again || !may_send(manager, began)) {
			return reason;
		}
		php_coop_attempt_again(attempt, true);
	}
}

/* Saves the tokens and releases the row in one transaction, which is tried again as long as that can help. */
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
				OBJ_RELEASE(error); /* there is nothing to save, and the lease ends by itself */
			}
			return;
		} else {
			OBJ_RELEASE(error);
		}
	}
	php_coop_attempt_settled(attempt, settling.superseded);
}

/* Adds to the journal that the row is settled, and the commit. Returns 0, or the errno of what failed. */
static int note_end(php_coop_token_manager *manager, const php_coop_attempt *attempt)
{
	bool noted = (manager->answers_open || php_coop_journal_add(manager, COOP_JOURNAL_END, &attempt->row, NULL)) &&
		php_coop_journal_add_commit(manager);
	return noted ? 0 : errno;
}

/* Refreshes a row whose lease this process has got, and which counts from `began`. Takes the row over. Returns tokens;
 * owned; NULL if an exception is pending. */
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
		keep_error(&attempt, php_coop_journal_exception(manager, reason));
	}
	zend_object *tokens = conclude(manager, &attempt);
	php_coop_event_result(manager, attempt.row.user_id, &attempt.refresh);
	if (EG(exception) && tokens) {
		OBJ_RELEASE(tokens);
		tokens = NULL;
	}
	php_coop_attempt_clear(&attempt);
	return tokens;
}

/* ---- Waiting for the lease --------------------------------------------------------------------------------------- */

#define LONGEST_POLL_WAIT 200 /* milliseconds */

/* A user who waits until the row is free, or until another process has refreshed it. */
typedef struct turn {
	php_coop_token_manager *manager; /* borrowed */
	const php_coop_user_manners *manners; /* borrowed */
	const php_coop_row *seen; /* the row as it was when a refresh was found to be due; borrowed */
	php_coop_unfit unfit; /* of the user's row */
	bool replaced; /* the row has other tokens by now */
	bool orphaned; /* the lease has ended without a release */
	char orphan[COOP_RUN_NAME_LENGTH + 1]; /* the run that had this lease; valid if `orphaned` */
	bool gone; /* that run is over, and all it left is in the rows */
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
	bool held_back = self->manners->holds_back && row->trouble.next_at > holder->now;
	if (row->unfit || held_back || php_coop_has_ended(&row->trouble) || php_coop_rests(&row->trouble, holder->now)) {
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

/* Writes the intent, so that it is in the journal before the request leaves. */
static bool taking(void *context, php_coop_row *rows, int count)
{
	php_coop_token_manager *manager = ((turn *) context)->manager;
	if (php_coop_row_fingerprint(&rows[0]) && php_coop_journal_add(manager, COOP_JOURNAL_INTENT, &rows[0], NULL) &&
		php_coop_journal_write(manager, false)) {
		return true;
	}
	php_coop_throw(php_coop_journal_exception(manager, errno));
	return false;
}

/* Tries to take the row. `row` receives it; its user_id is NULL if the lease was not got. Returns false if an exception
 * is pending. */
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
		/* Many processes want this row at once, and another one is at work on it. */
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

/* Returns whether a try to take the row may succeed. Writes nothing. */
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
		php_coop_throw(php_coop_unfit_exception(self->unfit));
	}
	php_coop_row_clear(&row);
	php_coop_journal_end(manager);
	return tokens;
}

/* Returns new tokens, whichever process got them. */
static zend_object *wait_for_turn(turn *self, zend_object *stored)
{
	php_coop_token_manager *manager = self->manager;
	php_coop_patience patience = php_coop_patience_new((int64_t) self->manners->wait * 1000, LONGEST_POLL_WAIT);
	for (;;) {
		php_coop_row row = {0};
		if (!php_coop_user_read_row(manager, self->seen->user_id, &row)) {
			return NULL;
		}
		bool free = is_free(self, &row), resting = !self->replaced && throw_if_resting(&row, self->manners);
		php_coop_row_clear(&row);
		if (resting) { /* the server has rejected the token in the meantime, for another process */
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
			if (!EG(exception)) {
				php_coop_event_healed(manager);
			}
			if (EG(exception)) {
				return NULL;
			}
		}
		if (stored) {
			GC_ADDREF(stored);
			return stored;
		}
		if (!php_coop_patience_wait(&patience)) {
			php_coop_throw(php_coop_lease_exception(self->seen->user_id));
			return NULL;
		}
	}
}

zend_object *php_coop_user_turn(
	php_coop_token_manager *manager, const php_coop_row *row, zend_object *stored, const php_coop_user_manners *manners)
{
	if (!row->refresh_token) {
		php_coop_throw(php_coop_reauthorization_exception(row->user_id, "no_refresh_token", NULL));
		return NULL;
	}
	if (throw_if_resting(row, manners)) {
		return NULL;
	}
	if (manager->run || manager->refreshing) {
		zend_throw_error(NULL,
			"This Coop\\TokenManager is in the middle of a refresh, and a callback must not start another one: do it "
			"after the refresh");
		return NULL;
	}
	/* As long as the store cannot be written, no token is sent, because its successor could not be saved. */
	if (!manager->store.ops->prepare(&manager->store)) {
		return NULL;
	}
	turn self = {.manager = manager, .manners = manners, .seen = row};
	manager->refreshing = true;
	zend_object *tokens = wait_for_turn(&self, stored);
	manager->refreshing = false;
	return tokens;
}
