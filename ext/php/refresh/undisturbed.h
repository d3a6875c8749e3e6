/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_UNDISTURBED_H
#define PHP_COOP_UNDISTURBED_H

#include "manager.h"

/* Calls `work` so that neither a signal's handler nor PHP's time limit cuts it short; both come afterwards. Only a
 * fatal error can end it early. Returns what `work` returns. */
bool php_coop_undisturbed(bool (*work)(void *context), void *context);

/* Calls the store's group operation undisturbed. After a fatal error in it, the journal has all answers. */
bool php_coop_transact(php_coop_token_manager *manager, php_coop_group *group);

#endif
