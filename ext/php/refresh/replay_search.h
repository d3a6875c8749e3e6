/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REPLAY_SEARCH_H
#define PHP_COOP_REPLAY_SEARCH_H

#include "manager.h"

/* Looks for successors of rejected tokens in all journals, and saves them. healed[i]: the row has a newer token now. */
bool php_coop_replay_search(php_coop_token_manager *manager, php_coop_row *rows, size_t count, bool *healed);

#endif
