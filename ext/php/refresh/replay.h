/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REPLAY_H
#define PHP_COOP_REPLAY_H

#include "attempt.h"

/* Puts into the database what only the journals of the manager's folder know. Every save is conditional: it replaces
 * the very token that the answer was to. So it does no harm if a replay is done twice, or by two processes at once. All
 * these functions succeed at once if the manager has no folder. Those that return bool return false if an exception is
 * pending, if nothing else is said. */

/* To be called before a run sends anything. Replays the journals that their runs have left with open answers. Replays
 * all answers of a run whose row in the database is missing or knows of fewer transactions than the journal, since then
 * the database has lost some. `runs` has a php_coop_run_entry for each name. Also removes files older than three
 * days. */
bool php_coop_replay_begin(php_coop_token_manager *manager, HashTable *runs);

/* Replays the journal of a run whose lease has ended. Returns true if that run is over, all it left is in the rows, and
 * its leases are free. Returns false if it goes on, if its journal is not in the folder, or if an exception is
 * pending. */
bool php_coop_replay_orphan(php_coop_token_manager *manager, const char *run);

/* Closes all that the functions above have open, for when a fatal error has cut one of them off. */
void php_coop_replay_end(php_coop_token_manager *manager);

/* ---- For replay_search.c ----------------------------------------------------------------------------------------- */

/* Opens the folder as manager->reading.folder, which stays NULL if the manager has none. */
bool php_coop_replay_open_folder(php_coop_token_manager *manager);

/* Judges an answer out of a journal as if it had just come. `attempt` receives the result; owned; NULL if the user's
 * row does not have the token of this fingerprint any more, or if the answer has nothing to save. */
bool php_coop_replay_attempt(php_coop_token_manager *manager, zend_string *user_id, coop_view fingerprint,
	coop_view body, int status, coop_instant time, php_coop_attempt **attempt);
void php_coop_replay_free(php_coop_attempt *attempt);

/* Saves settlings in one transaction, and tries again while another process is in the way. `refused`, which may be
 * NULL, receives whether it failed because of a row's own values. */
bool php_coop_replay_save(
	php_coop_token_manager *manager, php_coop_holder *holder, php_coop_settling *settlings, int count, bool *refused);

#endif
