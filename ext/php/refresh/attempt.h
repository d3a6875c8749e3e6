/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_ATTEMPT_H
#define PHP_COOP_ATTEMPT_H

#include "manager.h"
#include "php/values/enums.h"
#include "php/client/token_endpoint.h"
#include "core/run/run.h"

/* What came of one user's refresh. */
typedef struct php_coop_refresh {
	php_coop_outcome outcome;
	zend_object *tokens; /* owned TokenSet of what is saved, where it was wanted; NULL */
	zend_object *error; /* owned: what went wrong; NULL when saved */
	bool expiry_known; /* of what is saved */
	coop_instant expires_at;
	bool client_refused; /* the server does not accept the client, the endpoint or the grant */
	bool unanswered; /* it was sent, and no answer came, or one of a server that failed on the way (500, 502, 504) */
	bool rate_limited; /* 429 or 503 */
	int retry_after; /* seconds; -1: not said */
	unsigned odd; /* of COOP_ODD_* */
	bool scope_changed; /* the answer names another scope than the stored tokens have */
	bool salvaged; /* a refresh token out of a broken answer is saved */
} php_coop_refresh;

/* One row's way from its taking to its saving, in steps, the same for a run and for a single user:
 * start - (the pump) - arrived - judge - (the group) - settled. No step throws: what went wrong is in `refresh`. */
typedef struct php_coop_attempt {
	php_coop_row row; /* owned */
	php_coop_token_call call; /* the request, and its answer */
	php_coop_token_parts parts; /* what is to be saved; its strings are the call's */
	bool has_parts;
	bool resent;
	bool journalled; /* the journal has the answer, and waits for its end */
	zend_string *salvaged; /* owned; NULL */
	zend_object *refused; /* owned: why no request could be made; NULL */
	php_coop_refresh refresh;
	php_coop_refresh first; /* of the answer that never came, when resent */
} php_coop_attempt;

void php_coop_attempt_init(php_coop_attempt *attempt, php_coop_row *row); /* takes the row over */
void php_coop_attempt_clear(php_coop_attempt *attempt);

/* False: it has arrived already (a request that could not be made, the user's $transport). */
bool php_coop_attempt_start(php_coop_token_manager *manager, php_coop_attempt *attempt, const void *batch, void *owner);

/* Ready to be started once more; `resend`: after an answer that never came. */
void php_coop_attempt_again(php_coop_attempt *attempt, bool resend);

/* Puts the raw answer among what the journal is to write next. False: no memory for it. */
bool php_coop_attempt_arrived(php_coop_token_manager *manager, php_coop_attempt *attempt);

void php_coop_attempt_judge(php_coop_token_manager *manager, php_coop_attempt *attempt, bool want_tokens);

/* The verdict in the words of core/run. */
coop_run_answer php_coop_attempt_answer(const php_coop_attempt *attempt);

/* Whether code of the site's ($transport) threw something that is not ours: it ends what is under way. */
bool php_coop_attempt_is_foreign(const php_coop_attempt *attempt);

/* Its part in a group, and what came of that. */
php_coop_settling php_coop_attempt_settling(const php_coop_attempt *attempt);
void php_coop_attempt_settled(php_coop_attempt *attempt, bool superseded);
void php_coop_attempt_unsaveable(php_coop_attempt *attempt, zend_object *error); /* takes the error over */

#endif
