/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_EXPIRY_H
#define PHP_COOP_PDO_EXPIRY_H

#include "php.h"
#include "core/instant.h"

/* Expiries in a table whose naive timestamps are in a time zone. A zone is a DateTimeZone, or undefined for UTC, which
 * then needs no PHP objects. After false an exception is pending. */

/* What a column of expiries is made for, and thereby the form that is written. SQLite's hold anything all the same. */
typedef enum php_coop_expiry_kind {
	PHP_COOP_EXPIRY_TEXT, /* 'Y-m-d H:i:s' */
	PHP_COOP_EXPIRY_NUMBER, /* Unix seconds */
	PHP_COOP_EXPIRY_TIME, /* a date or timestamp without a zone: 'Y-m-d H:i:s' */
	PHP_COOP_EXPIRY_ZONED /* a timestamp with a zone: 'Y-m-d H:i:s+00' */
} php_coop_expiry_kind;

/* *zone is owned by the caller. False: there is no such zone; nothing is pending. */
bool php_coop_expiry_zone(zend_string *name, zval *zone);

/* What a stored value means. */
bool php_coop_expiry_read(zval *zone, zval *value, bool *known, coop_instant *instant);

/* 'Y-m-d H:i:s' in the zone. The length; 0: an exception is pending. */
size_t php_coop_expiry_format(zval *zone, coop_instant instant, char text[COOP_INSTANT_TEXT_SIZE]);

/* A new string as the column wants it. NULL: an exception is pending. */
zend_string *php_coop_expiry_write(zval *zone, php_coop_expiry_kind kind, coop_instant instant);

/* The last second of today. */
bool php_coop_expiry_end_of_today(zval *zone, coop_instant *instant);

#endif
