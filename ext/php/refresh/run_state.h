/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_STATE_H
#define PHP_COOP_RUN_STATE_H

/* The state of one refreshExpiring(), and what every part of a run needs: run_due.c (which rows), run_group.c (its
 * transactions), run_verdict.c (rejections) and run_loop.c (the loop). core/run says what to do. */
#include "attempt.h"

#include "php/values/site_callback.h"
#include "php/store/key_pages.h"
#include "core/signals.h"
#include "zend_ptr_stack.h"

#define COOP_RUN_LONGEST_WAIT 60000 /* milliseconds */
#define PHP_COOP_PAGE_KEYS 4096

/* Rows whose turn is to come: a page of the table, and those that were taken and not sent. */
typedef struct php_coop_due {
	php_coop_key_pages pages;
	zend_ptr_stack again; /* user ids, owned: they come before the page's */
	HashTable later; /* a set: users whose rows somebody else had locked; at most a page */
	bool last_round; /* the users of `later` have come again */
	HashTable gone; /* a set: runs that are over, so that their leases can be taken over */
	/* What was found out about users while the group under way was read; looked at when the group is over. */
	HashTable offered; /* a set: users of whom nothing has been found out */
	HashTable passed; /* users who are due and cannot be taken; a text: why they can have no lease */
	HashTable orphans; /* users whose leases were left by a run, with its name */
} php_coop_due;

/* A rejection that waits for the verdict. */
typedef struct php_coop_parked {
	php_coop_row row; /* owned */
	zend_object *error; /* owned; NULL: judged */
} php_coop_parked;

typedef struct php_coop_run_options {
	bool before_given;
	coop_instant before;
	zend_long concurrency;
	zend_long time_limit; /* seconds; 0: none */
	php_coop_site_callback on_result; /* may not be given */
} php_coop_run_options;

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
	php_coop_parked *parked; /* owned array */
	size_t parked_count;
	zend_long counts[PHP_COOP_OUTCOMES];
	zend_long done;
	int64_t total; /* -1: not known */
	zend_object *failure; /* owned: ends the run with an exception; NULL */
	zend_object *store_error; /* owned: why the last group failed; NULL */
} php_coop_run;

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

/* The pump that carries the run's requests; borrowed. NULL where the user's $transport carries all. */
coop_pump *php_coop_run_pump(const php_coop_run *run);

/* Puts what the pump has finished into the journal by one write, before anybody has looked at it. False: errno says why. */
bool php_coop_run_collect(php_coop_run *run);

/* Lets the pump work for up to `wait` milliseconds, and collects. */
void php_coop_run_turn(php_coop_run *run, int64_t wait);

#endif
