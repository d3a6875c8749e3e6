/* SPDX-License-Identifier: MIT */
#include "../../ext/core/text.h"
#include "test.h"

static void views(void)
{
	static const struct {
		coop_view a, b;
		bool equal, equal_ignoring_case, a_starts_with_b;
	} ROWS[] = {
		{COOP_VIEW(""), COOP_VIEW(""), true, true, true}, {COOP_VIEW_NONE, COOP_VIEW(""), true, true, true},
		{COOP_VIEW("abc"), COOP_VIEW(""), false, false, true}, {COOP_VIEW(""), COOP_VIEW("abc"), false, false, false},
		{COOP_VIEW("Bearer"), COOP_VIEW("bEARER"), false, true, false},
		{COOP_VIEW("a\0b"), COOP_VIEW("a\0b"), true, true, true},
		{COOP_VIEW("a\0b"), COOP_VIEW("a\0c"), false, false, false},
		{COOP_VIEW("abc"), COOP_VIEW("ab"), false, false, true},
		{COOP_VIEW("\xC3\x84"), COOP_VIEW("\xC3\xA4"), false, false, false}, /* not ASCII: no case */
		{COOP_VIEW("@[`{"), COOP_VIEW("`{@["), false, false, false}, /* 32 apart, but not letters */
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		CHECK_ROW(coop_view_equals(ROWS[i].a, ROWS[i].b) == ROWS[i].equal, ROWS[i].b.ptr);
		CHECK_ROW(coop_view_equals_ignoring_case(ROWS[i].a, ROWS[i].b) == ROWS[i].equal_ignoring_case, ROWS[i].b.ptr);
		CHECK_ROW(coop_view_starts_with(ROWS[i].a, ROWS[i].b) == ROWS[i].a_starts_with_b, ROWS[i].b.ptr);
	}
	CHECK(coop_view_of(NULL).ptr == NULL && coop_view_of(NULL).len == 0);
}

static void growth(void)
{
	coop_buffer buffer;

	coop_buffer_init(&buffer, 1000);
	CHECK(coop_buffer_view(&buffer).ptr != NULL && coop_buffer_view(&buffer).len == 0);
	CHECK(coop_buffer_append(&buffer, COOP_VIEW_NONE) && buffer.ptr == NULL);
	for (size_t i = 0; i < 1000; i++) {
		CHECK(coop_buffer_append_byte(&buffer, (char) ('a' + i % 26)));
		CHECK(buffer.len == i + 1 && buffer.ptr[i + 1] == '\0' && buffer.capacity <= 1001);
	}
	for (size_t i = 0; i < 1000; i++) {
		CHECK(buffer.ptr[i] == (char) ('a' + i % 26));
	}
	CHECK(!coop_buffer_append_byte(&buffer, '!') && buffer.failed && buffer.len == 1000);
	coop_buffer_clear(&buffer);
	CHECK(buffer.ptr == NULL && buffer.maximum == 1000 && !buffer.failed);
	CHECK(coop_buffer_append(&buffer, COOP_VIEW("again")));
	coop_buffer_clear(&buffer);
}

static void maxima(void)
{
	static const struct {
		size_t maximum, first, second;
		bool first_fits, second_fits;
	} ROWS[] = {
		{0, 0, 0, true, true},
		{0, 1, 0, false, false},
		{1, 1, 0, true, true},
		{1, 1, 1, true, false},
		{10, 10, 1, true, false},
		{10, 11, 1, false, false}, /* the failure is sticky */
		{64, 63, 1, true, true},
		{65, 64, 1, true, true},
		{SIZE_MAX, 64, 64, true, true},
	};
	static const char BYTES[64] = {'x'};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer buffer;
		coop_buffer_init(&buffer, ROWS[i].maximum);
		CHECK(coop_buffer_append(&buffer, (coop_view){BYTES, ROWS[i].first}) == ROWS[i].first_fits);
		CHECK(coop_buffer_append(&buffer, (coop_view){BYTES, ROWS[i].second}) == ROWS[i].second_fits);
		CHECK(buffer.len == (ROWS[i].first_fits ? ROWS[i].first : 0) + (ROWS[i].second_fits ? ROWS[i].second : 0));
		coop_buffer_clear(&buffer);
	}
	coop_buffer buffer;
	coop_buffer_init(&buffer, SIZE_MAX);
	CHECK(coop_buffer_append(&buffer, COOP_VIEW("x")));
	CHECK(!coop_buffer_append(&buffer, (coop_view){BYTES, SIZE_MAX - 1}) && buffer.len == 1);
	coop_buffer_clear(&buffer);
}

static void formats(void)
{
	coop_buffer buffer;

	coop_buffer_init(&buffer, 12);
	CHECK(coop_buffer_append_format(&buffer, "%s", "") && buffer.len == 0);
	CHECK(coop_buffer_append_format(&buffer, "%s-%d", "abc", 42));
	CHECK(coop_view_equals(coop_buffer_view(&buffer), COOP_VIEW("abc-42")));
	CHECK(!coop_buffer_append_format(&buffer, "%s", "1234567"));
	CHECK(coop_view_equals(coop_buffer_view(&buffer), COOP_VIEW("abc-42")) && buffer.failed);
	CHECK(!coop_buffer_append_format(&buffer, "%s", "1") && !coop_buffer_append_format(&buffer, "%s", ""));
	CHECK(!coop_buffer_append(&buffer, COOP_VIEW("")));
	coop_buffer_reset(&buffer);
	CHECK(buffer.len == 0 && buffer.capacity > 0 && buffer.ptr[0] == '\0' && !buffer.failed);
	CHECK(coop_buffer_append_format(&buffer, "%s", "123456789012") && buffer.len == 12);
	coop_buffer_clear(&buffer);
}

static void reset_wipes(void)
{
	coop_buffer buffer;

	coop_buffer_init(&buffer, 100);
	CHECK(coop_buffer_append(&buffer, COOP_VIEW("secret")));
	char *bytes = buffer.ptr;
	coop_buffer_reset(&buffer);
	CHECK(buffer.ptr == bytes);
	for (size_t i = 0; i < 6; i++) {
		CHECK(bytes[i] == '\0');
	}
	coop_buffer_clear(&buffer);
	coop_buffer_clear(&buffer);
}

int main(void)
{
	views();
	growth();
	maxima();
	formats();
	reset_wipes();
	return test_result();
}
