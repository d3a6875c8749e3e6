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

/* Returns a StoredTokens; owned. Takes `tokens` over. `reason` is NULL if the user need not log in again;
 * `resource_owner_id` may be NULL. */
zend_object *php_coop_stored_tokens_new(
	zend_string *user_id, zend_object *tokens, const char *reason, zend_string *resource_owner_id);

/* Where a row stands in PdoTokenStore's order, which is that of the stored values (pdo_page.h). Texts of different
 * forms do not sort by the instants that they mean, so an instant alone does not say it. If all is zero, the place is
 * not known and follows from the instant. */
typedef struct php_coop_place {
	uint8_t section;
	char raw[39]; /* the expiry as stored, if the section is ordered by it */
} php_coop_place;

/* Returns the place of a StoredTokens, to be read or set; borrowed. A page that is read with it as $after begins
 * there. */
php_coop_place *php_coop_stored_tokens_place(zend_object *stored);

/* Checks the argument $limit of the interface's methods. `limit` becomes -1 if it is null. Returns false if an
 * exception is pending. */
bool php_coop_check_limit(bool is_null, zend_long *limit, uint32_t argument);

/* Turns the pending exception of code of the site into a StoreException, whose previous exception it becomes.
 * Exceptions of Coop, Errors and exit() stay as they are. `what` begins the message. Always returns false. */
bool php_coop_store_failed(const char *what);

#endif
