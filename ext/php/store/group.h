/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_GROUP_H
#define PHP_COOP_GROUP_H

#include "leases.h"

/* What the group operations of all stores share. The functions are called within a transaction of the leases'
 * connection, and return false if an exception is pending. */

void php_coop_group_breathe(const php_coop_group *group);
void php_coop_group_clear_rows(php_coop_group *group);

/* Sets group->fault, by the pending exception, unless a save has set it to a row's fault. `pdo` is the connection of
 * the transaction, not left yet; NULL if code of the site failed. */
void php_coop_group_failed(php_coop_group *group, php_coop_pdo *pdo);

/* Writes the notes of all settlings into the companion table. It must be known which of them were superseded. */
bool php_coop_group_note_all(php_coop_leases *leases, const php_coop_group *group);

/* Keeps only the rows that the caller wants, each user once, and clears the others. A store may list a user twice, and
 * both rows would get the lease. */
void php_coop_group_keep_wanted(php_coop_group *group);

/* Takes the leases of the group's rows. Keeps only the rows whose leases it got, and clears the others. */
bool php_coop_group_take_rows(php_coop_leases *leases, php_coop_group *group);

#endif
