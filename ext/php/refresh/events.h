/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_EVENTS_H
#define PHP_COOP_EVENTS_H

#include "attempt.h"

/* What the site's event closure ($onEvent of TokenManager) is told. The stub says what each event's details are. If there is
 * no closure, nothing is allocated. If the closure throws, its exception is pending, and it is not called again before that
 * exception was taken. No function may be called while another exception is pending, but php_coop_event_result(). */

static inline bool php_coop_has_events(const php_coop_token_manager *manager)
{
	return Z_TYPE(manager->on_event) != IS_UNDEF;
}

/* Tells what was odd about an answer: odd_answer, scope_changed, refresh_token_salvaged, no_refresh_token. */
void php_coop_event_odd(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh);

/* Tells what has become of a user: refreshed, rejected, reauthorization_required, deferred, rate_limited. Other outcomes have
 * no event. `refresh` is NULL if no answer led to it. `error` is what went wrong; borrowed; NULL if nothing did. */
void php_coop_event_outcome(php_coop_token_manager *manager, zend_string *user_id, php_coop_outcome outcome,
	const php_coop_refresh *refresh, zend_object *error);

/* Tells both about the refresh of one user. The pending exception is the result: if the closure throws, it becomes the
 * previous one of what was thrown. */
void php_coop_event_result(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh);

void php_coop_event_run_started(php_coop_token_manager *manager);

/* `stopped_because` is NULL if the run came to its end. */
void php_coop_event_run_ended(php_coop_token_manager *manager, const zend_long counts[PHP_COOP_OUTCOMES],
	double seconds, const char *stopped_because);

/* Tells that the rejections of `count` users are believed, after the same was said in every run of some days. To be called
 * before their strikes. */
void php_coop_event_rejections_believed(php_coop_token_manager *manager, zend_long count);

void php_coop_event_login(php_coop_token_manager *manager, zend_string *user_id, zend_object *tokens);
void php_coop_event_no_refresh_token(php_coop_token_manager *manager, zend_string *user_id);

/* Counts that a user's tokens were saved from a journal, in manager->healed, and keeps the user for the next function. Calls
 * no code of the site. */
void php_coop_healed(php_coop_token_manager *manager, zend_string *user_id);
void php_coop_event_healed(php_coop_token_manager *manager); /* tells `healed` for each user that was kept */

#endif
