/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REFRESH_JOURNAL_H
#define PHP_COOP_REFRESH_JOURNAL_H

#include "manager.h"
#include "core/http/request.h"

/* A manager's journal. Every answer is written there before anything is done with it. If the manager has no journal
 * open, all functions that write succeed at once. */

/* Begins an operation: draws the holder's name and, if the manager has a folder, opens the journal of that name and
 * asks the store for its id. Returns false if an exception is pending. */
bool php_coop_journal_begin(php_coop_token_manager *manager);

/* Closes the journal, if it is open. It counts as closed in order if all its answers are in their rows. */
void php_coop_journal_end(php_coop_token_manager *manager);

bool php_coop_journals_startup(void); /* to be called once in a process; false if memory runs out */

/* Adds a record about a row to what is written next. `answer` is NULL if the record has none. Returns false if memory
 * runs out or an early write fails; errno. */
bool php_coop_journal_add(
	php_coop_token_manager *manager, coop_journal_type type, const php_coop_row *row, const coop_http_answer *answer);

/* Adds a record that a transaction was acknowledged. Returns false if memory runs out; errno. */
bool php_coop_journal_add_commit(php_coop_token_manager *manager);

/* Writes all records that wait, and waits for the disk if `sync`. Returns false if that fails; errno. */
bool php_coop_journal_write(php_coop_token_manager *manager, bool sync);

/* Returns a StoreException about a folder that cannot be used; owned. */
zend_object *php_coop_journal_problem_exception(
	const char *directory, coop_journal_status status, const coop_journal_problem *problem);

/* Returns a StoreException about a journal that cannot be written or read; owned. `reason` is an errno. If the
 * manager has no journal folder, the exception says that a fingerprint could not be made. */
zend_object *php_coop_journal_exception(const php_coop_token_manager *manager, int reason);

#endif
