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

/* Somebody else's bytes: never owned, not NUL-terminated, may hold NUL. `ptr` is NULL only where a comment says that
 * absence differs from emptiness. */
typedef struct coop_view {
	const char *ptr;
	size_t len;
} coop_view;

#define COOP_VIEW(literal) ((coop_view){"" literal, sizeof(literal) - 1})
#define COOP_VIEW_NONE ((coop_view){NULL, 0})

static inline coop_view coop_view_of(const char *string)
{
	return (coop_view){string, string ? strlen(string) : 0};
}

bool coop_view_equals(coop_view a, coop_view b);
bool coop_view_equals_ignoring_case(coop_view a, coop_view b); /* ASCII letters only */
bool coop_view_starts_with(coop_view text, coop_view prefix);

/* A growing buffer with a maximum. It owns its bytes and wipes them whenever it lets go of them, because most of what
 * passes through one is a secret. Failure (over the maximum, out of memory) is sticky: what was appended before stays,
 * later appends fail too, so a sequence may be checked once at its end by `failed`. */
typedef struct coop_buffer {
	char *ptr; /* owned; NULL while nothing was appended; a NUL that is not counted follows the bytes */
	size_t len;
	size_t capacity;
	size_t maximum;
	bool failed;
} coop_buffer;

void coop_buffer_init(coop_buffer *buffer, size_t maximum);
bool coop_buffer_append(coop_buffer *buffer, coop_view bytes);
bool coop_buffer_append_byte(coop_buffer *buffer, char byte);
bool coop_buffer_append_format(coop_buffer *buffer, const char *format, ...) COOP_PRINTF(2, 3);
void coop_buffer_reset(coop_buffer *buffer); /* wipes and empties, keeps the memory and the maximum */
void coop_buffer_clear(coop_buffer *buffer); /* wipes and frees; the buffer can be used again */
coop_view coop_buffer_view(const coop_buffer *buffer); /* never NULL; valid until the next append */

#endif
