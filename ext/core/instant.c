/* SPDX-License-Identifier: MIT */
#include "instant.h"
#include <math.h>
#include <stdio.h>
#include <time.h>

#define INSTANT_OF_YEAR_0 INT64_C(-62167219200)
#define INSTANT_OF_YEAR_9999_END INT64_C(253402300799)

coop_instant coop_instant_now(void)
{
	return (coop_instant) time(NULL);
}

int64_t coop_boot_milliseconds(void)
{
	struct timespec now;
	/* A kernel or a container may lack CLOCK_BOOTTIME. A clock that exists cannot fail. */
	if (clock_gettime(CLOCK_BOOTTIME, &now) != 0 && clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
		return 0;
	}
	return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

coop_instant coop_instant_add(coop_instant instant, int64_t seconds)
{
	coop_instant sum;
	if (__builtin_add_overflow(instant, seconds, &sum)) {
		return seconds < 0 ? INT64_MIN : INT64_MAX;
	}
	return sum;
}

/* A date of the proleptic Gregorian calendar as it was written. It need not exist. */
typedef struct date {
	int year, month, day, hour, minute, second;
} date;

static bool is_leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool date_exists(const date *d)
{
	static const int DAYS[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (d->month < 1 || d->month > 12 || d->day < 1) {
		return false;
	}
	int days = DAYS[d->month] + (d->month == 2 && is_leap_year(d->year) ? 1 : 0);
	return d->day <= days && d->hour <= 23 && d->minute <= 59 && d->second <= 60; /* 60 is a leap second */
}

/* Years are counted from March here, so that a leap day is the last day of its year. An era of 400 years has 146097
 * days. Between 1 March of the year 0 and the start of 1970 lie 719468 days. */
static coop_instant instant_of_date(const date *d)
{
	int64_t year = (int64_t) d->year + 400 - (d->month <= 2 ? 1 : 0); /* never negative */
	int64_t era = year / 400, year_of_era = year % 400;
	int64_t day_of_year = (153 * ((d->month + 9) % 12) + 2) / 5 + d->day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	int64_t days = (era - 1) * 146097 + day_of_era - 719468;
	return days * COOP_SECONDS_PER_DAY + d->hour * 3600 + d->minute * 60 + d->second;
}

/* Returns the date of an instant. One outside of the years 0 to 9999 is moved to the nearest end of them. */
static date date_of_instant(coop_instant instant)
{
	if (instant < INSTANT_OF_YEAR_0) {
		instant = INSTANT_OF_YEAR_0;
	} else if (instant > INSTANT_OF_YEAR_9999_END) {
		instant = INSTANT_OF_YEAR_9999_END;
	}
	int64_t seconds = instant - INSTANT_OF_YEAR_0;
	int64_t shifted = seconds / COOP_SECONDS_PER_DAY + 146097 - 60; /* 1 January of the year 0 is day -60 */
	int64_t era = shifted / 146097, day_of_era = shifted % 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int month = (int) ((5 * day_of_year + 2) / 153); /* 0 is March */
	int second = (int) (seconds % COOP_SECONDS_PER_DAY);

	return (date){
		.year = (int) (year_of_era + (era - 1) * 400) + (month >= 10 ? 1 : 0),
		.month = month < 10 ? month + 3 : month - 9,
		.day = (int) (day_of_year - (153 * month + 2) / 5 + 1),
		.hour = second / 3600,
		.minute = second / 60 % 60,
		.second = second % 60,
	};
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void skip(coop_view *rest, size_t count)
{
	rest->ptr += count;
	rest->len -= count;
}

static coop_view trim(coop_view text)
{
	while (text.len > 0 && text.ptr[0] == ' ') {
		skip(&text, 1);
	}
	while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
		text.len--;
	}
	return text;
}

static bool take_byte(coop_view *rest, char byte)
{
	if (rest->len == 0 || rest->ptr[0] != byte) {
		return false;
	}
	skip(rest, 1);
	return true;
}

/* Takes exactly `count` digits. */
static bool take_digits(coop_view *rest, size_t count, int *value)
{
	*value = 0;
	for (size_t i = 0; i < count; i++) {
		if (rest->len == 0 || !is_digit(rest->ptr[0])) {
			return false;
		}
		*value = *value * 10 + (rest->ptr[0] - '0');
		skip(rest, 1);
	}
	return true;
}

/* Takes all digits that follow, at least one. The value stops growing at `maximum`. */
static bool take_number(coop_view *rest, int64_t maximum, int64_t *value)
{
	size_t before = rest->len;
	*value = 0;
	for (; rest->len > 0 && is_digit(rest->ptr[0]); skip(rest, 1)) {
		int digit = rest->ptr[0] - '0';
		*value = *value > (maximum - digit) / 10 ? maximum : *value * 10 + digit;
	}
	return rest->len < before;
}

static bool take_sign(coop_view *rest)
{
	bool negative = take_byte(rest, '-');
	if (!negative) {
		(void) take_byte(rest, '+');
	}
	return negative;
}

/* Takes one of the three-letter names that stand side by side in `names`. *number counts them from 1. */
static bool take_name(coop_view *rest, const char *names, int *number)
{
	for (*number = 1; *names && rest->len >= 3; names += 3, ++*number) {
		if (coop_view_equals_ignoring_case((coop_view){names, 3}, (coop_view){rest->ptr, 3})) {
			skip(rest, 3);
			return true;
		}
	}
	return false;
}

static bool take_day_name(coop_view *rest)
{
	int number;
	if (!take_name(rest, "SunMonTueWedThuFriSat", &number)) {
		return false;
	}
	while (rest->len > 0 && rest->ptr[0] >= 'a' && rest->ptr[0] <= 'z') {
		skip(rest, 1); /* one form of HTTP date writes the name out ("Sunday"); no name is compared with the date */
	}
	return true;
}

static bool take_conversion(coop_view *rest, char conversion, date *d)
{
	switch (conversion) {
		case 'Y':
			return take_digits(rest, 4, &d->year);
		case 'y':
			return take_digits(rest, 2, &d->year);
		case 'm':
			return take_digits(rest, 2, &d->month);
		case 'e': /* a space may stand in place of the first digit */
			return take_byte(rest, ' ') ? take_digits(rest, 1, &d->day) : take_digits(rest, 2, &d->day);
		case 'd':
			return take_digits(rest, 2, &d->day);
		case 'H':
			return take_digits(rest, 2, &d->hour);
		case 'M':
			return take_digits(rest, 2, &d->minute);
		case 'S':
			return take_digits(rest, 2, &d->second);
		case 'b':
			return take_name(rest, "JanFebMarAprMayJunJulAugSepOctNovDec", &d->month);
		default:
			return take_day_name(rest); /* 'a' */
	}
}

/* Takes a date by a pattern in strptime()'s notation. Unlike strptime() it knows no locale and skips no spaces. */
static bool take_pattern(coop_view *rest, const char *pattern, date *d)
{
	for (; *pattern; pattern++) {
		bool taken = *pattern == '%' ? take_conversion(rest, *++pattern, d) : take_byte(rest, *pattern);
		if (!taken) {
			return false;
		}
	}
	return true;
}

/* Takes Z, +02, +0200 or +02:00. A space may stand before it. */
static bool take_zone(coop_view *rest, int *offset)
{
	int hours = 0, minutes = 0;
	(void) take_byte(rest, ' ');
	if (take_byte(rest, 'Z') || take_byte(rest, 'z')) {
		*offset = 0;
		return true;
	}
	if (rest->len == 0 || (rest->ptr[0] != '+' && rest->ptr[0] != '-')) {
		return false;
	}
	int sign = take_sign(rest) ? -1 : 1;
	if (!take_digits(rest, 2, &hours) || hours > 23) {
		return false;
	}
	if (rest->len > 0) {
		(void) take_byte(rest, ':');
		if (!take_digits(rest, 2, &minutes) || minutes > 59) {
			return false;
		}
	}
	*offset = sign * (hours * 3600 + minutes * 60);
	return true;
}

static bool take_time(coop_view *rest, date *d)
{
	int64_t fraction;
	if (!take_byte(rest, 'T') && !take_byte(rest, 't') && !take_byte(rest, ' ')) {
		return false;
	}
	if (!take_pattern(rest, "%H:%M", d)) {
		return false;
	}
	if (rest->len == 0 || rest->ptr[0] != ':') {
		return true;
	}
	return take_pattern(rest, ":%S", d) && (!take_byte(rest, '.') || take_number(rest, INT64_MAX, &fraction));
}

static bool read_unix(coop_view text, coop_instant *instant)
{
	bool negative = take_sign(&text);
	int64_t number;
	if (!take_number(&text, INT64_MAX, &number) || text.len > 0) {
		return false;
	}
	*instant = negative ? -number : number;
	return true;
}

coop_expiry coop_expiry_parse(coop_view text)
{
	static const coop_expiry UNKNOWN = {COOP_EXPIRY_UNKNOWN, 0};
	coop_view rest = trim(text);
	coop_instant instant;
	date d = {0};
	int offset = 0;
	if (read_unix(rest, &instant)) {
		return (coop_expiry){COOP_EXPIRY_UNIX, instant};
	}
	if (!take_pattern(&rest, "%Y-%m-%d", &d)) {
		return UNKNOWN;
	}
	coop_expiry_form form = COOP_EXPIRY_DATE;
	if (rest.len > 0) {
		form = COOP_EXPIRY_NAIVE;
		if (!take_time(&rest, &d)) {
			return UNKNOWN;
		}
	}
	if (rest.len > 0) {
		form = COOP_EXPIRY_ZONED;
		if (!take_zone(&rest, &offset) || rest.len > 0) {
			return UNKNOWN;
		}
	}
	return date_exists(&d) ? (coop_expiry){form, instant_of_date(&d) - offset} : UNKNOWN;
}

static char *put_two(char *text, int number, char behind)
{
	text[0] = (char) ('0' + number / 10);
	text[1] = (char) ('0' + number % 10);
	text[2] = behind;
	return text + 3;
}

size_t coop_instant_format(coop_instant instant, int64_t offset, char text[COOP_INSTANT_TEXT_SIZE])
{
	date d = date_of_instant(coop_instant_add(instant, offset));
	char *at = text;
	*at++ = (char) ('0' + d.year / 1000);
	*at++ = (char) ('0' + d.year / 100 % 10);
	at = put_two(at, (int) (d.year % 100), '-');
	at = put_two(at, d.month, '-');
	at = put_two(at, d.day, ' ');
	at = put_two(at, d.hour, ':');
	at = put_two(at, d.minute, ':');
	at = put_two(at, d.second, '\0');
	return (size_t) (at - text) - 1;
}

bool coop_whole_of_number(double number, int64_t *whole)
{
	if (!isfinite(number)) {
		return false;
	}
	/* The limits are compared as double, since converting a number that an int64 cannot hold is undefined. */
	if (number >= 0x1p63) {
		*whole = INT64_MAX;
	} else {
		*whole = number <= -0x1p63 ? INT64_MIN : (int64_t) number;
	}
	return true;
}

bool coop_whole_of_text(coop_view text, int64_t *whole)
{
	bool negative = take_sign(&text);
	int64_t number, fraction;
	if (!take_number(&text, INT64_MAX, &number)) {
		return false;
	}
	if (take_byte(&text, '.') && !take_number(&text, INT64_MAX, &fraction)) {
		return false;
	}
	if (text.len > 0) {
		return false;
	}
	*whole = negative ? -number : number;
	return true;
}

bool coop_instant_of_timestamp(int64_t number, coop_instant now, coop_instant *instant)
{
	coop_instant earliest = coop_instant_add(now, -COOP_LIFETIME_MAXIMUM);
	coop_instant latest = coop_instant_add(now, COOP_LIFETIME_MAXIMUM);
	if (number > latest) {
		number /= 1000;
	}
	*instant = number;
	return number >= earliest && number <= latest;
}

/* Reads an HTTP date in one of its three forms (RFC 9110 section 5.6.7). */
static bool read_http_date(coop_view text, coop_instant now, coop_instant *instant)
{
	static const char *const FORMS[] = {
		"%a, %d %b %Y %H:%M:%S GMT", "%a, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};
	for (size_t i = 0; i < COOP_COUNT(FORMS); i++) {
		coop_view rest = text;
		date d = {0};
		if (!take_pattern(&rest, FORMS[i], &d) || rest.len > 0) {
			continue;
		}
		if (d.year < 100) { /* a year of two digits is at most 50 years in the future */
			int latest = date_of_instant(now).year + 50;
			d.year = latest - (latest + 100 - d.year) % 100;
		}
		*instant = instant_of_date(&d);
		return date_exists(&d);
	}
	return false;
}

/* Reads seconds, which some servers give with a fraction: a part of a second is waited for as a whole one. */
static bool read_seconds(coop_view text, int64_t *seconds)
{
	int64_t fraction = 0;
	if (!take_number(&text, COOP_RETRY_AFTER_MAXIMUM, seconds) ||
		(take_byte(&text, '.') && !take_number(&text, INT64_MAX, &fraction)) || text.len > 0) {
		return false;
	}
	*seconds += fraction > 0 && *seconds < COOP_RETRY_AFTER_MAXIMUM ? 1 : 0;
	return true;
}

int coop_retry_after_parse(coop_view text, coop_instant now)
{
	coop_instant instant;
	int64_t seconds;
	text = trim(text);
	if (!read_seconds(text, &seconds)) {
		if (!read_http_date(text, now, &instant)) {
			return -1;
		}
		coop_instant latest = coop_instant_add(now, COOP_RETRY_AFTER_MAXIMUM);
		instant = instant < latest ? instant : latest;
		seconds = instant > now ? instant - now : 0;
	}
	return (int) seconds;
}
