/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REFRESH_JOURNAL_H
#define PHP_COOP_REFRESH_JOURNAL_H

#include "manager.h"
#include "core/http/request.h"

/* A manager's journal: an answer is there before anything is done with it. Everything succeeds at once where the manager
 * has no journal open. */

/* Opens the journal (none where the manager has no folder), draws the holder's name with it, and asks the store for its
 * id. False: an exception is pending. At the end the journal is closed as clean when every answer in it is in its row. */
bool php_coop_journal_begin(php_coop_token_manager *manager);
void php_coop_journal_end(php_coop_token_manager *manager);
bool php_coop_journals_startup(void); /* once a process; false: no memory */

/* Puts a record about a row into memory. `answer` NULL: none. False: no memory. */
bool php_coop_journal_add(
	php_coop_token_manager *manager, coop_journal_type type, const php_coop_row *row, const coop_http_answer *answer);

/* Notes that a transaction was acknowledged. */
bool php_coop_journal_add_commit(php_coop_token_manager *manager);

/* Writes what waits. False: errno says why. */
bool php_coop_journal_write(php_coop_token_manager *manager, bool sync);

/* An owned StoreException for a folder that cannot be used. */
zend_object *php_coop_journal_problem_exception(
	const char *directory, coop_journal_status status, const coop_journal_problem *problem);

/* An owned StoreException for a journal that cannot be written. */
zend_object *php_coop_journal_exception(int reason);

#endif
