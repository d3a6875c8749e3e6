/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PERFORM_CALL_H
#define PHP_COOP_PERFORM_CALL_H

/* The inside of one performForAll(), which two files share: perform_for_all.c chooses the next user and has the loop,
 * perform_call.c makes the requests of one user. */
#include "perform_for_all.h"
#include "php/client/exchange.h"
#include "php/store/key_pages.h"
#include "core/signals.h"

#define PHP_COOP_PERFORM_PAGE_KEYS 256
#define PHP_COOP_PERFORM_VAIN_CURES 3 /* after so many in a row, the API's refusals are not the tokens' fault */

/* The place of a request in flight. */
typedef struct php_coop_perform_call {
	zend_string *user_id; /* owned; NULL if the place is free */
	zend_string *owner_id; /* the user's id at the API; owned; NULL if this request asks for it */
	zend_object *tokens; /* a TokenSet; owned */
	bool refreshed; /* the tokens are new, so another refresh would not help */
	bool cured; /* they are new because the API has refused the old ones, and it has not judged these so far */
	php_coop_exchange exchange; /* owned */
} php_coop_perform_call;

/* A user whose tokens are to be refreshed before the next request. */
typedef struct php_coop_perform_waiting {
	zend_string *user_id; /* owned */
	zend_string *owner_id; /* the user's id at the API; owned; NULL if it is not known */
	zend_object *rejected; /* a TokenSet that the API has refused, or would; owned; NULL if the tokens are due */
	zend_object *response; /* the API's refusal; owned; NULL if there was none */
} php_coop_perform_waiting;

typedef struct php_coop_performing {
	php_coop_token_manager *manager; /* borrowed */
	const php_coop_perform_options *options; /* borrowed */
	pid_t pid; /* of the process that began */
	bool is_child; /* code of the site has forked, and this is the child; the connections are the parent's */
	bool stopped; /* a signal came, so no further request begins */
	int64_t until; /* no further request begins from then on; on coop_boot_milliseconds()'s clock */
	coop_signals signals;
	php_coop_key_pages pages;
	int concurrency;
	php_coop_perform_call *calls; /* owned array of `concurrency` places */
	int in_flight;
	php_coop_perform_waiting *waiting; /* owned array, with room for a page and for what was in flight before it */
	int waiting_count;
	/* A set: users refreshed during this walk. A site's own store lists users by expiry, and the refresh gave them a
	 * later one, so a later page may list them again; start_key() skips them. */
	HashTable moved;
	int refresh_failures; /* failures in a row that no user caused */
	int cures; /* calls in flight that are `cured` */
	int vain_cures; /* refreshes in a row, because of a refusal of the API, that did not help */
	zend_object *refused; /* the failure after which no user is refreshed any more; owned; NULL if there was none */
	zend_object *failure; /* the first exception that ends performForAll() itself; owned; NULL if there is none */
	zend_long succeeded; /* users whose action was performed */
} php_coop_performing;

static inline php_coop_client *php_coop_performing_client(const php_coop_performing *self)
{
	return php_coop_client_of(self->manager->client);
}

/* Sends the next request of a user, over a free place, of which there must be one. Takes over what `first` owns. */
void php_coop_perform_start(php_coop_performing *self, const php_coop_perform_call *first);

/* Handles the answer of a call. The site is told the result, or the user's next request begins, or the user waits for a
 * refresh. */
void php_coop_perform_arrived(php_coop_performing *self, php_coop_perform_call *call);

void php_coop_perform_call_clear(php_coop_perform_call *call); /* frees what the place owns; the place is free then */

/* Tells the site a user's result, which is taken over. If the result is NULL, an exception is pending. The site is told
 * of that exception if it is one of Coop's; any other one is kept as the failure. */
void php_coop_perform_tell(php_coop_performing *self, zend_string *user_id, zend_object *result);

/* Takes the pending exception, if there is one, and keeps it if it is the first. It is thrown when all that is in
 * flight has ended. */
void php_coop_perform_keep_failure(php_coop_performing *self);

#endif
