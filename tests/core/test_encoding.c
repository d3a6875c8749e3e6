/* SPDX-License-Identifier: MIT */
#include "../../ext/core/encoding.h"
#include "test.h"

typedef bool (*writer)(coop_buffer *, coop_view);

static bool holds(const coop_buffer *buffer, coop_view expected)
{
	return coop_view_equals(coop_buffer_view(buffer), expected);
}

static void writers(void)
{
	static const struct {
		writer write;
		coop_view in, out;
	} ROWS[] = {
		{coop_encode_percent, COOP_VIEW(""), COOP_VIEW("")},
		{coop_encode_percent, COOP_VIEW("AZaz09-._~"), COOP_VIEW("AZaz09-._~")},
		{coop_encode_percent, COOP_VIEW("a b+c&d=e/%"), COOP_VIEW("a%20b%2Bc%26d%3De%2F%25")},
		{coop_encode_percent, COOP_VIEW("\0\x7F\xC3\xBC\xFF"), COOP_VIEW("%00%7F%C3%BC%FF")},
		{coop_decode_form, COOP_VIEW("a%20b+c%2bd%2Be"), COOP_VIEW("a b c+d+e")},
		{coop_decode_form, COOP_VIEW("%C3%BC%00"), COOP_VIEW("\xC3\xBC\0")},
		{coop_decode_form, COOP_VIEW("%"), COOP_VIEW("%")},
		{coop_decode_form, COOP_VIEW("%4"), COOP_VIEW("%4")},
		{coop_decode_form, COOP_VIEW("%4g%g4%%41"), COOP_VIEW("%4g%g4%A")},
		{coop_decode_form, COOP_VIEW("100%+sure"), COOP_VIEW("100% sure")},
		/* RFC 4648 section 10, without the padding */
		{coop_encode_base64url, COOP_VIEW(""), COOP_VIEW("")},
		{coop_encode_base64url, COOP_VIEW("f"), COOP_VIEW("Zg")},
		{coop_encode_base64url, COOP_VIEW("fo"), COOP_VIEW("Zm8")},
		{coop_encode_base64url, COOP_VIEW("foo"), COOP_VIEW("Zm9v")},
		{coop_encode_base64url, COOP_VIEW("foob"), COOP_VIEW("Zm9vYg")},
		{coop_encode_base64url, COOP_VIEW("fooba"), COOP_VIEW("Zm9vYmE")},
		{coop_encode_base64url, COOP_VIEW("foobar"), COOP_VIEW("Zm9vYmFy")},
		{coop_encode_base64url, COOP_VIEW("\xFB\xFF\xFE"), COOP_VIEW("-__-")},
		{coop_decode_base64url, COOP_VIEW(""), COOP_VIEW("")},
		{coop_decode_base64url, COOP_VIEW("Zg"), COOP_VIEW("f")},
		{coop_decode_base64url, COOP_VIEW("Zm8"), COOP_VIEW("fo")},
		{coop_decode_base64url, COOP_VIEW("Zm9vYmFy"), COOP_VIEW("foobar")},
		{coop_decode_base64url, COOP_VIEW("-__-"), COOP_VIEW("\xFB\xFF\xFE")},
		{coop_encode_hex, COOP_VIEW("\0\x0F\xF0\xFF"), COOP_VIEW("000ff0ff")},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer out;
		coop_buffer_init(&out, 1000);
		CHECK_ROW(ROWS[i].write(&out, ROWS[i].in), ROWS[i].in.ptr);
		CHECK_ROW(holds(&out, ROWS[i].out), ROWS[i].in.ptr);
		coop_buffer_clear(&out);
		if (ROWS[i].out.len > 0) { /* one byte less is too little */
			coop_buffer_init(&out, ROWS[i].out.len - 1);
			CHECK_ROW(!ROWS[i].write(&out, ROWS[i].in) && out.failed, ROWS[i].in.ptr);
			coop_buffer_clear(&out);
		}
	}
}

static void strict_base64url(void)
{
	static const char *const REFUSED[] = {
		"Z", "Zm9vY", "Zg==", "Zm8=", "=", "Zm9v ", " Zm9v", "Zm9v\n", "Zm+v", "Zm/v", "Zm.v",
		"Zm\xC3\xBC", /* alphabet */
		"Zh", "Zv", "Zm9", "ZmG", "Zm8A1", "Z_", /* bits */
	};
	static const char *const ACCEPTED[] = {"AA", "Zw", "AAA", "ZmE", "ZmA", "Zmk"};

	for (size_t i = 0; i < COUNT(REFUSED); i++) {
		coop_buffer out;
		coop_buffer_init(&out, 100);
		CHECK_ROW(!coop_decode_base64url(&out, coop_view_of(REFUSED[i])) && out.len == 0, REFUSED[i]);
		coop_buffer_clear(&out);
	}
	for (size_t i = 0; i < COUNT(ACCEPTED); i++) {
		coop_buffer bytes, back;
		coop_buffer_init(&bytes, 100);
		coop_buffer_init(&back, 100);
		CHECK_ROW(coop_decode_base64url(&bytes, coop_view_of(ACCEPTED[i])), ACCEPTED[i]);
		CHECK_ROW(coop_encode_base64url(&back, coop_buffer_view(&bytes)), ACCEPTED[i]);
		CHECK_ROW(holds(&back, coop_view_of(ACCEPTED[i])), ACCEPTED[i]);
		coop_buffer_clear(&bytes);
		coop_buffer_clear(&back);
	}
}

static void form_pairs(void)
{
	static const struct {
		const char *before, *name, *value, *after;
	} ROWS[] = {
		{"", "a", "b", "a=b"},
		{"x=y", "a", "", "x=y&a="},
		{"http://h/p?", "a b", "c&d", "http://h/p?a%20b=c%26d"},
		{"index.php?option=token&", "api", "oauth2", "index.php?option=token&api=oauth2"},
		{"http://h/p?q=1", "state", "=", "http://h/p?q=1&state=%3D"},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer out;
		coop_buffer_init(&out, 1000);
		CHECK(coop_buffer_append(&out, coop_view_of(ROWS[i].before)));
		CHECK_ROW(coop_encode_form_pair(&out, coop_view_of(ROWS[i].name), coop_view_of(ROWS[i].value)), ROWS[i].after);
		CHECK_ROW(holds(&out, coop_view_of(ROWS[i].after)), ROWS[i].after);
		coop_buffer_clear(&out);
	}
}

static void form_walk(void)
{
	/* expected: each pair as name|value; */
	static const struct {
		const char *form, *pairs;
	} ROWS[] = {
		{"", ""},
		{"&&&", ""},
		{"a=1", "a|1;"},
		{"a=1&a=1&a=2", "a|1;a|1;a|2;"}, /* duplicates are the caller's to judge */
		{"&a=1&&b=2&", "a|1;b|2;"},
		{"a", "a|;"},
		{"a&b", "a|;b|;"},
		{"a=", "a|;"},
		{"=", "|;"},
		{"=x", "|x;"},
		{"a==b=c", "a|=b=c;"},
		{"a%3Db=c%26d", "a%3Db|c%26d;"},
		{"a=1;b=2", "a|1;b=2;"},
		{"code=x&state=y?z#w", "code|x;state|y?z#w;"},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_view rest = coop_view_of(ROWS[i].form), name, value;
		coop_buffer pairs;
		coop_buffer_init(&pairs, 1000);
		while (coop_form_next(&rest, &name, &value)) {
			CHECK(name.ptr && value.ptr);
			coop_buffer_append(&pairs, name);
			coop_buffer_append_byte(&pairs, '|');
			coop_buffer_append(&pairs, value);
			coop_buffer_append_byte(&pairs, ';');
		}
		CHECK_ROW(rest.len == 0 && holds(&pairs, coop_view_of(ROWS[i].pairs)), ROWS[i].form);
		coop_buffer_clear(&pairs);
	}
	coop_view nothing = COOP_VIEW_NONE, name, value;
	CHECK(!coop_form_next(&nothing, &name, &value));
}

static void basic(void)
{
	static const struct {
		const char *id, *secret;
		bool form_encoded;
		const char *out;
	} ROWS[] = {
		/* printf '%s' 'id:secret' | base64 */
		{"Aladdin", "open sesame", false, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}, /* RFC 7617 section 2 */
		{"a:b%\xC3\xBC", "p+s /=", true, "Basic YSUzQWIlMjUlQzMlQkM6cCUyQnMlMjAlMkYlM0Q="},
		{"a:b%\xC3\xBC", "p+s /=", false, "Basic YTpiJcO8OnArcyAvPQ=="},
		{"TopCluck", "2e2dfd645da38940b1ff694733cc6be6", true,
			"Basic VG9wQ2x1Y2s6MmUyZGZkNjQ1ZGEzODk0MGIxZmY2OTQ3MzNjYzZiZTY="},
		{"TopCluck", "2e2dfd645da38940b1ff694733cc6be6", false,
			"Basic VG9wQ2x1Y2s6MmUyZGZkNjQ1ZGEzODk0MGIxZmY2OTQ3MzNjYzZiZTY="},
		{"id", "", true, "Basic aWQ6"},
		{"\xFB\xFF\xFE", "\xFB\xFF\xFE", false, "Basic +//+Ovv//g=="}, /* letters that base64url has not */
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_view id = coop_view_of(ROWS[i].id), secret = coop_view_of(ROWS[i].secret);
		coop_buffer out;
		coop_buffer_init(&out, 1000);
		CHECK_ROW(coop_encode_basic(&out, id, secret, ROWS[i].form_encoded), ROWS[i].out);
		CHECK_ROW(holds(&out, coop_view_of(ROWS[i].out)), out.ptr);
		coop_buffer_clear(&out);
		coop_buffer_init(&out, 4); /* even the pair is too long */
		CHECK_ROW(!coop_encode_basic(&out, id, secret, ROWS[i].form_encoded) && out.failed, ROWS[i].out);
		coop_buffer_clear(&out);
	}
}

static void cleaned(void)
{
	static const struct {
		coop_view in;
		size_t maximum;
		coop_view out;
	} ROWS[] = {
		{COOP_VIEW(""), 10, COOP_VIEW("")},
		{COOP_VIEW("Invalid refresh token"), 100, COOP_VIEW("Invalid refresh token")},
		{COOP_VIEW("a\0b\tc\r\nd\x1B[1me\x7F"), 100, COOP_VIEW("a b c  d [1me ")},
		{COOP_VIEW("a\xC2\x9B"
				   "1m\xC2\xA0"),
			100, COOP_VIEW("a 1m\xC2\xA0")}, /* U+009B goes, U+00A0 stays */
		{COOP_VIEW("\xC3\xBC\xE2\x82\xAC"), 5, COOP_VIEW("\xC3\xBC\xE2\x82\xAC")},
		{COOP_VIEW("\xC3\xBC\xE2\x82\xAC"), 4, COOP_VIEW("\xC3\xBC")},
		{COOP_VIEW("\xC3\xBC\xE2\x82\xAC"), 3, COOP_VIEW("\xC3\xBC")},
		{COOP_VIEW("\xC3\xBC\xE2\x82\xAC"), 2, COOP_VIEW("\xC3\xBC")},
		{COOP_VIEW("\xC3\xBC\xE2\x82\xAC"), 1, COOP_VIEW("")},
		{COOP_VIEW("\xC3\xBC"), 0, COOP_VIEW("")},
		{COOP_VIEW("ab\xF0\x9F\x90\xA3z"), 5, COOP_VIEW("ab")},
		{COOP_VIEW("ab\xF0\x9F\x90\xA3z"), 6, COOP_VIEW("ab\xF0\x9F\x90\xA3")},
		{COOP_VIEW("\xBF\xBF\xBF\xBF\xBF\xBF"), 5, COOP_VIEW("\xBF\xBF\xBF\xBF\xBF")}, /* not UTF-8: byte by byte */
		{COOP_VIEW("abcdef"), 3, COOP_VIEW("abc")},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer out;
		coop_buffer_init(&out, 100);
		CHECK_ROW(coop_append_cleaned(&out, ROWS[i].in, ROWS[i].maximum), ROWS[i].out.ptr);
		CHECK_ROW(holds(&out, ROWS[i].out), ROWS[i].out.ptr);
		coop_buffer_clear(&out);
	}
	coop_buffer out;
	coop_buffer_init(&out, 3);
	CHECK(!coop_append_cleaned(&out, COOP_VIEW("abcd"), 100) && out.len == 3);
	coop_buffer_clear(&out);
}

/* Whatever bytes come: decoding gives back what was encoded. */
static void unwrapped(void)
{
	static const struct {
		const char *body, *json; /* NULL: it is not wrapped */
	} ROWS[] = {
		{"callback( {\"error\":1} );", "{\"error\":1}"},
		{" callback({})\n", "{}"},
		{"callback({});\r\n", "{}"},
		{"&&&START&&&{\"a\":1}", "{\"a\":1}"},
		{"&&&START&&&", ""},
		{"callback()", ""},
		{"callback(", NULL},
		{"callback", NULL},
		{"callback;", NULL},
		{"callback {}", NULL},
		{"callback({}) more", NULL},
		{"other({})", NULL},
		{"{}", NULL},
		{"", NULL},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer out;
		coop_buffer_init(&out, 100);
		bool wrapped = coop_unwrap_json(&out, coop_view_of(ROWS[i].body));
		CHECK_ROW(wrapped == (ROWS[i].json != NULL), ROWS[i].body);
		CHECK_ROW(coop_view_equals(coop_buffer_view(&out), coop_view_of(wrapped ? ROWS[i].json : "")), ROWS[i].body);
		coop_buffer_clear(&out);
	}
}

static void round_trips(void)
{
	uint64_t state = 1;

	for (int i = 0; i < 5000; i++) {
		char bytes[40];
		size_t len = test_random(&state) % sizeof(bytes);
		for (size_t k = 0; k < len; k++) {
			bytes[k] = (char) test_random(&state);
		}
		static const writer PAIRS[][2] = {
			{coop_encode_percent, coop_decode_form}, {coop_encode_base64url, coop_decode_base64url}};
		coop_buffer coded, decoded;
		coop_buffer_init(&coded, 1000);
		coop_buffer_init(&decoded, 1000);
		CHECK(PAIRS[i % 2][0](&coded, (coop_view){bytes, len}));
		CHECK(PAIRS[i % 2][1](&decoded, coop_buffer_view(&coded)));
		CHECK(holds(&decoded, (coop_view){bytes, len}));
		coop_buffer_clear(&coded);
		coop_buffer_clear(&decoded);
	}
}

static void mutations(void)
{
	static const char FORM[] = "code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj%20x+y&iss=https%3A%2F%2Fas.example&&=&a";
	static const char LETTERS[] = "&=%+;a0\0\xFF";
	uint64_t state = 2;

	for (int i = 0; i < 20000; i++) {
		size_t len = sizeof(FORM) - 1, last = SIZE_MAX;
		char *form = test_mutate(&state, FORM, &len, LETTERS, sizeof(LETTERS));
		coop_view rest = {form, len}, name, value;
		coop_buffer out;
		coop_buffer_init(&out, len);
		bool good = true;
		while (coop_form_next(&rest, &name, &value)) {
			good = good && rest.len < last && coop_decode_form(&out, name) && coop_decode_form(&out, value);
			last = rest.len;
		}
		CHECK(good && rest.len == 0);
		coop_buffer_reset(&out);
		(void) coop_decode_base64url(&out, (coop_view){form, len});
		coop_buffer_clear(&out);
		free(form);
	}
}

int main(void)
{
	writers();
	strict_base64url();
	form_pairs();
	form_walk();
	basic();
	cleaned();
	unwrapped();
	round_trips();
	mutations();
	return test_result();
}
