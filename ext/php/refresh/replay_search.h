/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REPLAY_SEARCH_H
#define PHP_COOP_REPLAY_SEARCH_H

#include "manager.h"

/* Looks in all journals for successors of the rejected tokens of `rows`, and saves them. healed[i] becomes true if row
 * i got a newer token that way. Returns false if an exception is pending. */
bool php_coop_replay_search(php_coop_token_manager *manager, php_coop_row *rows, size_t count, bool *healed);

#endif
