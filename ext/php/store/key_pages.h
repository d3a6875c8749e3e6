/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_KEY_PAGES_H
#define PHP_COOP_KEY_PAGES_H

#include "store_ops.h"

/* The users of a store, a page of keys at a time. */
typedef struct php_coop_key_pages {
	bool everyone; /* else those who are due until `before` */
	coop_instant before;
	php_coop_due_key *keys; /* owned array of `size`; user ids of the keys from `at` on owned */
	int size, count, at;
	php_coop_due_key last; /* user id owned, NULL before the first page; the next page begins behind it */
	bool ended; /* there is no further page */
} php_coop_key_pages;

void php_coop_key_pages_init(php_coop_key_pages *pages, int size);
void php_coop_key_pages_free(php_coop_key_pages *pages);

/* Reads the next page over one that is used up. False: an exception is pending. */
bool php_coop_key_pages_turn(php_coop_key_pages *pages, const php_coop_store *store);

/* The page's next user, owned by the caller; NULL: the page is used up. */
zend_string *php_coop_key_pages_take(php_coop_key_pages *pages);

#endif
