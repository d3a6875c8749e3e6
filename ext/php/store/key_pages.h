/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_KEY_PAGES_H
#define PHP_COOP_KEY_PAGES_H

#include "store_ops.h"

/* The users of a store, a page of keys at a time. */
typedef struct php_coop_key_pages {
	bool everyone; /* all users with tokens; false if only those that are due until `before` */
	coop_instant before;
	php_coop_due_key *keys; /* owned array of `size`; the user ids from `at` on are owned */
	int size, count, at;
	php_coop_due_key last; /* the key behind which the next page begins; user id owned, NULL before the first page */
	bool ended; /* no page is left */
} php_coop_key_pages;

void php_coop_key_pages_init(php_coop_key_pages *pages, int size);
void php_coop_key_pages_free(php_coop_key_pages *pages);

/* Reads the next page in place of one that is used up. Returns false if an exception is pending. */
bool php_coop_key_pages_turn(php_coop_key_pages *pages, const php_coop_store *store);

/* Returns the page's next user; owned; NULL if the page is used up. */
zend_string *php_coop_key_pages_take(php_coop_key_pages *pages);

/* The same, for the user who comes `nth` from here; 0 is the next. `nth` is below php_coop_key_pages_left(). */
zend_string *php_coop_key_pages_take_nth(php_coop_key_pages *pages, int nth);
int php_coop_key_pages_left(const php_coop_key_pages *pages);

#endif
