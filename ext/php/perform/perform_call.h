/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PERFORM_CALL_H
#define PHP_COOP_PERFORM_CALL_H

/* The inside of one performForAll(): what perform_for_all.c (whose turn it is, the loop) and perform_call.c (one user's
 * call) share. */
#include "perform_for_all.h"
#include "php/client/exchange.h"
#include "php/store/key_pages.h"
#include "core/signals.h"

#define PHP_COOP_PERFORM_PAGE_KEYS 256

/* A request in flight. */
typedef struct php_coop_perform_call {
	zend_string *user_id; /* owned; NULL: the place is free */
	zend_string *owner_id; /* owned: the user's id at the API; NULL: this request asks for it */
	zend_object *tokens; /* owned TokenSet */
	bool refreshed; /* a second refresh would not help */
	php_coop_exchange exchange;
} php_coop_perform_call;

/* A user who is to be refreshed first. */
typedef struct php_coop_perform_waiting {
	zend_string *user_id; /* owned */
	zend_string *owner_id; /* owned; NULL: not known */
	zend_object *rejected; /* owned: the tokens that the API has refused; NULL: they are due */
} php_coop_perform_waiting;

typedef struct php_coop_performing {
	php_coop_token_manager *manager;
	const php_coop_perform_options *options;
	pid_t pid;
	bool is_child; /* code of the site's has forked, and this is the other process: the connections are not its own */
	bool stopped; /* by a signal */
	int64_t until; /* boot clock: nobody new is called from then on */
	coop_signals signals;
	php_coop_key_pages pages;
	int concurrency;
	php_coop_perform_call *calls; /* owned array of that size */
	int in_flight;
	php_coop_perform_waiting *waiting; /* owned array; a page and what was in flight before it fit in */
	int waiting_count;
	HashTable moved; /* a set: whom a refresh has moved to where an own store's walk may find him again */
	int refresh_failures; /* in a row */
	zend_object *refused; /* owned: why nobody is refreshed any more; NULL */
	zend_object *failure; /* owned: ends it with an exception; NULL */
	zend_long succeeded;
} php_coop_performing;

static inline php_coop_client *php_coop_performing_client(const php_coop_performing *self)
{
	return php_coop_client_of(self->manager->client);
}

/* Calls the API for a user, over a free place. Takes over user_id, tokens and owner_id (NULL: not known). */
void php_coop_perform_start(
	php_coop_performing *self, zend_string *user_id, zend_object *tokens, zend_string *owner_id, bool refreshed);

/* Its answer is here: it is told, or the next request of this user begins, or he waits for a refresh. */
void php_coop_perform_arrived(php_coop_performing *self, php_coop_perform_call *call);

void php_coop_perform_call_clear(php_coop_perform_call *call); /* the place is free */

/* Tells the site. Takes the result over; NULL: an exception is pending, which is the result if it is ours. */
void php_coop_perform_tell(php_coop_performing *self, zend_string *user_id, zend_object *result);

/* Parks what is pending, if it is the first: what is in flight is finished before it is thrown. */
void php_coop_perform_keep_failure(php_coop_performing *self);

#endif
