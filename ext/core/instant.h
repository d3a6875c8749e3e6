/* SPDX-License-Identifier: MIT */
#ifndef COOP_INSTANT_H
#define COOP_INSTANT_H

#include "text.h"
#include <stdint.h>

/* Seconds since the start of 1970 in UTC, without leap seconds. Sums are clamped to 64 bits and never overflow. */
typedef int64_t coop_instant;

#define COOP_SECONDS_PER_DAY 86400
#define COOP_LIFETIME_MAXIMUM (INT64_C(3650) * COOP_SECONDS_PER_DAY) /* ten years */
#define COOP_RETRY_AFTER_MAXIMUM 3600

coop_instant coop_instant_now(void); /* the wall clock, which may be set back */

/* A clock for durations (CLOCK_BOOTTIME): it is never set back, and goes on while the machine is suspended. */
int64_t coop_boot_milliseconds(void);

/* The forms that an expiry may have in a table. */
typedef enum coop_expiry_form {
	COOP_EXPIRY_UNKNOWN, /* absent, empty, '0000-00-00 ...' or not a date; the row counts as due */
	COOP_EXPIRY_UNIX, /* Unix seconds: digits with an optional sign */
	COOP_EXPIRY_DATE, /* Y-m-d, which means the start of the day */
	COOP_EXPIRY_NAIVE, /* Y-m-d H:i[:s[.fraction]], also with 'T', in the time zone of the table */
	COOP_EXPIRY_ZONED /* like NAIVE, with Z or an offset (+02, +02:00, +0200) */
} coop_expiry_form;

typedef struct coop_expiry {
	coop_expiry_form form;
	coop_instant instant; /* exact if UNIX or ZONED; read as UTC if DATE or NAIVE; 0 if UNKNOWN */
} coop_expiry;

/* Reads an expiry in any of these forms. Spaces around it are ignored, and a fraction of a second is dropped. A date
 * that does not exist (month 13, 30 February) is UNKNOWN. */
coop_expiry coop_expiry_parse(coop_view text);

#define COOP_INSTANT_TEXT_SIZE 32

/* Writes `instant` as 'Y-m-d H:i:s' in UTC plus `offset` seconds, and returns the length. An instant outside of the
 * years 0 to 9999 is moved to the nearest end of them. */
size_t coop_instant_format(coop_instant instant, int64_t offset, char text[COOP_INSTANT_TEXT_SIZE]);

/* Returns the sum, clamped to 64 bits. */
coop_instant coop_instant_add(coop_instant instant, int64_t seconds);

/* These read a number that an answer gives as a number or as a text. They drop a fraction and clamp the number to 64
 * bits. They return false if the value is no number: if it is not finite, or if a text is anything but digits with an
 * optional sign and fraction. */
bool coop_whole_of_number(double number, int64_t *whole);
bool coop_whole_of_text(coop_view text, int64_t *whole);

/* Reads a timestamp of a server: Unix seconds or milliseconds, whichever lies within ten years of `now`. Returns false if
 * neither does. */
bool coop_instant_of_timestamp(int64_t number, coop_instant now, coop_instant *instant);

/* Reads Retry-After (RFC 9110 section 10.2.3), which gives seconds, here with a fraction too, or an HTTP date in any of three
 * forms. Returns the seconds from `now`, rounded up, clamped to [0, one hour], or -1 if `text` is empty or neither. */
int coop_retry_after_parse(coop_view text, coop_instant now);

#endif
