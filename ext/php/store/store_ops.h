/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_STORE_OPS_H
#define PHP_COOP_STORE_OPS_H

#include "token_store.h"
#include "core/lease.h"
#include "core/secret.h"

/* A store, as refresh runs and accounts use it. */

/* A user with the place in the order of the rows: unknown expiries come first, then the order is by expiry and user
 * id. */
typedef struct php_coop_due_key {
	zend_string *user_id; /* owned */
	bool expiry_known;
	coop_instant expires_at;
	php_coop_place place;
} php_coop_due_key;

/* What the last try to refresh a token has shown. */
typedef enum php_coop_reason {
	PHP_COOP_REASON_NONE, /* the last try saved new tokens, or there was none */
	PHP_COOP_REASON_FAILED, /* it brought no tokens, and said nothing about the login */
	PHP_COOP_REASON_REJECTED, /* the server said that the login has ended, and no run has judged that yet */
	/* The server refused it in words that need not mean the login, or said that it has ended but is not believed. */
	PHP_COOP_REASON_DOUBTED,
	PHP_COOP_REASON_STRUCK, /* the server said so, and that counts against the login */
	PHP_COOP_REASON_INVALID_GRANT, /* the login has ended: the server said so */
	PHP_COOP_REASON_REFUSED, /* the login has ended: the server refused it in other words, while others succeeded */
	PHP_COOP_REASON_UNSAVEABLE, /* the row refused the new tokens */
	PHP_COOP_REASONS
} php_coop_reason;

/* What the column `reason` has for a reason; static; and the reason that it names, which is NONE for any other text. */
const char *php_coop_reason_name(php_coop_reason reason);
php_coop_reason php_coop_reason_of(zval *column);

/* What is known against a refresh token. All of it is forgotten when the row gets another token. */
typedef struct php_coop_trouble {
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1]; /* of that token; empty if nothing is known */
	php_coop_reason reason;
	int strikes; /* refusals that count, as in core/run/evidence.h */
	coop_instant since_at; /* the first refusal; before the first refusal, the first failed try */
	coop_instant next_at; /* the token is not tried before; web pages wait even if runs do not, see php_coop_rests() */
} php_coop_trouble;

/* Returns whether the user has to log in again. */
bool php_coop_has_ended(const php_coop_trouble *trouble);

/* Returns why, in the words of StoredTokens::$reason; static. */
const char *php_coop_end_reason(const php_coop_trouble *trouble);

/* Returns whether a run leaves the token alone. A run does not wait after a mere failure: it tries these rows last. */
bool php_coop_rests(const php_coop_trouble *trouble, coop_instant now);

/* Why there can be no lease for a user id. */
typedef enum php_coop_unfit {
	PHP_COOP_FIT, /* there can be one */
	PHP_COOP_UNFIT_TOO_LONG,
	PHP_COOP_UNFIT_LETTERS /* other processes may see another id than this one does */
} php_coop_unfit;

/* One user's tokens as they were just read, with what the companion table knows about the user. */
typedef struct php_coop_row {
	zend_string *user_id; /* as the row has it; owned */
	zend_string *access_token; /* owned; NULL if it is null or '' */
	zend_string *refresh_token; /* owned; NULL if it is null or '' */
	zend_string *resource_owner_id; /* owned; NULL if the store has none */
	zend_object *tokens; /* the TokenSet that the site's store returned; owned; NULL for a PdoTokenStore */
	bool expiry_known;
	coop_instant expires_at;
	coop_instant done_at; /* the last save by any process, by the store's clock; 0 if it is not known */
	php_coop_trouble trouble;
	php_coop_unfit unfit;
	char holder[COOP_HOLDER_SIZE]; /* of the lease; empty if the row is free */
	coop_instant leased_until; /* the end of the lease */
	char saved_fingerprint[COOP_FINGERPRINT_LENGTH + 1]; /* of the refresh token saved at done_at; empty if not known */
	char token_fingerprint[COOP_FINGERPRINT_LENGTH + 1]; /* of refresh_token; empty before it is needed */
} php_coop_row;

bool php_coop_row_fingerprint(php_coop_row *row); /* fills in token_fingerprint; false if OpenSSL refuses */
bool php_coop_rows_fingerprint(php_coop_row *rows, int count); /* does so for several rows, at less cost */

void php_coop_row_clear(php_coop_row *row); /* wipes and releases; may be called twice */

typedef enum php_coop_read {
	PHP_COOP_READ_FAILED, /* an exception is pending */
	PHP_COOP_READ_NONE, /* there is no such user, or the user has no tokens */
	PHP_COOP_READ_ROW
} php_coop_read;

typedef enum php_coop_save {
	PHP_COOP_SAVE_FAILED, /* an exception is pending; nothing was saved */
	PHP_COOP_SAVE_REFUSED, /* the same, because of this row alone */
	PHP_COOP_SAVE_SUPERSEDED, /* the row holds other tokens than the ones that were refreshed */
	PHP_COOP_SAVE_SAVED
} php_coop_save;

/* If this is a holder's started_at, no row counts as done, whenever it was saved. It is as large as a bound value can
 * be. */
#define PHP_COOP_HOLDER_TAKES_SAVED_ROWS ((coop_instant) ZEND_LONG_MAX)

/* In whose name leases are taken: a run, or the refresh of one user. */
typedef struct php_coop_holder {
	char name[COOP_RUN_NAME_LENGTH + 1]; /* also the name of the journal's file */
	int64_t lease; /* seconds for which a row is leased */
	/* Rows that were saved since then are done, by the store's clock. 0 before the first transaction. For a run it is
	 * later than all that was saved before, so it may be ahead of the clock. */
	coop_instant started_at;
	coop_instant now; /* the store's clock at the start of the last transaction */
	unsigned takings; /* how many there were so far */
	bool is_run; /* a run, which others can see in the companion table; false if one user is refreshed */
} php_coop_holder;

/* What is written into the companion table about a row that was held. */
typedef enum php_coop_note {
	/* The lease ends, nothing else changes. If the same transaction saved tokens for this row, note_of() turns this
	 * into DONE. */
	PHP_COOP_NOTE_RELEASE,
	PHP_COOP_NOTE_DONE, /* the lease ends, and the save is dated */
	PHP_COOP_NOTE_FAILED, /* the lease ends, and web pages leave the token alone for some seconds */
	PHP_COOP_NOTE_REFUSED, /* the same, and the refusal is dated */
	PHP_COOP_NOTE_REJECTED, /* the lease ends, and the token rests for COOP_REST_REJECTED */
	PHP_COOP_NOTE_UNSAVEABLE /* the lease ends, and the old token rests for COOP_REST_UNSAVEABLE */
} php_coop_note;

typedef struct php_coop_settling {
	const php_coop_row *row; /* borrowed */
	/* What is saved if the row still has the tokens that were refreshed; borrowed; NULL if nothing is saved. Without a
	 * refresh token, the stored one stays. Without an access token (salvage), access token and expiry stay. */
	const php_coop_token_parts *parts;
	php_coop_note note; /* what is noted if no `parts` are saved; otherwise it is DONE */
	int retry_after; /* with FAILED and REFUSED: how many seconds the server asks to be left in peace; negative if it does not */
	bool superseded; /* out: the row has other tokens than those that were refreshed */
} php_coop_settling;

/* Why a transaction failed. */
typedef enum php_coop_store_fault {
	PHP_COOP_STORE_FAULT_OTHER,
	PHP_COOP_STORE_FAULT_ROW, /* the values of one row were refused; the other rows may be accepted */
	PHP_COOP_STORE_FAULT_BUSY, /* another process was in the way, so it is done again */
	PHP_COOP_STORE_FAULT_LOST, /* the connection is lost, and the next operation opens another one */
	/* The connection is lost and cannot be opened again (the site gave a PDO, not a closure), so trying again is
	 * useless. */
	PHP_COOP_STORE_FAULT_HOPELESS
} php_coop_store_fault;

/* One transaction, which saves and releases rows, and takes new ones. */
typedef struct php_coop_group {
	php_coop_holder *holder; /* borrowed */
	php_coop_settling *settlings; /* borrowed array */
	int settlings_count;
	zend_string **keys; /* users that are to be taken; borrowed array */
	int keys_count;
	php_coop_row *rows; /* array of keys_count, borrowed; out: the rows that were taken, which the caller owns */
	int rows_count; /* out */
	php_coop_store_fault fault; /* out, on failure */
	bool committed; /* out; false also if there was nothing to write */
	/* Returns whether a row is to be taken, which was just read together with what the companion table knows. */
	bool (*wants)(void *context, const php_coop_row *row);
	/* Called before rows are taken, of which a faster process may yet get some. May be NULL. Returns false, with an
	 * exception pending, if none of them is to be taken. */
	bool (*taking)(void *context, php_coop_row *rows, int count);
	void (*breathe)(void *context); /* called between two statements, since answers arrive meanwhile; may be NULL */
	void *context; /* for all three */
} php_coop_group;

/* A login that is to be saved. All members are borrowed. */
typedef struct php_coop_login {
	zend_string *user_id;
	zend_object *tokens; /* a TokenSet */
	zend_string *resource_owner_id; /* the user's id at the API; NULL if the stored one stays */
} php_coop_login;

typedef struct php_coop_store_ops php_coop_store_ops;

/* A store, with all that runs and web pages need of it. */
typedef struct php_coop_store {
	const php_coop_store_ops *ops;
	zend_object *object; /* the TokenStore; owned */
	zend_object *leases; /* PdoLeases; owned; NULL if the store has its own leases, or the session's lock */
} php_coop_store;

/* What a kind of store can do, and its operations. There is one table for PdoTokenStore (pdo_store_ops.c), one for
 * SessionTokenStore, and one for the site's own TokenStore (own_store_ops.c: the interface's methods and PdoLeases). An
 * operation leaves no transaction open. If it fails, an exception is pending. */
struct php_coop_store_ops {
	bool needs_leases; /* the site has to give PdoLeases; false if it must not */
	bool walks_by_user; /* all_keys goes by user id, so a refresh during the walk does not move the user */
	/* Returns the companion table; borrowed; NULL for a session, whose own lock is the lease. */
	struct php_coop_leases *(*leases)(const php_coop_store *store);
	/* Makes sure, before anything is sent, that the store can be written and that the companion table exists. */
	bool (*prepare)(const php_coop_store *store);
	/* Returns about how many users are due until `before`, or -1 if it is not known. */
	int64_t (*count_due)(const php_coop_store *store, coop_instant before);
	/* Reads the keys of users with a refresh token and an expiry that is unknown or at most `before`: those behind
	 * `after`, or from the start if it is NULL. Returns how many, which are fewer than `limit` only at the end, or -1
	 * on failure. */
	int (*due_keys)(const php_coop_store *store, coop_instant before, const php_coop_due_key *after,
		php_coop_due_key *keys, int limit);
	/* Reads the keys of up to `limit` users with the latest expiries that are due, the latest first. May leave out any
	 * that are hard to find. NULL if the store cannot read from its end. */
	int (*newest_keys)(const php_coop_store *store, coop_instant before, php_coop_due_key *keys, int limit);
	/* Does as due_keys, for all users with tokens, whatever their expiry, for performForAll(). */
	int (*all_keys)(const php_coop_store *store, const php_coop_due_key *after, php_coop_due_key *keys, int limit);
	/* Reads the keys of users without a refresh token whose access token expired until `before`, at most `limit`. Returns
	 * how many, or -1 on failure. NULL if the store cannot list them. */
	int (*expired_logins)(const php_coop_store *store, coop_instant before, php_coop_due_key *keys, int limit);
	/* Saves a login, which always wins. */
	bool (*save_login)(const php_coop_store *store, const php_coop_login *login);
	/* Reads one user's row, which the caller clears. */
	php_coop_read (*read)(const php_coop_store *store, zend_string *user_id, php_coop_row *row);
	/* Does one group. If it returns false, nothing was taken, and the saves may have been made or not. The group can be
	 * repeated without harm. */
	bool (*group)(const php_coop_store *store, php_coop_group *group);
	/* Gives the last second of today in the time zone of the store, which is what "today or earlier" means. */
	bool (*end_of_today)(const php_coop_store *store, coop_instant *instant);
};

extern const php_coop_store_ops php_coop_pdo_store_ops;
extern const php_coop_store_ops php_coop_session_store_ops;
extern const php_coop_store_ops php_coop_own_store_ops;

/* Returns the StoreException that says why the user can have no lease; owned. `unfit` is not FIT. */
zend_object *php_coop_unfit_exception(php_coop_unfit unfit);

/* ---- What all stores do alike, with their companion tables ------------------------------------------------------- */

/* To be called after `prepare`. They return false if an exception is pending. */

/* Reads the runs of the last days. `runs` receives a php_coop_run_entry for each name; owned, even after false. */
bool php_coop_store_read_runs(const php_coop_store *store, HashTable *runs);
bool php_coop_store_begin_run(const php_coop_store *store, php_coop_holder *holder); /* the first transaction */
bool php_coop_store_end_run(const php_coop_store *store, const php_coop_holder *holder);
/* Sets how many transactions a run has made. */
bool php_coop_store_count_run(const php_coop_store *store, const char *name, int transactions);

/* Read and write what earlier runs have seen. A store without a companion table remembers nothing. */
struct php_coop_memory;
bool php_coop_store_memory(const php_coop_store *store, struct php_coop_memory *memory);
bool php_coop_store_remember(const php_coop_store *store, const struct php_coop_memory *memory);
bool php_coop_store_revive(const php_coop_store *store); /* as php_coop_leases_revive() */

/* What a run thinks of a rejection that was noted. */
typedef struct php_coop_judgement {
	const php_coop_row *row; /* as it was taken; borrowed */
	int strikes; /* of its token from now on */
	int rest; /* seconds */
	php_coop_reason reason;
} php_coop_judgement;

/* Writes these judgements in one transaction, but not for rows that another process has changed meanwhile. */
bool php_coop_store_judge(const php_coop_store *store, const php_coop_judgement *judgements, int count);

#endif
