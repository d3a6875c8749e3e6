/* SPDX-License-Identifier: MIT */
#include "../../ext/core/token_answer.h"
#include "test.h"
#include <math.h>

#define NOW INT64_C(1700000000)
#define TEXT(literal) \
 { \
  .kind = COOP_FIELD_TEXT, .text = { "" literal, sizeof(literal) - 1 } \
 }
#define INTEGER(value) \
 { \
  .kind = COOP_FIELD_INTEGER, .integer = (value) \
 }
#define NUMBER(value) \
 { \
  .kind = COOP_FIELD_NUMBER, .number = (value) \
 }
#define NIL \
 { \
  .kind = COOP_FIELD_NULL \
 }
#define UNUSABLE \
 { \
  .kind = COOP_FIELD_UNUSABLE \
 }

enum { TOKENS = COOP_TOKEN_VERDICT_TOKENS, ERROR = COOP_TOKEN_VERDICT_ERROR, NEITHER = COOP_TOKEN_VERDICT_UNUSABLE };

static bool is(coop_view view, const char *expected)
{
	return expected ? view.ptr && coop_view_equals(view, coop_view_of(expected)) : view.ptr == NULL;
}

/* Each row is a kind of answer. A letter and a number at its start (B2, B3, ...) name the fault that it has. */
static void verdicts(void)
{
	static const struct {
		const char *row;
		coop_token_fields fields;
		int status, verdict;
		unsigned odd;
		const char *access, *refresh, *type, *scope, *error;
	} ROWS[] = {
		{"plain", {.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .refresh_token = TEXT("r")}, 200, TOKENS, 0,
			"a", "r", "Bearer", NULL, NULL},
		{"201", {.access_token = TEXT("a"), .token_type = TEXT("Bearer")}, 201, TOKENS, 0, "a", NULL, "Bearer", NULL,
			NULL},
		{"B2", {.access_token = TEXT("a"), .refresh_token = TEXT("r")}, 200, TOKENS, COOP_ODD_TOKEN_TYPE_MISSING, "a",
			"r", "Bearer", NULL, NULL},
		{"B2 null", {.access_token = TEXT("a"), .token_type = NIL}, 200, TOKENS, COOP_ODD_TOKEN_TYPE_MISSING, "a", NULL,
			"Bearer", NULL, NULL},
		{"B2 empty", {.access_token = TEXT("a"), .token_type = TEXT("")}, 200, TOKENS, COOP_ODD_TOKEN_TYPE_MISSING, "a",
			NULL, "Bearer", NULL, NULL},
		{"B3 lower", {.access_token = TEXT("a"), .token_type = TEXT("bearer")}, 200, TOKENS, 0, "a", NULL, "bearer",
			NULL, NULL},
		{"B3 upper", {.access_token = TEXT("a"), .token_type = TEXT("BEARER")}, 200, TOKENS, 0, "a", NULL, "BEARER",
			NULL, NULL},
		{"B3 mac", {.access_token = TEXT("a"), .token_type = TEXT("mac"), .refresh_token = TEXT("r")}, 200, NEITHER, 0,
			NULL, "r", NULL, NULL, NULL},
		{"B3 DPoP", {.access_token = TEXT("a"), .token_type = TEXT("DPoP")}, 200, NEITHER, 0, NULL, NULL, NULL, NULL,
			NULL},
		{"B3 pop", {.access_token = TEXT("a"), .token_type = TEXT("PoP")}, 200, NEITHER, 0, NULL, NULL, NULL, NULL,
			NULL},
		{"B3 N_A", {.access_token = TEXT("a"), .token_type = TEXT(" n_a ")}, 200, NEITHER, 0, NULL, NULL, NULL, NULL,
			NULL},
		{"B3 7", {.access_token = TEXT("a"), .token_type = INTEGER(7), .refresh_token = TEXT("r")}, 200, TOKENS,
			COOP_ODD_TOKEN_TYPE, "a", "r", "Bearer", NULL, NULL},
		{"B3 []", {.access_token = TEXT("a"), .token_type = UNUSABLE}, 200, TOKENS, COOP_ODD_TOKEN_TYPE, "a", NULL,
			"Bearer", NULL, NULL},
		{"B3 blank", {.access_token = TEXT("a"), .token_type = TEXT("bearer ")}, 200, TOKENS, COOP_ODD_TOKEN_TYPE, "a",
			NULL, "bearer ", NULL, NULL},
		{"B3 user", {.access_token = TEXT("a"), .token_type = TEXT("User Access Token")}, 200, TOKENS,
			COOP_ODD_TOKEN_TYPE, "a", NULL, "User Access Token", NULL, NULL},
		{"B3 macaroon", {.access_token = TEXT("a"), .token_type = TEXT("macaroon")}, 200, TOKENS, COOP_ODD_TOKEN_TYPE,
			"a", NULL, "macaroon", NULL, NULL},
		{"placeholder as access token", {.access_token = TEXT("<a>"), .refresh_token = TEXT("r")}, 200, NEITHER, 0,
			NULL, "r", NULL, NULL, NULL},
		{"placeholder as refresh token", {.access_token = TEXT("a"), .refresh_token = TEXT("<r>")}, 200, NEITHER, 0,
			NULL, NULL, NULL, NULL, NULL},
		{"no placeholder", {.access_token = TEXT("<a>b"), .token_type = TEXT("Bearer"), .refresh_token = TEXT("<")},
			200, TOKENS, 0, "<a>b", "<", "Bearer", NULL, NULL},
		{"B8 text", {.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .scope = TEXT("x y")}, 200, TOKENS, 0,
			"a", NULL, "Bearer", "x y", NULL},
		{"B8 null", {.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .scope = NIL}, 200, TOKENS, 0, "a", NULL,
			"Bearer", NULL, NULL},
		{"B8 empty", {.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .scope = TEXT("")}, 200, TOKENS, 0, "a",
			NULL, "Bearer", NULL, NULL},
		{"B8 7", {.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .scope = INTEGER(7)}, 200, TOKENS, 0, "a",
			NULL, "Bearer", NULL, NULL},
		{"B9 null", {.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .refresh_token = NIL}, 200, TOKENS, 0,
			"a", NULL, "Bearer", NULL, NULL},
		{"B9 empty", {.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .refresh_token = TEXT("")}, 200, TOKENS,
			0, "a", NULL, "Bearer", NULL, NULL},
		{"B11 integer", {.access_token = TEXT("a"), .refresh_token = INTEGER(7)}, 200, NEITHER, 0, NULL, NULL, NULL,
			NULL, NULL},
		{"B11 number", {.access_token = TEXT("a"), .refresh_token = NUMBER(7.5)}, 200, NEITHER, 0, NULL, NULL, NULL,
			NULL, NULL},
		{"B11 array", {.access_token = TEXT("a"), .refresh_token = UNUSABLE}, 200, NEITHER, 0, NULL, NULL, NULL, NULL,
			NULL},
		{"B14 NUL in refresh token", {.access_token = TEXT("a"), .refresh_token = TEXT("r\0s")}, 200, NEITHER, 0, NULL,
			NULL, NULL, NULL, NULL},
		{"B14 DEL in refresh token", {.access_token = TEXT("a"), .refresh_token = TEXT("r\x7F")}, 200, NEITHER, 0, NULL,
			NULL, NULL, NULL, NULL},
		{"B14 NUL in access token", {.access_token = TEXT("a\0b"), .refresh_token = TEXT("r")}, 200, NEITHER, 0, NULL,
			"r", NULL, NULL, NULL},
		{"B14 damaged access token", {.access_token = UNUSABLE, .refresh_token = TEXT("r")}, 200, NEITHER, 0, NULL, "r",
			NULL, NULL, NULL},
		{"B14 damaged id_token", {.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .id_token = UNUSABLE}, 200,
			TOKENS, 0, "a", NULL, "Bearer", NULL, NULL},
		{"access token with CR LF", {.access_token = TEXT("a\r\nX: y"), .refresh_token = TEXT("r")}, 200, NEITHER, 0,
			NULL, "r", NULL, NULL, NULL},
		{"access token with space", {.access_token = TEXT("a b"), .refresh_token = TEXT("r")}, 200, NEITHER, 0, NULL,
			"r", NULL, NULL, NULL},
		{"access token not ASCII", {.access_token = TEXT("\xC3\xBC"), .refresh_token = TEXT("r")}, 200, NEITHER, 0,
			NULL, "r", NULL, NULL, NULL},
		{"every visible character", {.access_token = TEXT("!~\"\\"), .token_type = TEXT("Bearer")}, 200, TOKENS, 0,
			"!~\"\\", NULL, "Bearer", NULL, NULL},
		{"refresh token not ASCII",
			{.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .refresh_token = TEXT("\xC3\xBC r")}, 200, TOKENS,
			0, "a", "\xC3\xBC r", "Bearer", NULL, NULL},
		{"access token is a number", {.access_token = INTEGER(7), .refresh_token = TEXT("r")}, 200, NEITHER, 0, NULL,
			"r", NULL, NULL, NULL},
		{"access token empty", {.access_token = TEXT(""), .refresh_token = TEXT("r")}, 200, NEITHER, 0, NULL, "r", NULL,
			NULL, NULL},
		{"B15 nothing at all", {.access_token = {0}}, 200, NEITHER, 0, NULL, NULL, NULL, NULL, NULL},
		{"only a refresh token", {.refresh_token = TEXT("r")}, 200, NEITHER, 0, NULL, "r", NULL, NULL, NULL},
		{"B16", {.error = TEXT("invalid_grant")}, 200, ERROR, 0, NULL, NULL, NULL, NULL, "invalid_grant"},
		{"B16 with nulls", {.error = TEXT("invalid_grant"), .access_token = NIL, .refresh_token = NIL}, 200, ERROR, 0,
			NULL, NULL, NULL, NULL, "invalid_grant"},
		{"B16 with damage", {.error = TEXT("invalid_grant"), .access_token = UNUSABLE, .refresh_token = UNUSABLE}, 200,
			ERROR, 0, NULL, NULL, NULL, NULL, "invalid_grant"},
		{"B17",
			{.error = TEXT("x"), .access_token = TEXT("a"), .token_type = TEXT("Bearer"), .refresh_token = TEXT("r")},
			200, TOKENS, COOP_ODD_ERROR_BESIDE_TOKENS, "a", "r", "Bearer", NULL, "x"},
		{"B17 access only", {.error = TEXT("x"), .access_token = TEXT("a"), .token_type = TEXT("Bearer")}, 200, TOKENS,
			COOP_ODD_ERROR_BESIDE_TOKENS, "a", NULL, "Bearer", NULL, "x"},
		{"B17 refresh only", {.error = TEXT("x"), .refresh_token = TEXT("r")}, 200, NEITHER, 0, NULL, "r", NULL, NULL,
			"x"},
		{"B17 refresh damaged", {.error = TEXT("x"), .access_token = TEXT("a"), .refresh_token = UNUSABLE}, 200,
			NEITHER, 0, NULL, NULL, NULL, NULL, "x"},
		{"an empty error is none", {.error = TEXT(""), .access_token = TEXT("a"), .token_type = TEXT("Bearer")}, 200,
			TOKENS, 0, "a", NULL, "Bearer", NULL, NULL},
		{"a null error is none", {.error = NIL}, 200, NEITHER, 0, NULL, NULL, NULL, NULL, NULL},
		{"an error that is no code", {.error = UNUSABLE}, 200, NEITHER, 0, NULL, NULL, NULL, NULL, NULL},
		{"400", {.error = TEXT("invalid_grant")}, 400, ERROR, 0, NULL, NULL, NULL, NULL, "invalid_grant"},
		{"401", {.error = TEXT("invalid_client")}, 401, ERROR, 0, NULL, NULL, NULL, NULL, "invalid_client"},
		{"400 without a body", {.access_token = {0}}, 400, ERROR, 0, NULL, NULL, NULL, NULL, NULL},
		{"503 without a body", {.access_token = {0}}, 503, ERROR, 0, NULL, NULL, NULL, NULL, NULL},
		{"302", {.access_token = TEXT("a"), .refresh_token = TEXT("r")}, 302, ERROR, 0, NULL, NULL, NULL, NULL, NULL},
		{"400 with tokens", {.access_token = TEXT("a"), .refresh_token = TEXT("r")}, 400, ERROR, 0, NULL, NULL, NULL,
			NULL, NULL},
		{"199", {.access_token = TEXT("a")}, 199, ERROR, 0, NULL, NULL, NULL, NULL, NULL},
		{"0", {.access_token = TEXT("a")}, 0, ERROR, 0, NULL, NULL, NULL, NULL, NULL},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_token_answer answer;
		coop_token_answer_judge(&ROWS[i].fields, ROWS[i].status, NOW, &answer);
		CHECK_ROW((int) answer.verdict == ROWS[i].verdict, ROWS[i].row);
		CHECK_ROW(answer.odd == ROWS[i].odd, ROWS[i].row);
		CHECK_ROW(is(answer.access_token, ROWS[i].access), ROWS[i].row);
		CHECK_ROW(is(answer.refresh_token, ROWS[i].refresh), ROWS[i].row);
		CHECK_ROW(is(answer.token_type, ROWS[i].type), ROWS[i].row);
		CHECK_ROW(is(answer.scope, ROWS[i].scope), ROWS[i].row);
		CHECK_ROW(is(answer.error, ROWS[i].error), ROWS[i].row);
		CHECK_ROW((answer.problem != NULL) == (ROWS[i].verdict == NEITHER), ROWS[i].row);
		CHECK_ROW(!answer.expiry_known && !answer.refresh_expiry_known, ROWS[i].row);
	}
}

static void error_details(void)
{
	const coop_token_fields fields = {.error = TEXT("invalid_grant"),
		.error_description = TEXT("Refresh token has expired"),
		.error_uri = TEXT("https://as.example/errors")};
	const coop_token_fields odd = {.error = INTEGER(7), .error_description = UNUSABLE, .error_uri = NIL};
	coop_token_answer answer;

	coop_token_answer_judge(&fields, 400, NOW, &answer);
	CHECK(is(answer.error, "invalid_grant") && is(answer.error_description, "Refresh token has expired"));
	CHECK(is(answer.error_uri, "https://as.example/errors"));
	coop_token_answer_judge(&odd, 400, NOW, &answer);
	CHECK(is(answer.error, NULL) && is(answer.error_description, NULL) && is(answer.error_uri, NULL));
}

static void problems(void)
{
	static const struct {
		coop_token_fields fields;
		const char *problem;
	} ROWS[] = {
		{{.access_token = {0}}, "has no access_token"},
		{{.access_token = NIL, .refresh_token = TEXT("r")}, "has no access_token"},
		{{.access_token = UNUSABLE}, "has an access_token that is not a usable text"},
		{{.access_token = TEXT("a b")}, "has an access_token that cannot be sent in a header"},
		{{.access_token = TEXT("a"), .token_type = TEXT("mac")}, "has a token_type that is not Bearer"},
		{{.access_token = TEXT("<a>")}, "has a placeholder as access_token"},
		{{.access_token = TEXT("a"), .refresh_token = TEXT("<r>")}, "has a placeholder as refresh_token"},
		{{.access_token = TEXT("a"), .refresh_token = UNUSABLE}, "has a refresh_token that is not a usable text"},
		{{.access_token = TEXT("a"), .refresh_token = TEXT("\n")}, "has a refresh_token with a control character"},
		{{.access_token = TEXT("a b"), .refresh_token = UNUSABLE}, "has a refresh_token that is not a usable text"},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_token_answer answer;
		coop_token_answer_judge(&ROWS[i].fields, 200, NOW, &answer);
		CHECK_ROW(answer.problem && strcmp(answer.problem, ROWS[i].problem) == 0, ROWS[i].problem);
	}
}

static void too_long(void)
{
	static char text[COOP_TOKEN_ANSWER_MAXIMUM + 1];
	coop_token_fields fields = {.access_token = TEXT("a"), .refresh_token = {.kind = COOP_FIELD_TEXT}};
	coop_token_answer answer;

	memset(text, 'x', sizeof(text));
	fields.refresh_token.text = (coop_view){text, sizeof(text) - 1};
	coop_token_answer_judge(&fields, 200, NOW, &answer);
	CHECK(answer.verdict == COOP_TOKEN_VERDICT_TOKENS && answer.refresh_token.len == sizeof(text) - 1);
	fields.refresh_token.text.len++;
	coop_token_answer_judge(&fields, 200, NOW, &answer);
	CHECK(answer.verdict == COOP_TOKEN_VERDICT_UNUSABLE && !answer.refresh_token.ptr);
}

/* B4 to B7. `lifetime` is -1 if the expiry is unknown. The refresh token is taken whatever expires_in says. */
static void lifetimes(void)
{
	const struct {
		const char *row;
		coop_field expires_in;
		int64_t lifetime;
		bool odd;
	} ROWS[] = {
		{"B4 absent", {0}, -1, false},
		{"B5 \"3600\"", TEXT("3600"), 3600, false},
		{"B5 \" 3600\"", TEXT(" 3600"), -1, true},
		{"B5 \"3600 \"", TEXT("3600 "), -1, true},
		{"B5 \"3600s\"", TEXT("3600s"), -1, true},
		{"B5 \"0x10\"", TEXT("0x10"), -1, true},
		{"B5 \"\"", TEXT(""), -1, true},
		{"B5 \"1e3\"", TEXT("1e3"), -1, true},
		{"B5 \"NaN\"", TEXT("NaN"), -1, true},
		{"B5 \"-60\"", TEXT("-60"), -1, true},
		{"B5 \"3599.9\"", TEXT("3599.9"), 3599, false},
		{"B5 true, [], {}", UNUSABLE, -1, true},
		{"B5 null", NIL, -1, true},
		{"B6 0", INTEGER(0), -1, true},
		{"B6 0.5", NUMBER(0.5), -1, true},
		{"B6 -1", INTEGER(-1), -1, true},
		{"B6 lowest", INTEGER(INT64_MIN), -1, true},
		{"B6 -0", NUMBER(-0.0), -1, true},
		{"B6 -1e300", NUMBER(-1e300), -1, true},
		{"1", INTEGER(1), 1, false},
		{"300", INTEGER(300), 300, false},
		{"86400", INTEGER(86400), 86400, false},
		{"B7 3599.9", NUMBER(3599.9), 3599, false},
		{"B7 3600.0", NUMBER(3600.0), 3600, false},
		{"B7 1e300", NUMBER(1e300), -1, true},
		{"B7 NaN", NUMBER((double) NAN), -1, true},
		{"B7 infinite", NUMBER((double) INFINITY), -1, true},
		{"B7 2^31", INTEGER(INT64_C(2147483648)), -1, true}, /* more than ten years from NOW */
		{"B7 2^53+1", INTEGER(INT64_C(9007199254740993)), -1, true},
		{"B7 2^63-1", INTEGER(INT64_MAX), -1, true},
		{"B7 2^63", NUMBER(9223372036854775808.0), -1, true},
		{"B7 text of 2^63", TEXT("9223372036854775808"), -1, true},
		{"B7 many digits", TEXT("77777777777777777777777777777777777777777777777"), -1, true},
		{"B7 ten years", INTEGER(COOP_LIFETIME_MAXIMUM), COOP_LIFETIME_MAXIMUM, false},
		{"B7 ten years and 1 s", INTEGER(COOP_LIFETIME_MAXIMUM + 1), -1, true},
		{"a timestamp", INTEGER(NOW + 3600), 3600, true},
		{"a timestamp as text", TEXT("1700003600"), 3600, true},
		{"a timestamp with a fraction", NUMBER((double) NOW + 3600.5), 3600, true},
		{"a timestamp in milliseconds", INTEGER((NOW + 3600) * 1000 + 999), 3600, true},
		{"a timestamp that has passed", INTEGER(NOW - 60), -60, true},
		{"milliseconds of a year", INTEGER(INT64_C(31536000000)), -1, true},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		const coop_token_fields fields = {.access_token = TEXT("a"),
			.token_type = TEXT("Bearer"),
			.refresh_token = TEXT("r"),
			.expires_in = ROWS[i].expires_in};
		coop_token_answer answer;
		coop_token_answer_judge(&fields, 200, NOW, &answer);
		CHECK_ROW(answer.verdict == COOP_TOKEN_VERDICT_TOKENS && is(answer.refresh_token, "r"), ROWS[i].row);
		CHECK_ROW(answer.expiry_known == (ROWS[i].lifetime != -1), ROWS[i].row);
		CHECK_ROW(!answer.expiry_known || answer.expires_at == NOW + ROWS[i].lifetime, ROWS[i].row);
		CHECK_ROW(answer.odd == (ROWS[i].odd ? COOP_ODD_EXPIRES_IN : 0u), ROWS[i].row);
	}
}

/* The members beside expires_in that say when a token ends. */
static void other_lifetimes(void)
{
	static const struct {
		const char *row;
		coop_field expires_in, in_sec, at;
		int64_t lifetime; /* -1 if the expiry is unknown */
		bool odd;
	} ROWS[] = {
		{"expires_in_sec alone", {0}, INTEGER(3600), {0}, 3600, false},
		{"the same twice", INTEGER(3600), INTEGER(3600), {0}, 3600, false},
		{"expires_in in milliseconds", INTEGER(3600000), INTEGER(3600), {0}, 3600, true},
		{"expires_in in milliseconds, as texts", TEXT("3600000"), TEXT("3600"), {0}, 3600, true},
		{"expires_in_sec of no use", INTEGER(60), TEXT("soon"), {0}, 60, true},
		{"expires_in_sec zero", INTEGER(60), INTEGER(0), {0}, 60, true},
		{"expires_in of no use", TEXT("soon"), INTEGER(60), {0}, 60, true},
		{"timestamp", {0}, {0}, INTEGER(NOW + 60), 60, false},
		{"timestamp as text", {0}, {0}, TEXT("1700000060"), 60, false},
		{"timestamp with a fraction", {0}, {0}, TEXT("1700000060.25"), 60, false},
		{"timestamp in milliseconds", {0}, {0}, INTEGER((NOW + 60) * 1000), 60, false},
		{"timestamp in milliseconds as text", {0}, {0}, TEXT("1700000060000"), 60, false},
		{"timestamp as a double", {0}, {0}, NUMBER(1700000060000.0), 60, false},
		{"date with Z", {0}, {0}, TEXT("2023-11-14T22:14:20Z"), 60, false},
		{"date with a fraction", {0}, {0}, TEXT("2023-11-14T22:14:20.123456Z"), 60, false},
		{"date with an offset", {0}, {0}, TEXT("2023-11-15T00:14:20+02:00"), 60, false},
		{"date without a zone", {0}, {0}, TEXT("2023-11-14 22:14:20"), 60, false},
		{"day", {0}, {0}, TEXT("2023-11-15"), 6400, false},
		{"timestamp that has passed", {0}, {0}, INTEGER(NOW - 60), -60, false},
		{"not a timestamp", {0}, {0}, INTEGER(3600), -1, true},
		{"zero", {0}, {0}, INTEGER(0), -1, true},
		{"garbage", {0}, {0}, TEXT("tomorrow"), -1, true},
		{"unusable", {0}, {0}, UNUSABLE, -1, true},
		{"null", {0}, {0}, NIL, -1, false},
		{"in a hundred years", {0}, {0}, TEXT("2123-11-14T22:14:20Z"), -1, true},
		{"expires_in comes first", INTEGER(30), {0}, INTEGER(NOW + 60), 30, false},
		{"garbage beside expires_in", INTEGER(30), {0}, TEXT("tomorrow"), 30, false},
		{"expires_in of no use beside it", INTEGER(0), {0}, INTEGER(NOW + 60), 60, true},
		{"expires_in too far beside it", INTEGER(INT64_C(31536000000)), {0}, INTEGER(NOW + 60), 60, true},
		{"expires_in in milliseconds beside it", INTEGER(60000), {0}, INTEGER(NOW + 60), 60, true},
		{"expires_in beside one that has passed", INTEGER(60), {0}, INTEGER(NOW - 60), 60, false},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		const coop_token_fields fields = {.access_token = TEXT("a"),
			.token_type = TEXT("Bearer"),
			.expires_in = ROWS[i].expires_in,
			.expires_in_sec = ROWS[i].in_sec,
			.expires_at = ROWS[i].at};
		coop_token_answer answer;
		coop_token_answer_judge(&fields, 200, NOW, &answer);
		CHECK_ROW(answer.verdict == COOP_TOKEN_VERDICT_TOKENS, ROWS[i].row);
		CHECK_ROW(answer.expiry_known == (ROWS[i].lifetime != -1), ROWS[i].row);
		CHECK_ROW(!answer.expiry_known || answer.expires_at == NOW + ROWS[i].lifetime, ROWS[i].row);
		CHECK_ROW(answer.odd == (ROWS[i].odd ? COOP_ODD_EXPIRES_IN : 0u), ROWS[i].row);
	}
}

static bool may_live_until(coop_instant at, int64_t number)
{
	return at <= coop_instant_add(NOW, number) || at <= number || at <= number / 1000;
}

/* Whatever number stands in the answer, the token does not live longer than one of the readings of that number. */
static void never_longer(void)
{
	uint64_t state = 7;
	for (int i = 0; i < 100000; i++) {
		uint64_t bits = (uint64_t) test_random(&state) << 32 | test_random(&state);
		int64_t number = (int64_t) (bits >> (test_random(&state) % 64));
		const coop_token_fields in = {.access_token = TEXT("a"), .expires_in = INTEGER(number)};
		const coop_token_fields at = {.access_token = TEXT("a"), .expires_at = INTEGER(number)};
		coop_token_answer answer;
		coop_token_answer_judge(&in, 200, NOW, &answer);
		CHECK(!answer.expiry_known ||
			(answer.expires_at <= coop_instant_add(NOW, number) && answer.expires_at <= NOW + COOP_LIFETIME_MAXIMUM));
		coop_token_answer_judge(&at, 200, NOW, &answer);
		CHECK(!answer.expiry_known ||
			(may_live_until(answer.expires_at, number) && answer.expires_at <= NOW + COOP_LIFETIME_MAXIMUM));
	}
}

/* An instant near the end of time is clamped, not overflown. */
static void clamped_expiry(void)
{
	const coop_token_fields fields = {
		.access_token = TEXT("a"), .expires_in = INTEGER(3600), .refresh_expires_in = INTEGER(3600)};
	coop_token_answer answer;

	coop_token_answer_judge(&fields, 200, INT64_MAX - 10, &answer);
	CHECK(answer.expires_at == INT64_MAX && answer.refresh_token_expires_at == INT64_MAX);
}

static void jwt_expiry(void)
{
	const struct {
		const char *row;
		coop_field exp, expires_in;
		int64_t lifetime;
		unsigned odd;
	} ROWS[] = {
		{"right against wrong", INTEGER(NOW + 1800), INTEGER(30), 1800, 0},
		{"a number", NUMBER((double) NOW + 1800.5), INTEGER(30), 1800, 0},
		{"past", INTEGER(NOW - 5), INTEGER(30), 0, 0},
		{"long past", INTEGER(INT64_MIN), INTEGER(30), 0, 0},
		{"too far", INTEGER(INT64_MAX), INTEGER(30), 30, 0},
		{"beside garbage", INTEGER(NOW + 60), UNUSABLE, 60, 0},
		{"a text is none", TEXT("1700000060"), INTEGER(30), 30, 0},
		{"unusable", UNUSABLE, INTEGER(30), 30, 0},
		{"both unusable", UNUSABLE, UNUSABLE, -1, COOP_ODD_EXPIRES_IN},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		const coop_token_fields fields = {.access_token = TEXT("a"),
			.token_type = TEXT("Bearer"),
			.expires_in = ROWS[i].expires_in,
			.expiry_in_access_token = ROWS[i].exp};
		coop_token_answer answer;
		coop_token_answer_judge(&fields, 200, NOW, &answer);
		CHECK_ROW(answer.expiry_known == (ROWS[i].lifetime >= 0), ROWS[i].row);
		CHECK_ROW(!answer.expiry_known || answer.expires_at == NOW + ROWS[i].lifetime, ROWS[i].row);
		CHECK_ROW(answer.odd == ROWS[i].odd, ROWS[i].row);
	}
}

/* B21: 0 and less mean never, and a hint that cannot be used is no problem. */
static void refresh_expiry(void)
{
	static const struct {
		coop_field expires_in;
		int64_t lifetime;
	} ROWS[] = {
		{{0}, 0},
		{NIL, 0},
		{INTEGER(0), 0},
		{INTEGER(-1), 0},
		{TEXT("0"), 0},
		{TEXT("never"), 0},
		{UNUSABLE, 0},
		{INTEGER(1209600), 1209600},
		{TEXT("1209600"), 1209600},
		{NUMBER(60.5), 60},
		{INTEGER(INT64_MAX), 0},
		{INTEGER(NOW + 1209600), 1209600},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		const coop_token_fields fields = {
			.access_token = TEXT("a"), .token_type = TEXT("Bearer"), .refresh_expires_in = ROWS[i].expires_in};
		coop_token_answer answer;
		coop_token_answer_judge(&fields, 200, NOW, &answer);
		CHECK(answer.verdict == COOP_TOKEN_VERDICT_TOKENS && answer.odd == 0);
		CHECK(answer.refresh_expiry_known == (ROWS[i].lifetime > 0));
		CHECK(!answer.refresh_expiry_known || answer.refresh_token_expires_at == NOW + ROWS[i].lifetime);
	}
}

static const char REDCORE[] = "{\n"
							  "    \"access_token\":\"6YotnF2FEjr1zCsicMWpAA\",\n"
							  "    \"expires_in\":3600,\n"
							  "    \"token_type\": \"bearer\",\n"
							  "    \"scope\":null,\n"
							  "    \"refresh_token\":\"1Gzv3JOkF0XG2Qx2TlKWIA\",\n"
							  "}\n";

static const char ORGANICITY[] = "{\n"
								 "    \"access_token\": \"<ACCESS_TOKEN>\",\n"
								 "    \"token_type\": \"bearer\",\n"
								 "    \"expires_in\": 300,\n"
								 "    \"refresh_token\": <REFRESH_TOKEN>,\n"
								 "    \"typ\": Offline\",\n"
								 "    \"refresh_expires_in\": 0\n"
								 "}\n";

static void salvage(void)
{
	static const struct {
		const char *body, *token; /* token is NULL if none is found */
	} ROWS[] = {
		/* the documents' own */
		{REDCORE, "1Gzv3JOkF0XG2Qx2TlKWIA"},
		{ORGANICITY, NULL},
		/* broken around it */
		{"\xEF\xBB\xBF{\"refresh_token\":\"r\"}", "r"},
		{"{\"refresh_token\":\"r\",}", "r"},
		{"{\"refresh_token\":\"r\"", "r"},
		{"{\"typ\": Offline\", \"refresh_token\": \"r\"}", "r"},
		{"{\"typ\": \"Offline, \"refresh_token\": \"r\"}", "r"},
		{"{\"typ\": \"Offline\n \"refresh_token\": \"r\"\n \"x\": 1}", "r"},
		{"{'access_token':'a','refresh_token':'r'}", "r"},
		{"{'refresh_token' : 'x', 'token_type': 'bearer'}", "x"},
		{"{'access_token': 'a', 'refresh_token': \"it's\"}", "it's"},
		{"{\"refresh_token\": 'say \"hi\"'}", "say \"hi\""},
		{"/* tokens */ {\"a\":1, // the new one\n\"refresh_token\":\"r\"}", "r"},
		{"{\"a\":1, /* x */ \"refresh_token\" /* y */ : /* z */ \"r\" /* w */ }", "r"},
		{"{\"a\":1,\"refresh_token\"// y\n:// z\n\"r\"// w\n}", "r"},
		{"{\"expires_in\": 3600\n\"refresh_token\": \"r\"}", "r"},
		{"{\"token_type\":\"bearer\"\"refresh_token\":\"r\"}", "r"},
		{"<br />\n<b>Warning</b>: x in y\n{\"refresh_token\":\"r\",\"x\":1}", "r"},
		{"callback({\"data\":{\"refresh_token\":\"r\"}});", "r"},
		{"{\r\n\t\"refresh_token\"\t:\r\n\"r\"\r\n}", "r"},
		/* unquoted and half-quoted */
		{"{\"refresh_token\": eyJh.b-_.c,\"typ\":1}", "eyJh.b-_.c"},
		{"{\"refresh_token\":eyJh.b.c}", "eyJh.b.c"},
		{"{\"refresh_token\": eyJh.b.c\n}", "eyJh.b.c"},
		{"{\"refresh_token\": eyJh.b.c\", \"x\":1}", "eyJh.b.c"},
		{"{\"refresh_token\": rt_1_2_0123456789abcd, \"x\":1}", "rt_1_2_0123456789abcd"},
		{"{\"refresh_token\": eyJh.b.c", NULL}, /* the token may go on behind the cut */
		{"{\"refresh_token\": eyJh.b.c\"", NULL},
		{"{\"refresh_token\": \"r, \"x\":1}", NULL}, /* the closing quote may be anywhere */
		{"{\"refresh_token\": \"r,\n\"x\":1}", NULL},
		{"{\"refresh_token\": eyJh.\"b\".c, \"x\":1}", NULL},
		{"{\"refresh_token\": \"r\"s\", \"x\":1}", NULL},
		{"{\"refresh_token\": eyJh.b\\u0041.c, \"x\":1}", NULL},
		{"{\"refresh_token\": eyJh.b.\xC3\xBC, \"x\":1}", NULL},
		/* words that are no tokens */
		{"{\"refresh_token\":r}", NULL},
		{"{\"refresh_token\": Offline\", \"x\":1}", NULL},
		{"{\"refresh_token\": REFRESH_TOKEN,}", NULL},
		{"{\"refresh_token\": YOUR_LONG_REFRESH_TOKEN_HERE,}", NULL},
		{"{\"refresh_token\": 01234567890123456789012345,}", NULL},
		{"{\"refresh_token\": $refresh_token_0123456789,}", NULL},
		/* placeholders */
		{"{\"refresh_token\": <refresh_token>,}", NULL},
		{"{\"refresh_token\": <eyJhbGciOiJIUzI1NiJ9.e30.c2ln>,}", NULL},
		{"{\"refresh_token\": \"<REFRESH_TOKEN>\",}", NULL},
		{"{'refresh_token': '<the new refresh token>',}", NULL},
		{"{\"refresh_token\": \"\\u003crefresh_token\\u003e\",}", NULL},
		{"{\"refresh_token\": \"<a>b\",}", "<a>b"},
		/* not a token */
		{"{\"refresh_token\": null,}", NULL},
		{"{'refresh_token': None}", NULL},
		{"{\"refresh_token\": NULL}", NULL},
		{"{\"refresh_token\": true,}", NULL},
		{"{\"refresh_token\": undefined,}", NULL},
		{"{\"refresh_token\": 12345,}", NULL},
		{"{\"refresh_token\": -1.5e9,}", NULL},
		{"{\"refresh_token\": [\"r\"],}", NULL},
		{"{\"refresh_token\": {\"x\":1},}", NULL},
		{"{\"refresh_token\": \"\",}", NULL},
		{"{\"refresh_token\": '',}", NULL},
		{"{\"refresh_token\": ,}", NULL},
		{"{\"refresh_token\": }", NULL},
		{"{\"refresh_token\":", NULL},
		{"{\"refresh_token\"", NULL},
		{"{\"refresh_token", NULL},
		{"{\"refresh_token\": \"r", NULL},
		{"{\"refresh_token\": \"r\\", NULL},
		{"{\"refresh_token\": \"r\\\"", NULL},
		/* two of them */
		{"{\"refresh_token\":\"r\",\"refresh_token\":\"s\"}", NULL},
		{"{\"refresh_token\":\"r\",\"refresh_token\":\"r\"}", NULL},
		{"{\"refresh_token\":\"r\",\"x\":{\"refresh_token\":null}}", NULL},
		{"{\"refresh_token\":\"r\",'refresh_token':'s'}", NULL},
		/* other members and other texts */
		{"{\"old_refresh_token\":\"o\",\"refresh_token\":\"r\",}", "r"},
		{"{\"refresh_token_expires_in\":7,\"refresh_token\":\"r\",}", "r"},
		{"{\"old_refresh_token\":\"o\",}", NULL},
		{"{\"refresh_token_expires_in\":\"7\",}", NULL},
		{"{\"Refresh_Token\":\"r\",}", NULL},
		{"{\"refresh_token':\"r\",}", NULL},
		{"{refresh_token:\"r\",}", NULL},
		{"{\"grant_type\":\"refresh_token\",\"refresh_token\":\"r\",}", "r"},
		{"{\"grant_type\":\"refresh_token\",}", NULL},
		{"{\"hint\":\"the \\\"refresh_token\\\":\\\"x\\\" was used\",\"refresh_token\":\"r\",}", "r"},
		{"{\"hint\":\"the \\\"refresh_token\\\":\\\"x\\\" was used\",}", NULL},
		{"{\"hint\":\"\\\"refresh_token\\\":\\\"x\\\"\",}", NULL},
		{"{\"hint\":\"send 'refresh_token': 'x' again\",\"refresh_token\":\"r\",}", "r"},
		{"{\"hint\":\"send 'refresh_token': 'x' again\",}", NULL},
		{"{\"hint\":\"'refresh_token': 'x'\",}", NULL},
		{"{\"hint\":\"'refresh_token': 'x', again\",}", NULL},
		{"refresh_token", NULL},
		{"\"refresh_token\"", NULL},
		{"", NULL},
		{"<html>\"refresh_token\"</html>", NULL},
		/* escapes */
		{"{\"refresh_token\":\"a\\/b\\\\c\\\"d\",}", "a/b\\c\"d"},
		{"{\"refresh_token\":\"\\u0041\\u00FC\\u20ac\",}", "A\xC3\xBC\xE2\x82\xAC"},
		{"{\"refresh_token\":\"\\ud83d\\udc23\",}", "\xF0\x9F\x90\xA3"},
		{"{\"refresh_token\":\"\\uDBFF\\uDFFF\",}", "\xF4\x8F\xBF\xBF"},
		{"{\"refresh_token\":\"\xC3\xBC\",}", "\xC3\xBC"},
		{"{\"refresh_token\":\"a\\ud83d\",}", NULL},
		{"{\"refresh_token\":\"a\\udc23\",}", NULL},
		{"{\"refresh_token\":\"a\\ud83dx\",}", NULL},
		{"{\"refresh_token\":\"a\\ud83d\\n\",}", NULL},
		{"{\"refresh_token\":\"a\\ud83d\\u0041\",}", NULL},
		{"{\"refresh_token\":\"a\\ud83d\\ud83d\",}", NULL},
		{"{\"refresh_token\":\"a\\u00g1\",}", NULL},
		{"{\"refresh_token\":\"a\\u00\",}", NULL},
		{"{\"refresh_token\":\"a\\u0000\",}", NULL},
		{"{\"refresh_token\":\"a\\u001f\",}", NULL},
		{"{\"refresh_token\":\"a\\u007F\",}", NULL},
		{"{\"refresh_token\":\"a\\n\",}", NULL},
		{"{\"refresh_token\":\"a\\x41\",}", NULL},
		{"{\"refresh_token\":\"a\tb\",}", NULL},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer token;
		coop_buffer_init(&token, COOP_TOKEN_ANSWER_MAXIMUM);
		CHECK_ROW(
			coop_salvage_refresh_token(coop_view_of(ROWS[i].body), &token) == (ROWS[i].token != NULL), ROWS[i].body);
		CHECK_ROW(coop_view_equals(coop_buffer_view(&token), coop_view_of(ROWS[i].token)), ROWS[i].body);
		coop_buffer_clear(&token);
	}
}

static void salvage_limits(void)
{
	coop_buffer token;

	coop_buffer_init(&token, 3);
	CHECK(!coop_salvage_refresh_token(COOP_VIEW("{\"refresh_token\":\"four\",}"), &token) && token.len == 0);
	coop_buffer_clear(&token);
	CHECK(!coop_salvage_refresh_token(COOP_VIEW_NONE, &token));
	CHECK(!coop_salvage_refresh_token(COOP_VIEW("{\"refresh_token\":eyJh.b.c\0,}"), &token));
	CHECK(!coop_salvage_refresh_token(COOP_VIEW("{\"refresh_token\":\"a\0b\",}"), &token));
	CHECK(!coop_salvage_refresh_token(COOP_VIEW("{\"refresh_token\":\"a\"\0,}"), &token));
	coop_buffer_clear(&token);
}

/* A scan that goes back would take for ever on these bodies. */
static void salvage_is_linear(void)
{
	static const char *const PIECES[] = {"{\"refresh_token\"/*", "{\"refresh_token\" ", "\"refresh_token\":", " \t",
		"\"refresh_token\"//", "{\"refresh_token\":\"", "refresh_token", "\"refresh_token", "/*", "\\"};
	const size_t size = 4 * 1024 * 1024;

	for (size_t i = 0; i < COUNT(PIECES); i++) {
		size_t len = strlen(PIECES[i]);
		char *body = malloc(size);
		for (size_t k = 0; k < size; k++) {
			body[k] = PIECES[i][k % len];
		}
		coop_buffer token;
		coop_buffer_init(&token, 100);
		CHECK_ROW(!coop_salvage_refresh_token((coop_view){body, size}, &token), PIECES[i]);
		coop_buffer_clear(&token);
		free(body);
	}
}

/* Whatever is found is a token that was in the body. */
static void mutations(void)
{
	static const char *const SEEDS[] = {REDCORE, ORGANICITY,
		"{'a':1,/*x*/'refresh_token':'\\ud83d\\udc23\\u0041b\\/c',//y\n'old_refresh_token':\"z\"}",
		"{\"refresh_token\":eyJhbGciOiJub25lIn0.e30.x,\"refresh_token\":\"s\"}", "{\"refresh_token\":\"<r>\",}"};
	static const char LETTERS[] = "\"'\\{}:,/*\n u0dr\0\x7F\xC3";
	uint64_t state = 5;
	unsigned found = 0;

	for (int i = 0; i < 60000; i++) {
		const char *seed = SEEDS[(size_t) i % COUNT(SEEDS)];
		size_t len = strlen(seed);
		char *body = test_mutate(&state, seed, &len, LETTERS, sizeof(LETTERS));
		coop_buffer token;
		coop_buffer_init(&token, COOP_TOKEN_ANSWER_MAXIMUM);
		bool good = true;
		if (coop_salvage_refresh_token((coop_view){body, len}, &token)) {
			found++;
			good = token.len > 0 && token.len < len && !(token.ptr[0] == '<' && token.ptr[token.len - 1] == '>');
			for (size_t k = 0; k < token.len; k++) {
				good = good && (unsigned char) token.ptr[k] >= 0x20 && token.ptr[k] != 0x7F;
			}
		} else {
			good = token.len == 0;
		}
		CHECK(good);
		coop_buffer_clear(&token);
		free(body);
	}
	CHECK(found > 10000);
}

int main(void)
{
	verdicts();
	error_details();
	problems();
	too_long();
	lifetimes();
	other_lifetimes();
	never_longer();
	clamped_expiry();
	jwt_expiry();
	refresh_expiry();
	salvage();
	salvage_limits();
	salvage_is_linear();
	mutations();
	return test_result();
}
