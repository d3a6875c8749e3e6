/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REPLAY_H
#define PHP_COOP_REPLAY_H

#include "attempt.h"

/* What journals of the manager's folder know and the database does not. Everything is a conditional save, old token by
 * old token, so that doing it twice, or at the same time as somebody else, changes nothing. After false an exception is
 * pending. All succeed at once where the manager has no folder. */

/* Before a run sends anything: the journals of runs that are over and have left answers open; and those of runs whose
 * row in the database (`runs`: php_coop_run_entry by name) is missing or behind, since then the database has gone back
 * in time. Files of more than three days ago go. */
bool php_coop_replay_begin(php_coop_token_manager *manager, HashTable *runs);

/* The journal of a run whose lease has ended. True: the run is over and what it left is in the rows, its leases free.
 * False: it goes on, or its journal is not here; or an exception is pending. */
bool php_coop_replay_orphan(php_coop_token_manager *manager, const char *run);

/* Closes what a fatal error may have left open, in the middle of any of these. */
void php_coop_replay_end(php_coop_token_manager *manager);

/* ---- For replay_search.c ----------------------------------------------------------------------------------------- */

/* Opens the folder as manager->reading.folder, which stays NULL where the manager has none. */
bool php_coop_replay_open_folder(php_coop_token_manager *manager);

/* An answer out of a journal, judged as if it had just come. *attempt is owned by the caller; NULL if the user's row does
 * not hold the token of this fingerprint any more, or if the answer brings nothing to save. */
bool php_coop_replay_attempt(php_coop_token_manager *manager, zend_string *user_id, coop_view fingerprint,
	coop_view body, int status, coop_instant time, php_coop_attempt **attempt);
void php_coop_replay_free(php_coop_attempt *attempt);

/* Saves settlings in one transaction, again if somebody was in the way. *refused: it failed because of a row's own
 * values; NULL if that is not of interest. */
bool php_coop_replay_save(
	php_coop_token_manager *manager, php_coop_holder *holder, php_coop_settling *settlings, int count, bool *refused);

#endif
