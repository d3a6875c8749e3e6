/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REFRESH_RUN_H
#define PHP_COOP_REFRESH_RUN_H

/* The inside of one refreshExpiring(): what refresh_run.c (the loop), refresh_group.c (its transactions), refresh_due.c (which rows) and refresh_verdict.c
 * (rejections) share. core/run says what to do. */
#include "refresh.h"
#include "core/signals.h"

#define COOP_RUN_LONGEST_WAIT 60000 /* milliseconds */
#define PHP_COOP_PAGE_KEYS 4096
#define PHP_COOP_DUE_AGAIN 64 /* at first; at most as many as there are tickets */

/* Rows whose turn is to come: a page of the table, and those that were taken and not sent. */
typedef struct php_coop_due {
	php_coop_due_key *keys; /* owned array of PHP_COOP_PAGE_KEYS; user ids owned */
	int count, at;
	php_coop_due_key last; /* user id owned; where the next page begins */
	bool has_last;
	bool ended; /* there is no further page */
	zend_string **again; /* owned array, strings owned: before the page's */
	size_t again_count, again_capacity;
	HashTable offered; /* a set: users of the group under way of whom nothing has been found out */
	HashTable later; /* a set: users whose rows somebody else had locked; at most a page */
	bool last_round; /* they have come again */
} php_coop_due;

/* A rejection that waits for the verdict. */
typedef struct php_coop_parked {
	php_coop_row row; /* owned */
	zend_object *error; /* owned; NULL: judged */
} php_coop_parked;

/* A row that another run has left with its lease. */
typedef struct php_coop_orphan {
	zend_string *user_id; /* owned */
	char run[PHP_COOP_RUN_NAME_LENGTH + 1];
} php_coop_orphan;

/* A row that is due and cannot be taken. */
typedef struct php_coop_passed {
	zend_string *user_id; /* owned */
	bool unfit; /* else somebody else holds it */
} php_coop_passed;

typedef struct php_coop_run {
	php_coop_token_manager *manager;
	const php_coop_run_options *options;
	coop_run *rules; /* owned */
	pid_t pid;
	bool is_child; /* code of the site's has forked, and this is the other process: it has none of what a run needs */
	int64_t started_milliseconds; /* boot clock */
	int64_t turned_milliseconds; /* when the pump last turned */
	coop_signals signals;
	php_coop_due due;
	php_coop_attempt **attempts; /* owned array by ticket; NULL: free */
	int *arrived; /* owned array: tickets whose answers wait to be judged */
	int arrived_count;
	HashTable active; /* a set: users with a ticket */
	HashTable tried; /* users whose request has never left so far, with why (zend_object) */
	HashTable gone; /* a set: runs that are over, so that their leases can be taken over */
	HashTable first_second; /* a set: users that this run has saved while the clock showed its first second */
	HashTable logins; /* a set: users who were saved in that second, and by no run */
	zend_string **unclear; /* owned array: users found by the group under way of whom that is to be found out */
	size_t unclear_count;
	php_coop_parked *parked; /* owned array */
	size_t parked_count;
	php_coop_orphan *orphans; /* owned array: found by the group under way */
	size_t orphans_count;
	php_coop_passed *passed; /* owned array: by the group under way */
	size_t passed_count;
	zend_long counts[PHP_COOP_OUTCOMES];
	zend_long done;
	int64_t total; /* -1: not known */
	zend_object *failure; /* owned: ends the run with an exception; NULL */
	zend_object *store_error; /* owned: why the last group failed; NULL */
} php_coop_run;

/* ---- refresh_run.c -------------------------------------------------------------------------------------------------- */

void php_coop_run_free(php_coop_run *run); /* also after a fatal error, when nothing of PHP's may be called any more */

/* Keeps what ends the run (the first; takes it over), and stops it. */
void php_coop_run_fail(php_coop_run *run, zend_object *failure);

/* Tells the site what came of a user. `refresh` NULL: nothing was saved. */
void php_coop_run_tell(php_coop_run *run, zend_string *user_id, php_coop_outcome outcome,
	const php_coop_refresh *refresh, zend_object *error);

/* Parks what code of the site's threw: the run ends with it, after what is under way. */
void php_coop_run_keep_failure(php_coop_run *run);
void php_coop_run_journal_failed(php_coop_run *run); /* errno says why */
void php_coop_run_look_for_fork(php_coop_run *run); /* behind code of the site's */

/* Between two statements, and around code of the site's: what has arrived meanwhile is brought to safety. */
void php_coop_run_breathe(void *run);

/* ---- refresh_group.c ------------------------------------------------------------------------------------------------ */

void php_coop_run_do_group(php_coop_run *run, int take); /* COOP_RUN_GROUP */

/* ---- refresh_due.c -------------------------------------------------------------------------------------------------- */

bool php_coop_due_init(php_coop_run *run); /* who counts as done; false: an exception is pending */
void php_coop_due_free(php_coop_run *run);

/* Up to `wanted` users to be taken, owned by the caller. Fewer: there are no more. -1: an exception is pending. */
int php_coop_due_next(php_coop_run *run, zend_string **user_ids, int wanted);
void php_coop_due_again(php_coop_run *run, zend_string *user_id); /* one of them shall come again */
bool php_coop_due_ended(const php_coop_run *run);

bool php_coop_due_wants(void *run, const php_coop_row *row); /* php_coop_group.wants */
void php_coop_due_after_group(php_coop_run *run, bool worked); /* orphans are looked after, others' users are told */

void php_coop_due_saved(php_coop_run *run, zend_string *user_id); /* by this run, in the transaction just committed */

/* ---- refresh_verdict.c ---------------------------------------------------------------------------------------------- */

void php_coop_verdict_park(php_coop_run *run, php_coop_attempt *attempt); /* takes over row and error */
void php_coop_verdict_judge(php_coop_run *run, bool believable);

#endif
