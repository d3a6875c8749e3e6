/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REFRESH_REPLAY_H
#define PHP_COOP_REFRESH_REPLAY_H

#include "token_manager.h"

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

/* Looks for successors of rejected tokens in all journals, and saves them. healed[i]: the row has a newer token now. */
bool php_coop_replay_find(php_coop_token_manager *manager, php_coop_row *rows, size_t count, bool *healed);

/* Closes what a fatal error may have left open, in the middle of any of these. */
void php_coop_replay_end(php_coop_token_manager *manager);

#endif
