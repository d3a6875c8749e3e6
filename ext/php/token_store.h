/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_TOKEN_STORE_H
#define PHP_COOP_TOKEN_STORE_H

#include "object.h"
#include "token_set.h"
#include "core/secret.h"

extern zend_class_entry *php_coop_ce_TokenStore;
extern zend_class_entry *php_coop_ce_StoredTokens;

/* Slots of StoredTokens' properties, in the stub's order. */
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

/* Its place in PdoTokenStore's order, which $after goes on behind; to be read and to be set. */
struct php_coop_place *php_coop_stored_tokens_place(zend_object *stored);

/* The interface's arguments. *limit is -1 for null. False: an exception is pending. */
bool php_coop_check_limit(bool is_null, zend_long *limit, uint32_t argument);

/* Turns a pending exception of code of the site's into a StoreException, whose previous it becomes. Coop's own, Errors
 * and exit() stay as they are. `what` begins the message. Always false. */
bool php_coop_store_failed(const char *what);

/* ---- A store as a refresh run and an account see it ------------------------------------------------------------- */

/* Where a row stands in PdoTokenStore's order, which is that of the stored values: texts of different forms do not sort
 * by the instants they mean. All zero: not known, then it follows from the instant. */
typedef struct php_coop_place {
	uint8_t section;
	char raw[39]; /* the expiry as stored, where the section is in its order */
} php_coop_place;

/* A place in the order of the rows: unknown expiries first, then by expiry and user id. */
typedef struct php_coop_due_key {
	zend_string *user_id; /* owned by whoever holds the key */
	bool expiry_known;
	coop_instant expires_at;
	php_coop_place place;
} php_coop_due_key;

/* One user's tokens as just read, with what the companion table knows. */
typedef struct php_coop_row {
	zend_string *user_id; /* owned; as read from the row */
	zend_string *access_token; /* owned; NULL: null or '' */
	zend_string *refresh_token; /* owned; NULL: null or '' */
	zend_string *resource_owner_id; /* owned; NULL */
	zend_object *tokens; /* owned; the TokenSet of a store that is not ours; NULL for PdoTokenStore */
	bool expiry_known;
	coop_instant expires_at;
	coop_instant done_at; /* last save by anyone, store's clock; 0: not known */
	coop_instant next_at; /* not to be tried before; 0 */
	int strikes; /* rejections of the token with this fingerprint; 2 and up: log in again */
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
} php_coop_row;

void php_coop_row_clear(php_coop_row *row); /* wipes and releases */

typedef enum php_coop_read {
	PHP_COOP_READ_FAILED, /* an exception is pending */
	PHP_COOP_READ_NONE, /* no such user, or no tokens */
	PHP_COOP_READ_ROW
} php_coop_read;

typedef enum php_coop_save {
	PHP_COOP_SAVE_FAILED, /* an exception is pending; nothing was saved */
	PHP_COOP_SAVE_SUPERSEDED, /* the row holds other tokens than the ones that were refreshed */
	PHP_COOP_SAVE_SAVED
} php_coop_save;

#define PHP_COOP_STRIKE_GAP 600 /* seconds between two rejections that count */
#define PHP_COOP_SECOND_CHANCES 7 /* daily tries after the second strike */

/* The table of a store's operations; one for PdoTokenStore (pdo_token_store.c), one for every other TokenStore
 * (token_store.c: the interface's methods, and PdoLeases where there is one). Each operation leaves no transaction
 * open. Where it can fail, an exception is pending afterwards. */
typedef struct php_coop_store_ops {
	/* Before a run: the store can be written, the companion table is there. *now is the store's clock. */
	bool (*prepare)(zend_object *store, zend_object *leases, coop_instant *now);
	/* Around many operations with no code of the site's between them: what an operation sets up and puts back stays. */
	bool (*hold)(zend_object *store);
	void (*let_go)(zend_object *store);
	/* How many are due until `before`; -1: not known. */
	int64_t (*count_due)(zend_object *store, coop_instant before);
	/* Up to `limit` keys (fewer only at the end) behind `after` (NULL: from the start) with an expiry that is unknown or at most `before`,
	 * with a refresh token and less than two strikes or a second chance that has come. Returns how many; -1: failed. */
	int (*due_keys)(zend_object *store, zend_object *leases, coop_instant before, const php_coop_due_key *after,
		php_coop_due_key *keys, int limit);
	/* The same for everyone with tokens, whatever the expiry (performForAll). `after` as above. */
	int (*all_keys)(
		zend_object *store, zend_object *leases, const php_coop_due_key *after, php_coop_due_key *keys, int limit);
	php_coop_read (*read)(zend_object *store, zend_object *leases, zend_string *user_id, php_coop_row *row);
	/* Replaces the tokens of `row` by the new ones, only if access and refresh token are still those, and notes the
	 * success unless `note_later`. A NULL refresh token keeps the stored one, a NULL access token keeps access token
	 * and expiry (a salvaged refresh token). A save that hits no row and finds our own tokens there is SAVED. */
	php_coop_save (*save)(zend_object *store, zend_object *leases, const php_coop_row *row,
		const php_coop_token_parts *parts, bool note_later);
	/* Notes the success of all these users (a set of ids), for whom `save` has left it to later: one transaction. */
	bool (*note)(zend_object *store, zend_object *leases, HashTable *user_ids);
	/* Notes that the token of this fingerprint was rejected. *strikes: how often, this one included; a rejection
	 * within the gap does not count again. */
	bool (*strike)(
		zend_object *store, zend_object *leases, const php_coop_row *row, const char *fingerprint, int *strikes);
	/* The last second of today, in the time zone of the store: what "today or earlier" means. */
	bool (*end_of_today)(zend_object *store, coop_instant *instant);
} php_coop_store_ops;

extern const php_coop_store_ops php_coop_pdo_store_ops;
extern const php_coop_store_ops php_coop_user_store_ops;

const php_coop_store_ops *php_coop_store_ops_of(zend_object *store);

#endif
