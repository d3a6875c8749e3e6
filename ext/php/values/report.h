/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REPORT_H
#define PHP_COOP_REPORT_H

#include "enums.h"
#include "object.h"
#include "core/instant.h"

/* Returns the RefreshResult of one user; owned. `error` is borrowed, and NULL if there is none. `done` is how many
 * users have their result by now, of `total`, which is -1 if it is not known. */
zend_object *php_coop_refresh_result_new(zend_string *user_id, php_coop_outcome outcome, bool expiry_known,
	coop_instant expires_at, zend_object *error, zend_long done, int64_t total);

/* Returns the RefreshReport of a run; owned. `stopped_because` is NULL if the run was not stopped early. */
zend_object *php_coop_refresh_report_new(const zend_long counts[PHP_COOP_OUTCOMES], double seconds, bool complete,
	const char *stopped_because, zend_long healed);

zend_string *php_coop_refresh_report_stopped_because(zend_object *report); /* borrowed; NULL if it was not stopped */

#endif
