/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RUN_DUE_H
#define PHP_COOP_RUN_DUE_H

#include "run_state.h"

/* Which rows a run takes, and in what order. */

/* Opens the run: begins it in the database, notes that in the journal, finds out since when a row counts as done, and
 * replays what other runs have left in the folder. False if an exception is pending. */
bool php_coop_run_open(php_coop_run *run);

void php_coop_due_init(php_coop_due *due, coop_instant before);
void php_coop_due_free(php_coop_due *due);

/* Puts up to `wanted` users that are to be taken into `user_ids`; the strings are owned by the caller. Those
 * of the place come first, if any are known there. Returns how many, which are fewer only if no more are left, or -1 if
 * an exception is pending. */
int php_coop_due_next(php_coop_run *run, zend_string **user_ids, int wanted, coop_run_place from);
void php_coop_due_tried(php_coop_run *run, zend_string *user_id); /* one of them brought no tokens, and comes no more */
void php_coop_due_again(php_coop_run *run, zend_string *user_id); /* makes one of them come again */
bool php_coop_due_ended(const php_coop_run *run); /* whether php_coop_due_next() would return none */

bool php_coop_due_wants(void *run, const php_coop_row *row); /* is php_coop_group.wants */

/* Replays the journals of orphans that the group has met, and tells the site of users that others hold. Does nothing if
 * the group failed (`worked` is false) but forget what was found out. */
void php_coop_due_after_group(php_coop_run *run, bool worked);

#endif
