/* SPDX-License-Identifier: MIT */
#include "../../ext/core/instant.h"
#include "test.h"
#include <math.h>
#include <time.h>

/* Returns an instant by the C library's calendar, which is the reference. */
static coop_instant utc(int year, int month, int day, int hour, int minute, int second)
{
	struct tm parts = {.tm_year = year - 1900,
		.tm_mon = month - 1,
		.tm_mday = day,
		.tm_hour = hour,
		.tm_min = minute,
		.tm_sec = second};

	return timegm(&parts);
}

static void expiry_forms(void)
{
	static const struct {
		const char *text;
		coop_expiry_form form;
		coop_instant instant;
	} ROWS[] = {
		/* unknown */
		{"", COOP_EXPIRY_UNKNOWN, 0},
		{"   ", COOP_EXPIRY_UNKNOWN, 0},
		{"0000-00-00", COOP_EXPIRY_UNKNOWN, 0},
		{"0000-00-00 00:00:00", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-00-10", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-13-01", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-00", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-02-29", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-02-30", COOP_EXPIRY_UNKNOWN, 0},
		{"1900-02-29", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-04-31", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 24:00:00", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 23:60:00", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 23:59:61", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 1:00", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-1-1", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00.", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00x", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00+", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00+2", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00+02:", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00+24:00", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00+02:60", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00+02:000", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01 10:00:00ZZ", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01Z", COOP_EXPIRY_UNKNOWN, 0},
		{"2015-01-01T", COOP_EXPIRY_UNKNOWN, 0},
		{"12015-01-01", COOP_EXPIRY_UNKNOWN, 0},
		{"-2015-01-01", COOP_EXPIRY_UNKNOWN, 0},
		{"tomorrow", COOP_EXPIRY_UNKNOWN, 0},
		{"infinity", COOP_EXPIRY_UNKNOWN, 0},
		{"1e9", COOP_EXPIRY_UNKNOWN, 0},
		{"1420070400.5", COOP_EXPIRY_UNKNOWN, 0},
		{"+", COOP_EXPIRY_UNKNOWN, 0},
		{"--1", COOP_EXPIRY_UNKNOWN, 0},
		{"1 2", COOP_EXPIRY_UNKNOWN, 0},
		/* Unix */
		{"0", COOP_EXPIRY_UNIX, 0},
		{"1420070400", COOP_EXPIRY_UNIX, 1420070400},
		{" 1420070400 ", COOP_EXPIRY_UNIX, 1420070400},
		{"+7", COOP_EXPIRY_UNIX, 7},
		{"-7", COOP_EXPIRY_UNIX, -7},
		{"9223372036854775807", COOP_EXPIRY_UNIX, INT64_MAX},
		{"99999999999999999999999", COOP_EXPIRY_UNIX, INT64_MAX},
		{"-99999999999999999999999", COOP_EXPIRY_UNIX, -INT64_MAX},
		/* a day */
		{"1970-01-01", COOP_EXPIRY_DATE, 0},
		{"2015-01-01", COOP_EXPIRY_DATE, 1420070400},
		{"  2015-01-01", COOP_EXPIRY_DATE, 1420070400},
		{"2000-02-29", COOP_EXPIRY_DATE, 951782400},
		{"2024-02-29", COOP_EXPIRY_DATE, 1709164800},
		{"0000-01-01", COOP_EXPIRY_DATE, INT64_C(-62167219200)},
		{"0000-02-29", COOP_EXPIRY_DATE, INT64_C(-62162121600)},
		{"9999-12-31", COOP_EXPIRY_DATE, INT64_C(253402214400)},
		/* without a zone */
		{"2015-01-01 10:20", COOP_EXPIRY_NAIVE, 1420107600},
		{"2015-01-01 10:20:30", COOP_EXPIRY_NAIVE, 1420107630},
		{"2015-01-01T10:20:30", COOP_EXPIRY_NAIVE, 1420107630},
		{"2015-01-01 10:20:30.000000", COOP_EXPIRY_NAIVE, 1420107630},
		{"2015-01-01 10:20:30.9999999 ", COOP_EXPIRY_NAIVE, 1420107630},
		{"2016-12-31 23:59:60", COOP_EXPIRY_NAIVE, 1483228800},
		{"9999-12-31 23:59:59", COOP_EXPIRY_NAIVE, INT64_C(253402300799)},
		/* with one */
		{"2015-01-01T10:20:30Z", COOP_EXPIRY_ZONED, 1420107630},
		{"2015-01-01t10:20:30z", COOP_EXPIRY_ZONED, 1420107630},
		{"2015-01-01T10:20Z", COOP_EXPIRY_ZONED, 1420107600},
		{"2015-01-01 10:20:30+00", COOP_EXPIRY_ZONED, 1420107630},
		{"2015-01-01 10:20:30+02", COOP_EXPIRY_ZONED, 1420100430},
		{"2015-01-01 10:20:30+0200", COOP_EXPIRY_ZONED, 1420100430},
		{"2015-01-01 10:20:30+02:00", COOP_EXPIRY_ZONED, 1420100430},
		{"2015-01-01 10:20:30.5-05:30", COOP_EXPIRY_ZONED, 1420127430},
		{"2015-01-01 10:20:30 +02:00", COOP_EXPIRY_ZONED, 1420100430},
		{"2015-01-01 10:20-0330", COOP_EXPIRY_ZONED, 1420120200},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_expiry expiry = coop_expiry_parse(coop_view_of(ROWS[i].text));
		CHECK_ROW(expiry.form == ROWS[i].form, ROWS[i].text);
		CHECK_ROW(expiry.instant == ROWS[i].instant, ROWS[i].text);
	}
	CHECK(coop_expiry_parse(COOP_VIEW_NONE).form == COOP_EXPIRY_UNKNOWN);
	CHECK(coop_expiry_parse(COOP_VIEW("2015-01-01\0")).form == COOP_EXPIRY_UNKNOWN);
}

/* Each day of the years 0 to 9999 is formatted and parsed back. */
static void calendar(void)
{
	bool formatted = true, parsed = true;

	for (int64_t day = -719528; day <= 2932896; day++) {
		time_t noon = day * COOP_SECONDS_PER_DAY + 43200 + day % 43000;
		struct tm parts;
		char text[COOP_INSTANT_TEXT_SIZE], expected[80];
		gmtime_r(&noon, &parts);
		snprintf(expected, sizeof(expected), "%04d-%02d-%02d %02d:%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1,
			parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
		size_t len = coop_instant_format(noon, 0, text);
		formatted = formatted && len == 19 && strcmp(text, expected) == 0;
		parsed = parsed && coop_expiry_parse((coop_view){text, len}).instant == noon;
	}
	CHECK(formatted && parsed);
}

static void formatting(void)
{
	static const struct {
		coop_instant instant;
		int64_t offset;
		const char *text;
	} ROWS[] = {
		{0, 0, "1970-01-01 00:00:00"},
		{0, 3600, "1970-01-01 01:00:00"},
		{0, -1, "1969-12-31 23:59:59"},
		{1709164800, 0, "2024-02-29 00:00:00"},
		{INT64_C(253402300799), 0, "9999-12-31 23:59:59"},
		{INT64_C(253402300799), 1, "9999-12-31 23:59:59"},
		{INT64_C(-62167219200), -1, "0000-01-01 00:00:00"},
		{INT64_MAX, INT64_MAX, "9999-12-31 23:59:59"},
		{INT64_MIN, INT64_MIN, "0000-01-01 00:00:00"},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		char text[COOP_INSTANT_TEXT_SIZE];
		CHECK_ROW(coop_instant_format(ROWS[i].instant, ROWS[i].offset, text) == 19, ROWS[i].text);
		CHECK_ROW(strcmp(text, ROWS[i].text) == 0, text);
	}
}

static void addition(void)
{
	CHECK(coop_instant_add(1, 2) == 3 && coop_instant_add(1, -2) == -1);
	CHECK(coop_instant_add(INT64_MAX, 1) == INT64_MAX && coop_instant_add(INT64_MAX, INT64_MAX) == INT64_MAX);
	CHECK(coop_instant_add(INT64_MIN, -1) == INT64_MIN && coop_instant_add(INT64_MIN, INT64_MIN) == INT64_MIN);
	CHECK(coop_instant_add(INT64_MAX, INT64_MIN) == -1);
}

static void wholes_of_text(void)
{
	static const struct {
		const char *text;
		bool is_number;
		int64_t whole;
	} ROWS[] = {
		{"3600", true, 3600},
		{"0", true, 0},
		{"-0", true, 0},
		{"+60", true, 60},
		{"-60", true, -60},
		{"3600.9", true, 3600},
		{"-0.5", true, 0},
		{"007", true, 7},
		{"9007199254740993", true, INT64_C(9007199254740993)},
		{"9223372036854775808", true, INT64_MAX},
		{"99999999999999999999999999999999", true, INT64_MAX},
		{"-99999999999999999999999999999999", true, -INT64_MAX},
		{"3.99999999999999999999999999999999", true, 3},
		{"", false, 0},
		{" 3600", false, 0},
		{"3600 ", false, 0},
		{"3600s", false, 0},
		{"0x10", false, 0},
		{"1e3", false, 0},
		{".", false, 0},
		{".5", false, 0},
		{"5.", false, 0},
		{"1.2.3", false, 0},
		{"+", false, 0},
		{"-", false, 0},
		{"+-1", false, 0},
		{"one hour", false, 0},
		{"NaN", false, 0},
		{"INF", false, 0},
		{"true", false, 0},
		{"3,600", false, 0},
		{"3600\n", false, 0},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		int64_t whole = 0;
		CHECK_ROW(coop_whole_of_text(coop_view_of(ROWS[i].text), &whole) == ROWS[i].is_number, ROWS[i].text);
		CHECK_ROW(whole == ROWS[i].whole || !ROWS[i].is_number, ROWS[i].text);
	}
	char digits[400];
	int64_t whole;
	memset(digits, '7', sizeof(digits));
	CHECK(coop_whole_of_text((coop_view){digits, sizeof(digits)}, &whole) && whole == INT64_MAX);
}

static void wholes_of_numbers(void)
{
	const struct {
		double number;
		bool is_number;
		int64_t whole;
	} ROWS[] = {
		{3599.9, true, 3599},
		{0.0, true, 0},
		{-0.0, true, 0},
		{-1.9, true, -1},
		{0.9, true, 0},
		{5e-324, true, 0},
		{9007199254740993.0, true, INT64_C(9007199254740992)},
		{9223372036854775808.0, true, INT64_MAX},
		{-9223372036854775808.0, true, INT64_MIN},
		{1e300, true, INT64_MAX},
		{-1e300, true, INT64_MIN},
		{(double) NAN, false, 0},
		{(double) INFINITY, false, 0},
		{(double) -INFINITY, false, 0},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		int64_t whole = 0;
		CHECK(coop_whole_of_number(ROWS[i].number, &whole) == ROWS[i].is_number);
		CHECK(whole == ROWS[i].whole);
	}
}

static void timestamps(void)
{
	static const struct {
		int64_t number;
		bool is_timestamp;
		coop_instant instant;
	} ROWS[] = {
		{1700000000, true, 1700000000},
		{1700000000 - COOP_LIFETIME_MAXIMUM, true, 1700000000 - COOP_LIFETIME_MAXIMUM},
		{1700000000 + COOP_LIFETIME_MAXIMUM, true, 1700000000 + COOP_LIFETIME_MAXIMUM},
		{1700000000 - COOP_LIFETIME_MAXIMUM - 1, false, 0},
		{1700000000 + COOP_LIFETIME_MAXIMUM + 1, false, 0},
		{INT64_C(1700000060999), true, 1700000060},
		{INT64_C(1700000060000000), false, 0},
		{20231114221320, false, 0},
		{3600, false, 0},
		{0, false, 0},
		{-1, false, 0},
		{INT64_MAX, false, 0},
		{INT64_MIN, false, 0},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_instant instant;
		CHECK(coop_instant_of_timestamp(ROWS[i].number, 1700000000, &instant) == ROWS[i].is_timestamp);
		CHECK(instant == ROWS[i].instant || !ROWS[i].is_timestamp);
	}
}

static void retry_after(void)
{
	/* `now` is Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110. */
	static const struct {
		const char *text;
		int seconds;
	} ROWS[] = {
		{"0", 0},
		{"120", 120},
		{" 120 ", 120},
		{"3600", 3600},
		{"3601", 3600},
		{"99999999999999999999", 3600},
		{"Sun, 06 Nov 1994 08:50:37 GMT", 60},
		{"Sunday, 06-Nov-94 08:50:37 GMT", 60},
		{"Sun Nov  6 08:50:37 1994", 60},
		{"Wed Nov 16 08:49:37 1994", 3600},
		{"Sun, 06 Nov 1994 08:49:37 GMT", 0},
		{"Sun, 06 Nov 1994 08:49:36 GMT", 0},
		{"Fri, 31 Dec 9999 23:59:59 GMT", 3600},
		{"Thu, 01 Jan 1970 00:00:00 GMT", 0},
		{"Monday, 07-Nov-44 08:49:37 GMT", 3600}, /* 2044, which is within 50 years */
		{"Tuesday, 07-Nov-45 08:49:37 GMT", 0}, /* 1945 */
		{"Sat, 06 nov 1994 08:50:37 GMT", 60}, /* nobody checks the day's name */
		{"", -1},
		{"-5", -1},
		{"+5", -1},
		{"1.5", 2}, /* Sentry, Microsoft Graph: a part of a second is waited for as a whole one */
		{"0.493", 1},
		{"292.052427053", 293},
		{"30.0", 30},
		{"3600.5", 3600},
		{"0.0", 0},
		{"1.", -1},
		{".5", -1},
		{"1.5.5", -1},
		{"1,5", -1},
		{"1.5s", -1},
		{"5s", -1},
		{"soon", -1},
		{"120, 120", -1},
		{"Sun, 06 Nov 1994 08:50:37 CET", -1},
		{"Sun, 06 Nov 1994 08:50:37", -1},
		{"Sun, 31 Feb 1994 08:50:37 GMT", -1},
		{"Sun, 6 Nov 1994 08:50:37 GMT", -1},
		{"06 Nov 1994 08:50:37 GMT", -1},
		{"Sun, 06 Nov 1994 25:50:37 GMT", -1},
		{"Sun, 06 Foo 1994 08:50:37 GMT", -1},
		{"Sun, 06 Nov 1994 08:50:37 GMT ; x", -1},
		{"1994-11-06", -1},
	};
	coop_instant now = utc(1994, 11, 6, 8, 49, 37);

	CHECK(now == 784111777);
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		CHECK_ROW(coop_retry_after_parse(coop_view_of(ROWS[i].text), now) == ROWS[i].seconds, ROWS[i].text);
	}
	CHECK(coop_retry_after_parse(COOP_VIEW_NONE, now) == -1);
	CHECK(coop_retry_after_parse(COOP_VIEW("Sun Nov  6 08:50:37 1994"), INT64_MAX) == 0);
	CHECK(coop_retry_after_parse(COOP_VIEW("Sunday, 06-Nov-94 08:50:37 GMT"), INT64_MIN) >= 0);
}

static void clocks(void)
{
	int64_t before = coop_boot_milliseconds();

	CHECK(before > 0 && coop_boot_milliseconds() >= before);
	CHECK(coop_instant_now() > utc(2024, 1, 1, 0, 0, 0));
}

static void mutations(void)
{
	static const char *const SEEDS[] = {"2015-01-01 10:20:30.123456+02:00", "1420070400", "2015-01-01T10:20:30Z",
		"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "-3600.75"};
	static const char LETTERS[] = "0123456789-:.+ TZx\0\xFF";
	uint64_t state = 3;

	for (int i = 0; i < 40000; i++) {
		const char *seed = SEEDS[(size_t) i % COUNT(SEEDS)];
		size_t len = strlen(seed);
		char *text = test_mutate(&state, seed, &len, LETTERS, sizeof(LETTERS));
		coop_view view = {text, len};
		int64_t whole = 0;
		coop_instant instant;
		coop_expiry expiry = coop_expiry_parse(view);
		int retry = coop_retry_after_parse(view, 784111777);
		CHECK(expiry.form != COOP_EXPIRY_UNKNOWN || expiry.instant == 0);
		CHECK(retry >= -1 && retry <= COOP_RETRY_AFTER_MAXIMUM);
		CHECK(!coop_whole_of_text(view, &whole) || whole != INT64_MIN);
		CHECK(!coop_instant_of_timestamp(whole, 1700000000, &instant) ||
			(instant >= 1700000000 - COOP_LIFETIME_MAXIMUM && instant <= 1700000000 + COOP_LIFETIME_MAXIMUM));
		free(text);
	}
}

int main(void)
{
	expiry_forms();
	calendar();
	formatting();
	addition();
	wholes_of_text();
	wholes_of_numbers();
	timestamps();
	retry_after();
	clocks();
	mutations();
	return test_result();
}
