/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_STATE_H
#define PHP_COOP_RUN_STATE_H

/* The state of one refreshExpiring(), and what all parts of a run need: run_due.c (which rows), run_group.c (the
 * transactions), run_verdict.c (refusals), run_memory.c (earlier runs) and run_loop.c (the loop). core/run decides what is done next. */
#include "attempt.h"

#include "php/values/site_callback.h"
#include "php/store/key_pages.h"
#include "core/signals.h"
#include "zend_ptr_stack.h"

#define COOP_RUN_LONGEST_WAIT 60000 /* milliseconds */
#define PHP_COOP_PAGE_KEYS 4096
#define PHP_COOP_NEWEST_KEYS 64
#define PHP_COOP_LATER_MAXIMUM (8 * PHP_COOP_PAGE_KEYS)

/* The users that are still to be taken, and what is known about those that cannot be. */
typedef struct php_coop_due {
	php_coop_key_pages pages;
	zend_ptr_stack again; /* users that are to come again, before those of the pages; owned strings */
	/* A set of at most PHP_COOP_LATER_MAXIMUM: users who come last, because another transaction had locked their rows or
	 * because the last try to refresh them had failed. */
	HashTable later;
	bool last_round; /* the users of `later` were put into `again`, once all others had come */
	zend_ptr_stack newest; /* users from the end of the order, the newest on top; owned strings */
	bool newest_read; /* `newest` was filled, which is done when it is first asked for */
	HashTable from_end; /* a set: users who were taken out of `newest`, so that the pages do not bring them again */
	/* A set of at most PHP_COOP_LATER_MAXIMUM: users who were tried in this run and are still due. None of them is sent
	 * again, from wherever in the order they come once more. */
	HashTable tried;
	uint32_t picks; /* makes picks from between lie evenly */
	HashTable gone; /* a set: runs that are known to be over, so that their leases can be taken over */
	/* What the current group has found out about users. It is looked at after the group, and cleared. */
	/* A set: the users this group was asked to take. Those it turns down are removed; whoever is left and not active
	 * was locked by another transaction, or taken by a faster process. */
	HashTable offered;
	HashTable passed; /* users that are due but cannot be taken; the value is their php_coop_unfit */
	HashTable orphans; /* users whose leases another run has left; the value is that run's name */
} php_coop_due;

/* A refusal that waits for the verdict. */
typedef struct php_coop_parked {
	php_coop_row row; /* owned */
	zend_object *error; /* owned; NULL once it is judged */
	coop_refusal refusal;
	php_coop_outcome outcome; /* what is told if nothing speaks against the login */
} php_coop_parked;

typedef struct php_coop_run_options {
	bool before_given;
	coop_instant before;
	zend_long concurrency;
	zend_long time_limit; /* seconds; 0 if there is none */
	php_coop_site_callback on_result; /* not initialized if none was given */
} php_coop_run_options;

typedef struct php_coop_run {
	php_coop_token_manager *manager; /* borrowed */
	const php_coop_run_options *options; /* borrowed */
	coop_run *rules; /* owned; NULL if memory ran out */
	pid_t pid; /* of the process that began */
	bool is_child; /* code of the site has forked, and this is the child, which owns neither connections nor journal */
	int64_t started_milliseconds; /* on coop_boot_milliseconds()'s clock */
	int64_t turned_milliseconds; /* when the pump last turned, on the same clock */
	coop_signals signals;
	php_coop_due due;
	php_coop_attempt **attempts; /* owned array with a place for each ticket; NULL if the ticket is free */
	int *arrived; /* tickets whose answers wait to be judged; owned array */
	int arrived_count;
	HashTable active; /* a set: users that have a ticket */
	HashTable tried; /* users whose request has not left so far; the value is the exception that says why */
	php_coop_parked *parked; /* owned array; NULL before the first refusal */
	size_t parked_count;
	bool revived; /* the token of a login that had ended was refreshed */
	zend_long counts[PHP_COOP_OUTCOMES];
	zend_long done; /* users that have their outcome */
	int64_t total; /* users that were due at the start; -1 if it is not known */
	zend_object *failure; /* the exception with which the run ends; owned; NULL if there is none */
	zend_object *store_error; /* why the last group failed; owned; NULL if none failed */
} php_coop_run;

/* Stops the run, which then ends with the exception `failure`, or with an earlier one. Takes `failure` over. */
void php_coop_run_fail(php_coop_run *run, zend_object *failure);

/* Counts a user's outcome and tells it to the site. `refresh` is NULL if nothing was saved. `error` is borrowed. */
void php_coop_run_tell(php_coop_run *run, zend_string *user_id, php_coop_outcome outcome,
	const php_coop_refresh *refresh, zend_object *error);

/* Takes the exception that code of the site has thrown, if there is one. The run ends with it, after all that is under
 * way has been finished. */
void php_coop_run_keep_failure(php_coop_run *run);
void php_coop_run_journal_failed(php_coop_run *run); /* stops the run because of errno */
void php_coop_run_look_for_fork(php_coop_run *run); /* sets is_child; to be called after code of the site has run */

/* Brings answers that have arrived into the journal. To be called between two statements, and around code of the
 * site. */
void php_coop_run_breathe(void *run);

/* Returns the pump that carries the run's requests; borrowed; NULL if the site's $transport carries them. */
coop_pump *php_coop_run_pump(const php_coop_run *run);

/* Writes the answers of finished transfers into the journal, by one write and before anything else is done with them.
 * Returns false if that fails; errno. */
bool php_coop_run_collect(php_coop_run *run);

/* Lets the pump work for up to `wait` milliseconds, and collects. */
void php_coop_run_turn(php_coop_run *run, int64_t wait);

#endif
