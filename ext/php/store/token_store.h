/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_TOKEN_STORE_H
#define PHP_COOP_TOKEN_STORE_H

#include "php/values/object.h"
#include "php/values/token_set.h"

extern zend_class_entry *php_coop_ce_TokenStore;
extern zend_class_entry *php_coop_ce_StoredTokens;

/* Slots of Coop\StoredTokens's properties, in the stub's order. */
enum {
	PHP_COOP_STORED_USER_ID,
	PHP_COOP_STORED_TOKENS,
	PHP_COOP_STORED_REAUTHORIZATION_REQUIRED,
	PHP_COOP_STORED_REASON,
	PHP_COOP_STORED_RESOURCE_OWNER_ID
};

/* An owned StoredTokens. `tokens` is taken over; `reason` NULL: need not log in again. */
zend_object *php_coop_stored_tokens_new(
	zend_string *user_id, zend_object *tokens, const char *reason, zend_string *resource_owner_id);

/* Where a row stands in PdoTokenStore's order, which is that of the stored values: texts of different forms do not sort
 * by the instants they mean. All zero: not known, then it follows from the instant. */
typedef struct php_coop_place {
	uint8_t section;
	char raw[39]; /* the expiry as stored, where the section is in its order */
} php_coop_place;

/* The place of `stored` in that order, which $after goes on behind; to be read and to be set. */
php_coop_place *php_coop_stored_tokens_place(zend_object *stored);

/* The interface's arguments. *limit is -1 for null. False: an exception is pending. */
bool php_coop_check_limit(bool is_null, zend_long *limit, uint32_t argument);

/* Turns a pending exception of code of the site's into a StoreException, whose previous it becomes. Coop's own, Errors
 * and exit() stay as they are. `what` begins the message. Always false. */
bool php_coop_store_failed(const char *what);

#endif
