/* SPDX-License-Identifier: MIT */
#ifndef COOP_INSTANT_H
#define COOP_INSTANT_H

#include "text.h"
#include <stdint.h>

/* Seconds since 1970 in UTC, without leap seconds. All arithmetic is on 64 bits and clamped. */
typedef int64_t coop_instant;

#define COOP_SECONDS_PER_DAY 86400
#define COOP_LIFETIME_MAXIMUM (INT64_C(3650) * COOP_SECONDS_PER_DAY) /* ten years */
#define COOP_RETRY_AFTER_MAXIMUM 3600

coop_instant coop_instant_now(void); /* wall clock */
int64_t coop_boot_milliseconds(void); /* CLOCK_BOOTTIME: never set back, goes on during suspend; for durations */

/* What a stored expiry looks like. */
typedef enum coop_expiry_form {
	COOP_EXPIRY_UNKNOWN, /* absent, empty, '0000-00-00 ...' or not a date: treated as due */
	COOP_EXPIRY_UNIX, /* digits with an optional sign: Unix seconds */
	COOP_EXPIRY_DATE, /* Y-m-d: the day's start */
	COOP_EXPIRY_NAIVE, /* Y-m-d H:i[:s[.fraction]], also with 'T': in the time zone of the table */
	COOP_EXPIRY_ZONED /* the same with Z or an offset (+02, +02:00, +0200) */
} coop_expiry_form;

typedef struct coop_expiry {
	coop_expiry_form form;
	coop_instant instant; /* UNIX and ZONED: exact. DATE and NAIVE: read as if it were UTC. UNKNOWN: 0 */
} coop_expiry;

/* Reads every form above; surrounding spaces are ignored, a fraction of a second is dropped, impossible dates
 * (month 13, 30 February) are UNKNOWN. */
coop_expiry coop_expiry_parse(coop_view text);

#define COOP_INSTANT_TEXT_SIZE 32
/* 'Y-m-d H:i:s' in UTC plus `offset` seconds; years 0 to 9999, outside of that clamped. Returns the length. */
size_t coop_instant_format(coop_instant instant, int64_t offset, char text[COOP_INSTANT_TEXT_SIZE]);

/* instant + seconds, clamped to int64 instead of overflowing. */
coop_instant coop_instant_add(coop_instant instant, int64_t seconds);

/* A lifetime in seconds out of a number or text of an answer (expires_in): clamped to [0, ten years], fractions
 * dropped. False: not a lifetime (not finite; text that is not just digits with optional sign and fraction). */
bool coop_lifetime_of_number(double number, int64_t *seconds);
bool coop_lifetime_of_integer(int64_t number, int64_t *seconds);
bool coop_lifetime_of_text(coop_view text, int64_t *seconds);

/* Retry-After (RFC 9110 section 10.2.3): seconds or an HTTP date in any of its three forms, as seconds from `now`,
 * clamped to [0, one hour]. -1: absent or garbage. */
int coop_retry_after_parse(coop_view text, coop_instant now);

#endif
