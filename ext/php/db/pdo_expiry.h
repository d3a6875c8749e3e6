/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_EXPIRY_H
#define PHP_COOP_PDO_EXPIRY_H

#include "php.h"
#include "core/instant.h"

/* Expiries in a table whose naive timestamps are in a time zone. A zone is a DateTimeZone, or undefined if it is UTC,
 * which needs no PHP objects. A function that returns bool returns false if an exception is pending, if nothing else is
 * said. */

/* What a column of expiries is made for, which decides the form that is written. A column of SQLite can have any
 * form. */
typedef enum php_coop_expiry_kind {
	PHP_COOP_EXPIRY_TEXT, /* 'Y-m-d H:i:s' */
	PHP_COOP_EXPIRY_NUMBER, /* Unix seconds */
	PHP_COOP_EXPIRY_TIME, /* a date or timestamp without a zone: 'Y-m-d H:i:s' */
	PHP_COOP_EXPIRY_ZONED /* a timestamp with a zone: 'Y-m-d H:i:s+00' */
} php_coop_expiry_kind;

/* Makes `zone` the time zone of this name; owned. Returns false, with no exception pending, if there is no such
 * zone. */
bool php_coop_expiry_zone(zend_string *name, zval *zone);

/* Reads a stored value. `known` receives false if the value means no instant. */
bool php_coop_expiry_read(zval *zone, zval *value, bool *known, coop_instant *instant);

/* Writes an instant as 'Y-m-d H:i:s' in the zone. Returns the length, or 0 if an exception is pending. */
size_t php_coop_expiry_format(zval *zone, coop_instant instant, char text[COOP_INSTANT_TEXT_SIZE]);

/* Returns an instant in the form of the column; owned; NULL if an exception is pending. */
zend_string *php_coop_expiry_write(zval *zone, php_coop_expiry_kind kind, coop_instant instant);

/* Gives the last second of today in the zone. */
bool php_coop_expiry_end_of_today(zval *zone, coop_instant *instant);

#endif
