/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_STORE_OPS_H
#define PHP_COOP_STORE_OPS_H

#include "token_store.h"
#include "core/lease.h"
#include "core/secret.h"

/* A store as a refresh run and an account see it. */

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
	int strikes; /* rejections of the token with this fingerprint: coop_login_has_ended() */
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
	const char *unfit; /* why there can be no lease for this user id, a sentence; NULL: there can be one */
	char holder[COOP_HOLDER_SIZE]; /* of its lease; empty: it is free */
	coop_instant leased_until; /* the lease's end */
	char token_fingerprint[COOP_FINGERPRINT_LENGTH + 1]; /* of refresh_token; empty until it is needed */
} php_coop_row;

bool php_coop_row_fingerprint(php_coop_row *row); /* makes token_fingerprint; false: OpenSSL refused */
bool php_coop_rows_fingerprint(php_coop_row *rows, int count); /* the same of several, which costs less */

void php_coop_row_clear(php_coop_row *row); /* wipes and releases */

typedef enum php_coop_read {
	PHP_COOP_READ_FAILED, /* an exception is pending */
	PHP_COOP_READ_NONE, /* no such user, or no tokens */
	PHP_COOP_READ_ROW
} php_coop_read;

typedef enum php_coop_save {
	PHP_COOP_SAVE_FAILED, /* an exception is pending; nothing was saved */
	PHP_COOP_SAVE_REFUSED, /* the same, and it is about this row alone */
	PHP_COOP_SAVE_SUPERSEDED, /* the row holds other tokens than the ones that were refreshed */
	PHP_COOP_SAVE_SAVED
} php_coop_save;

/* As a holder's started_at: no row counts as done, whenever it was saved last. It fits what a value is bound as. */
#define PHP_COOP_HOLDER_TAKES_SAVED_ROWS ((coop_instant) ZEND_LONG_MAX)

/* Who takes leases: a run, or the refresh of one user. Its name is that of its journal's file. */
typedef struct php_coop_holder {
	char name[COOP_RUN_NAME_LENGTH + 1];
	int64_t lease; /* seconds that a row is held for */
	coop_instant
		started_at; /* the store's clock: rows saved since then are done; 0 until the first transaction. Of a run
	                            later than all that was saved before, so it may be ahead of the clock */
	coop_instant now; /* the store's clock, when its last transaction began */
	unsigned takings; /* so far */
	bool is_run; /* others see that it goes on; else it is one user's refresh */
} php_coop_holder;

/* What becomes of a row that was held. */
typedef enum php_coop_note {
	PHP_COOP_NOTE_RELEASE, /* nothing but the end of its lease; where there is something to save and it was, DONE */
	PHP_COOP_NOTE_DONE, /* and its success is noted */
	PHP_COOP_NOTE_REJECTED, /* and it rests for COOP_REST_REJECTED */
	PHP_COOP_NOTE_UNSAVEABLE /* and it rests for COOP_REST_UNSAVEABLE: its old token must not be sent again */
} php_coop_note;

typedef struct php_coop_settling {
	const php_coop_row *row; /* borrowed */
	const php_coop_token_parts *parts; /* borrowed: to be saved where the row still holds what was refreshed; a NULL
	                                      refresh token keeps the stored one, a NULL access token keeps access token and
	                                      expiry (a salvaged refresh token). NULL: nothing */
	php_coop_note note; /* DONE by itself where `parts` were saved */
	bool superseded; /* out: the row holds other tokens, newer than these */
} php_coop_settling;

/* Why a transaction failed. */
typedef enum php_coop_store_fault {
	PHP_COOP_STORE_FAULT_OTHER,
	PHP_COOP_STORE_FAULT_ROW, /* the values of a row that was to be saved; the store may accept others */
	PHP_COOP_STORE_FAULT_BUSY, /* somebody was in the way: to be done again */
	PHP_COOP_STORE_FAULT_LOST, /* the connection went away, and the next operation opens another */
	PHP_COOP_STORE_FAULT_HOPELESS /* it went away, and the site has given a PDO instead of a function that opens another */
} php_coop_store_fault;

/* One transaction: what was answered is saved and released, and new rows are taken. */
typedef struct php_coop_group {
	php_coop_holder *holder;
	php_coop_settling *settlings; /* borrowed */
	int settlings_count;
	zend_string **keys; /* borrowed: users to be taken */
	int keys_count;
	php_coop_row *rows; /* borrowed array of keys_count; out: those that were taken, owned by the caller */
	int rows_count; /* out */
	php_coop_store_fault fault; /* out, when it failed */
	bool committed; /* out; without anything to save or to take nothing is written */
	/* Whether a row that was just read is to be taken; with what the companion table knows of it. */
	bool (*wants)(void *context, const php_coop_row *row);
	/* These are about to be taken, unless somebody was quicker. False: not one of them, an exception is pending. */
	bool (*taking)(void *context, php_coop_row *rows, int count);
	void (*breathe)(void *context); /* between two statements: others wait meanwhile */
	void *context;
} php_coop_group;

typedef struct php_coop_store_ops php_coop_store_ops;

/* A store with everything that a run and a page need of it. */
typedef struct php_coop_store {
	const php_coop_store_ops *ops;
	zend_object *object; /* the TokenStore; owned by whoever holds the struct, as is the next one */
	zend_object *leases; /* PdoLeases; NULL if the store has its own, or the session's lock */
} php_coop_store;

/* What a kind of store can do, and its operations: one table for PdoTokenStore (pdo_store_ops.c), one for SessionTokenStore
 * and one for the site's own TokenStore (own_store_ops.c: the interface's methods, and PdoLeases). An operation leaves no
 * transaction open. After one that failed an exception is pending. */
struct php_coop_store_ops {
	bool needs_leases; /* the site has to give PdoLeases; other stores take none */
	bool walks_by_user; /* all_keys goes by user id, so that a refresh during the walk moves nobody in its order */
	/* Its companion table; NULL: a session has none, since its own lock is the lease. */
	struct php_coop_leases *(*leases)(const php_coop_store *store);
	/* Before anything is sent: the store can be written, the companion table is there. */
	bool (*prepare)(const php_coop_store *store);
	/* How many are due until `before`, about; -1: not known. */
	int64_t (*count_due)(const php_coop_store *store, coop_instant before);
	/* Up to `limit` keys (fewer only at the end) behind `after` (NULL: from the start) with an expiry that is unknown or
	 * at most `before`, and a refresh token. Returns how many; -1: failed. */
	int (*due_keys)(const php_coop_store *store, coop_instant before, const php_coop_due_key *after,
		php_coop_due_key *keys, int limit);
	/* The same for everyone with tokens, whatever the expiry (performForAll). `after` as above. */
	int (*all_keys)(const php_coop_store *store, const php_coop_due_key *after, php_coop_due_key *keys, int limit);
	php_coop_read (*read)(const php_coop_store *store, zend_string *user_id, php_coop_row *row);
	/* False: nothing was taken, and what was to be saved may be or not; to be repeated without harm. */
	bool (*group)(const php_coop_store *store, php_coop_group *group);
	/* The last second of today, in the time zone of the store: what "today or earlier" means. */
	bool (*end_of_today)(const php_coop_store *store, coop_instant *instant);
};

extern const php_coop_store_ops php_coop_pdo_store_ops;
extern const php_coop_store_ops php_coop_session_store_ops;
extern const php_coop_store_ops php_coop_own_store_ops;

/* ---- What every store does alike, by its companion table. After prepare; an exception is pending after false. ---- */

/* The runs of the last days by name (php_coop_run_entry); owned by the caller, also after false. */
bool php_coop_store_read_runs(const php_coop_store *store, HashTable *runs);
bool php_coop_store_begin_run(const php_coop_store *store, php_coop_holder *holder); /* its first transaction */
bool php_coop_store_end_run(const php_coop_store *store, const php_coop_holder *holder);
/* Sets how many transactions a run has made. */
bool php_coop_store_count_run(const php_coop_store *store, const char *name, int transactions);

/* A rejection that was noted is believed (*strikes: how often this token was, 0: it is not the row's any more) or
 * forgiven. */
bool php_coop_store_strike(const php_coop_store *store, zend_string *user_id, const char *fingerprint, int *strikes);
bool php_coop_store_forgive(const php_coop_store *store, zend_string *user_id, const char *fingerprint);

#endif
