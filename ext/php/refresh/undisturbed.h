/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_UNDISTURBED_H
#define PHP_COOP_UNDISTURBED_H

#include "manager.h"

/* Nothing may cut `work` short: not a signal's handler, not PHP's time limit, which come afterwards. A fatal error may. */
bool php_coop_undisturbed(bool (*work)(void *context), void *context);

/* The store's group operation, undisturbed. After a fatal error the journal has everything. */
bool php_coop_transact(php_coop_token_manager *manager, php_coop_group *group);

#endif
