/* SPDX-License-Identifier: MIT */
#include "text.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define CAPACITY_FIRST 256

/* tolower() would obey the process's locale, which must not change the words of a protocol. */
static unsigned char lower(char c)
{
	return (unsigned char) (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool coop_view_equals(coop_view a, coop_view b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool coop_view_equals_ignoring_case(coop_view a, coop_view b)
{
	if (a.len != b.len) {
		return false;
	}
	for (size_t i = 0; i < a.len; i++) {
		if (lower(a.ptr[i]) != lower(b.ptr[i])) {
			return false;
		}
	}
	return true;
}

bool coop_view_starts_with(coop_view text, coop_view prefix)
{
	return text.len >= prefix.len && coop_view_equals((coop_view){text.ptr, prefix.len}, prefix);
}

coop_view coop_view_trim(coop_view text)
{
	while (text.len > 0 && coop_is_blank(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	while (text.len > 0 && coop_is_blank(text.ptr[text.len - 1])) {
		text.len--;
	}
	return text;
}

void coop_buffer_init(coop_buffer *buffer, size_t maximum)
{
	/* The maximum stays below half the address space, so that doubling the capacity cannot overflow. */
	*buffer = (coop_buffer){.maximum = maximum < SIZE_MAX / 2 ? maximum : SIZE_MAX / 2 - 1};
}

/* Copies the bytes to a larger block and wipes the old one. realloc() would leave the old bytes behind. */
static bool grow(coop_buffer *buffer, size_t more)
{
	if (buffer->failed || more > buffer->maximum - buffer->len) {
		buffer->failed = true;
		return false;
	}
	size_t needed = buffer->len + more + 1;
	size_t capacity = buffer->capacity ? buffer->capacity * 2 : CAPACITY_FIRST;
	if (capacity > buffer->maximum + 1) {
		capacity = buffer->maximum + 1;
	}
	if (capacity < needed) {
		capacity = needed;
	}
	char *ptr = malloc(capacity);
	if (!ptr) {
		buffer->failed = true;
		return false;
	}
	if (buffer->ptr) {
		memcpy(ptr, buffer->ptr, buffer->len);
		explicit_bzero(buffer->ptr, buffer->len);
		free(buffer->ptr);
	}
	buffer->ptr = ptr;
	buffer->capacity = capacity;
	return true;
}

/* Makes room for `more` bytes and the NUL. Room in memory is not enough: an owner may have lowered the maximum after
 * the memory was allocated. */
static inline bool reserve(coop_buffer *buffer, size_t more)
{
	if (!buffer->failed && more < buffer->capacity - buffer->len && more <= buffer->maximum - buffer->len) {
		return true;
	}
	return grow(buffer, more);
}

bool coop_buffer_append(coop_buffer *buffer, coop_view bytes)
{
	if (bytes.len == 0) {
		return !buffer->failed;
	}
	if (!reserve(buffer, bytes.len)) {
		return false;
	}
	memcpy(buffer->ptr + buffer->len, bytes.ptr, bytes.len);
	buffer->len += bytes.len;
	buffer->ptr[buffer->len] = '\0';
	return true;
}

bool coop_buffer_append_byte(coop_buffer *buffer, char byte)
{
	return coop_buffer_append(buffer, (coop_view){&byte, 1});
}

bool coop_buffer_append_format(coop_buffer *buffer, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0) {
		buffer->failed = true;
	}
	if (length <= 0) {
		return !buffer->failed;
	}
	if (!reserve(buffer, (size_t) length)) {
		return false;
	}
	va_start(arguments, format);
	int written = vsnprintf(buffer->ptr + buffer->len, (size_t) length + 1, format, arguments);
	va_end(arguments);
	if (written != length) {
		buffer->ptr[buffer->len] = '\0';
		buffer->failed = true;
		return false;
	}
	buffer->len += (size_t) length;
	return true;
}

void coop_buffer_reset(coop_buffer *buffer)
{
	if (buffer->ptr) {
		explicit_bzero(buffer->ptr, buffer->len);
		buffer->ptr[0] = '\0';
	}
	buffer->len = 0;
	buffer->failed = false;
}

void coop_buffer_clear(coop_buffer *buffer)
{
	if (buffer->ptr) {
		explicit_bzero(buffer->ptr, buffer->len);
		free(buffer->ptr);
	}
	coop_buffer_init(buffer, buffer->maximum);
}

coop_view coop_buffer_view(const coop_buffer *buffer)
{
	return (coop_view){buffer->ptr ? buffer->ptr : "", buffer->len};
}
