/* SPDX-License-Identifier: MIT */
#include "key_pages.h"

void php_coop_key_pages_init(php_coop_key_pages *pages, int size)
{
	*pages = (php_coop_key_pages){.size = size};
	pages->keys = safe_emalloc((size_t) size, sizeof(*pages->keys), 0);
}

static void forget_last(php_coop_key_pages *pages)
{
	if (pages->last.user_id) {
		zend_string_release(pages->last.user_id);
	}
}

void php_coop_key_pages_free(php_coop_key_pages *pages)
{
	while (pages->at < pages->count) {
		zend_string_release(pages->keys[pages->at++].user_id);
	}
	forget_last(pages);
	efree(pages->keys);
}

bool php_coop_key_pages_turn(php_coop_key_pages *pages, const php_coop_store *store)
{
	const php_coop_due_key *after = pages->last.user_id ? &pages->last : NULL;
	int count = pages->everyone ? store->ops->all_keys(store, after, pages->keys, pages->size)
								: store->ops->due_keys(store, pages->before, after, pages->keys, pages->size);
	if (count < 0) {
		return false;
	}
	pages->at = 0;
	pages->count = count;
	pages->ended = count < pages->size;
	if (count > 0) {
		forget_last(pages);
		pages->last = pages->keys[count - 1];
		zend_string_addref(pages->last.user_id);
	}
	return true;
}

zend_string *php_coop_key_pages_take(php_coop_key_pages *pages)
{
	return pages->at < pages->count ? pages->keys[pages->at++].user_id : NULL;
}

zend_string *php_coop_key_pages_take_nth(php_coop_key_pages *pages, int nth)
{
	php_coop_due_key *key = pages->keys + pages->at + nth;
	zend_string *user_id = key->user_id;
	pages->count--;
	memmove(key, key + 1, (size_t) (pages->keys + pages->count - key) * sizeof(*key));
	return user_id;
}

int php_coop_key_pages_left(const php_coop_key_pages *pages)
{
	return pages->count - pages->at;
}
