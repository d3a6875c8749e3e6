/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REFRESH_JOURNAL_H
#define PHP_COOP_REFRESH_JOURNAL_H

#include "token_manager.h"
#include "core/http/request.h"

/* A manager's journal: an answer is there before anything is done with it. Everything succeeds at once where the manager
 * has no journal open. */

/* Puts a record about a row into memory. `answer` NULL: none. False: no memory. */
bool php_coop_journal_add(php_coop_token_manager *manager, coop_journal_type type, const php_coop_row *row,
	const char *fingerprint, const coop_http_answer *answer);

/* Writes what waits. False: errno says why. */
bool php_coop_journal_write(php_coop_token_manager *manager, bool sync);

/* The same behind an answer, synced now and then. */
bool php_coop_journal_write_answer(php_coop_token_manager *manager);

/* An owned StoreException for a journal that cannot be written. */
zend_object *php_coop_journal_exception(int reason);

#endif
