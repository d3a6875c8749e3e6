/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_GROUP_H
#define PHP_COOP_GROUP_H

#include "leases.h"

/* What the stores' group operations share. Inside a transaction of the leases' connection; after false an exception is
 * pending. */

void php_coop_group_breathe(const php_coop_group *group);
void php_coop_group_clear_rows(php_coop_group *group);

/* Says why the group failed, from what is pending; a row's fault was noted by the save that met it. `pdo` is the connection
 * that the transaction was on, still entered; NULL if the site's own code failed. */
void php_coop_group_failed(php_coop_group *group, php_coop_pdo *pdo);

/* Notes what became of the group's settlings, once it is known which of them were superseded. */
bool php_coop_group_note_all(php_coop_leases *leases, const php_coop_group *group);

/* Leaves those of the group's rows that its caller wants, each user once: a store may name him twice, and both would get
 * the lease. */
void php_coop_group_keep_wanted(php_coop_group *group);

/* Takes the leases of the group's rows, and leaves those that it got. */
bool php_coop_group_take_rows(php_coop_leases *leases, php_coop_group *group);

#endif
