/* SPDX-License-Identifier: MIT */
#ifndef COOP_TEXT_H
#define COOP_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* How many elements an array has; for tables, with a _Static_assert that each value of an enum has its row. */
#define COOP_COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define COOP_MUST_CHECK __attribute__((warn_unused_result))
#define COOP_PRINTF(template, arguments) __attribute__((format(printf, template, arguments)))

/* Bytes that somebody else owns. They may hold NUL and no NUL ends them. `ptr` is NULL only where a comment says that
 * an absent text differs from an empty one. */
typedef struct coop_view {
	const char *ptr;
	size_t len;
} coop_view;

#define COOP_VIEW(literal) ((coop_view){"" literal, sizeof(literal) - 1})
#define COOP_VIEW_NONE ((coop_view){NULL, 0})

/* `string` may be NULL; the view is COOP_VIEW_NONE then. */
static inline coop_view coop_view_of(const char *string)
{
	return (coop_view){string, string ? strlen(string) : 0};
}

bool coop_view_equals(coop_view a, coop_view b);
bool coop_view_equals_ignoring_case(coop_view a, coop_view b); /* ASCII letters only */
bool coop_view_starts_with(coop_view text, coop_view prefix);

/* JSON's white space, and that of HTTP headers. */
static inline bool coop_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

coop_view coop_view_trim(coop_view text); /* the same text without the blanks at both ends */

/* A growing buffer with a maximum. It owns its bytes and wipes them before it frees or drops them, because most of what
 * passes through a buffer is secret. Failure is sticky: once an append has failed, because it would exceed the maximum
 * or because memory ran out, the bytes before it stay and every later append fails too. So a sequence of appends may be
 * checked once, at its end, by `failed`. */
typedef struct coop_buffer {
	char *ptr; /* owned; NULL before the first append; a NUL that `len` does not count follows the bytes */
	size_t len;
	size_t capacity;
	size_t maximum;
	bool failed;
} coop_buffer;

void coop_buffer_init(coop_buffer *buffer, size_t maximum);

/* The appends return false if the buffer has failed, by this append or an earlier one. */
bool coop_buffer_append(coop_buffer *buffer, coop_view bytes);
bool coop_buffer_append_byte(coop_buffer *buffer, char byte);
bool coop_buffer_append_format(coop_buffer *buffer, const char *format, ...) COOP_PRINTF(2, 3);

void coop_buffer_reset(coop_buffer *buffer); /* wipes the bytes and forgets a failure; keeps memory and maximum */
void coop_buffer_clear(coop_buffer *buffer); /* wipes and frees the bytes; the buffer can be used again */
coop_view coop_buffer_view(const coop_buffer *buffer); /* never NULL; valid until the buffer changes */

#endif
