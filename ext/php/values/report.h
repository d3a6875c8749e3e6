/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REPORT_H
#define PHP_COOP_REPORT_H

#include "enums.h"
#include "object.h"
#include "core/instant.h"

/* One user's result; owned. `error` is borrowed, NULL for a saved one; `total` -1: not known. */
zend_object *php_coop_refresh_result_new(zend_string *user_id, php_coop_outcome outcome, bool expiry_known,
	coop_instant expires_at, zend_object *error, zend_long done, int64_t total);

/* `stopped_because` NULL: it was not. Owned. */
zend_object *php_coop_refresh_report_new(
	const zend_long counts[PHP_COOP_OUTCOMES], double seconds, bool complete, const char *stopped_because);

zend_string *php_coop_refresh_report_stopped_because(zend_object *report); /* borrowed; NULL: it was not */

#endif
