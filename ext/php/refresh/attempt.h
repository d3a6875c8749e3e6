/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_ATTEMPT_H
#define PHP_COOP_ATTEMPT_H

#include "manager.h"
#include "php/values/enums.h"
#include "php/client/token_endpoint.h"
#include "core/run/run.h"

/* The result of one user's refresh. */
typedef struct php_coop_refresh {
	php_coop_outcome outcome;
	zend_object *tokens; /* a TokenSet of what is saved; owned; NULL if it was not wanted */
	zend_object *error; /* what went wrong; owned; NULL if the tokens are saved */
	bool expiry_known; /* expires_at is the expiry that is saved */
	coop_instant expires_at;
	bool refused; /* an answer came, and was an error */
	coop_refusal refusal; /* what the error means; valid if `refused` */
	bool unanswered; /* the request was sent, but no answer came, or only a failing server's */
	int retry_after; /* seconds; -1 if the server does not say */
	unsigned odd; /* flags COOP_ODD_* */
	bool scope_changed; /* the answer names another scope than the stored tokens have */
	bool salvaged; /* what is saved is the refresh token out of a broken answer */
	bool refresh_token_spent; /* the old refresh token works no more, and the answer brought no other one */
} php_coop_refresh;

/* One row's way from its taking to its saving. A run and the refresh of one user take the same steps:
 * start - (the pump) - arrived - judge - (the group) - settled. No step throws; errors are in `refresh`. */
typedef struct php_coop_attempt {
	php_coop_row row; /* owned */
	php_coop_token_call call; /* the request and its answer; owned */
	php_coop_token_parts parts; /* what is to be saved; its strings are borrowed from `call` and `salvaged` */
	bool has_parts; /* `parts` is valid */
	bool resent; /* the request was sent a second time, because the first answer was unclear */
	bool awaits_resend; /* it is to be sent again, and `refresh` says nothing until that answer is judged */
	bool journalled; /* the journal has the answer, and is to get its end */
	zend_string *salvaged; /* owned; NULL if there is none */
	zend_object *refused; /* why no request could be made; owned; NULL if one could */
	php_coop_refresh refresh; /* set by judge; owned */
	php_coop_refresh first; /* the result of the first sending, if the request was resent; owned */
} php_coop_attempt;

void php_coop_attempt_init(php_coop_attempt *attempt, php_coop_row *row); /* takes the row over */
void php_coop_attempt_clear(php_coop_attempt *attempt);

/* Sends the request. Returns true if the answer will come from the pump, as the transfer of `batch` with `owner`.
 * Returns false if all has arrived by now, because no request could be made, or because the site's $transport has
 * answered. */
bool php_coop_attempt_start(php_coop_token_manager *manager, php_coop_attempt *attempt, const void *batch, void *owner);

/* Makes the attempt ready for another start. `resend` is true after an unclear answer, false if no request left. */
void php_coop_attempt_again(php_coop_attempt *attempt, bool resend);

/* If the attempt still waits for its resend, there will be none, and the first result is the one that counts. */
void php_coop_attempt_forgo_resend(php_coop_attempt *attempt);

/* Adds the answer, as it came, to what the journal writes next. Returns false if it does not fit into memory; errno. */
bool php_coop_attempt_arrived(php_coop_token_manager *manager, php_coop_attempt *attempt);

/* Judges the answer: sets `refresh` and `parts`. If `want_tokens`, `refresh` gets a TokenSet too. */
void php_coop_attempt_judge(php_coop_token_manager *manager, php_coop_attempt *attempt, bool want_tokens);

/* Returns the result in the terms of core/run. */
coop_run_answer php_coop_attempt_answer(const php_coop_attempt *attempt);

/* Returns whether the site's $transport threw an exception that is not one of Coop's. Such an exception ends the
 * run. */
bool php_coop_attempt_is_foreign(const php_coop_attempt *attempt);

/* Return and take in the attempt's part in a group. `superseded` is true if the row held other tokens, so that nothing
 * was saved. The last one is for a row that has refused its tokens. */
php_coop_settling php_coop_attempt_settling(const php_coop_attempt *attempt);
void php_coop_attempt_settled(php_coop_attempt *attempt, bool superseded);
void php_coop_attempt_unsaveable(php_coop_attempt *attempt, zend_object *error); /* takes the error over */

#endif
