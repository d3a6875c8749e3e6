/* SPDX-License-Identifier: MIT */
#include "record.h"
#include <endian.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#define CHECKSUM_SIZE 8
#define TEXTS 6

static void put_u32(char *bytes, size_t number)
{
	for (int i = 0; i < 4; i++) {
		bytes[i] = (char) (number >> (8 * i) & 0xFF);
	}
}

static void append_text(coop_buffer *out, coop_view text)
{
	char length[4];
	put_u32(length, text.len);
	coop_buffer_append(out, (coop_view){length, sizeof(length)});
	coop_buffer_append(out, text);
}

/* Computes FNV-1a by words of 64 bits, folded after each word. The checksum finds torn writes and flipped bits, in the
 * length too. It does not prevent forgery: a process that could forge a record can read the tokens in it. */
static void checksum_of(coop_view bytes, char checksum[CHECKSUM_SIZE])
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < bytes.len; i += 8) {
		uint64_t word = 0; /* the last word is filled up with zeros */
		memcpy(&word, bytes.ptr + i, bytes.len - i < 8 ? bytes.len - i : 8);
		hash = (hash ^ le64toh(word)) * UINT64_C(0x100000001b3);
		hash ^= hash >> 32;
	}
	hash = htole64(hash);
	memcpy(checksum, &hash, CHECKSUM_SIZE);
}

/* Appends a number in decimal. printf() took longer for this than everything else about a record. */
static void append_number(coop_buffer *out, int64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t rest = number < 0 ? 0 - (uint64_t) number : (uint64_t) number;
	do {
		digits[--at] = (char) ('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (number < 0) {
		digits[--at] = '-';
	}
	append_text(out, (coop_view){digits + at, sizeof(digits) - at});
}

static void append_payload(coop_buffer *out, const coop_journal_record *record)
{
	append_text(out, record->store);
	append_text(out, record->user_id);
	append_text(out, record->fingerprint);
	append_text(out, record->body);
	append_number(out, record->time);
	append_number(out, record->status);
}

bool coop_journal_record_append(coop_buffer *out, const coop_journal_record *record)
{
	const char head[COOP_JOURNAL_HEAD_SIZE] = {0, 0, 0, 0, (char) record->type};
	char checksum[CHECKSUM_SIZE];
	size_t start = out->len;
	coop_buffer_append(out, (coop_view){head, sizeof(head)});
	append_payload(out, record);
	if (!out->failed) {
		put_u32(out->ptr + start, out->len - start - COOP_JOURNAL_HEAD_SIZE);
		checksum_of((coop_view){out->ptr + start, out->len - start}, checksum);
		coop_buffer_append(out, (coop_view){checksum, sizeof(checksum)});
	}
	bool added = !out->failed && out->len - start <= COOP_JOURNAL_RECORD_MAXIMUM;
	if (!added) { /* a record is in the buffer as a whole or not at all, so that the next one may be tried */
		out->len = start;
		out->failed = false;
	}
	return added;
}

static bool take_bytes(coop_view *rest, size_t len, coop_view *bytes)
{
	if (rest->len < len) {
		return false;
	}
	*bytes = (coop_view){rest->ptr, len};
	rest->ptr += len;
	rest->len -= len;
	return true;
}

static bool take_u32(coop_view *rest, size_t *number)
{
	coop_view bytes;
	if (!take_bytes(rest, 4, &bytes)) {
		return false;
	}
	*number = 0;
	for (size_t i = 4; i-- > 0;) {
		*number = *number << 8 | (unsigned char) bytes.ptr[i];
	}
	return true;
}

static bool take_text(coop_view *rest, coop_view *text)
{
	size_t len;
	return take_u32(rest, &len) && take_bytes(rest, len, text);
}

/* Reads a number as append_number() writes it. */
static bool read_number(coop_view text, int64_t minimum, int64_t maximum, int64_t *number)
{
	char digits[24], *end;
	if (text.len == 0 || text.len >= sizeof(digits)) {
		return false;
	}
	memcpy(digits, text.ptr, text.len);
	digits[text.len] = '\0';
	errno = 0;
	*number = strtoll(digits, &end, 10);
	return errno == 0 && end == digits + text.len && *number >= minimum && *number <= maximum;
}

static bool read_payload(coop_view payload, coop_journal_record *record)
{
	coop_view texts[TEXTS];
	int64_t status;
	for (size_t i = 0; i < TEXTS; i++) {
		if (!take_text(&payload, &texts[i])) {
			return false;
		}
	}
	if (payload.len > 0 || !read_number(texts[4], INT64_MIN, INT64_MAX, &record->time) ||
		!read_number(texts[5], INT_MIN, INT_MAX, &status)) {
		return false;
	}
	record->store = texts[0];
	record->user_id = texts[1];
	record->fingerprint = texts[2];
	record->body = texts[3];
	record->status = (int) status;
	return true;
}

size_t coop_journal_record_size(const char head[COOP_JOURNAL_HEAD_SIZE])
{
	coop_view rest = {head, COOP_JOURNAL_HEAD_SIZE};
	size_t length, around = COOP_JOURNAL_HEAD_SIZE + CHECKSUM_SIZE;
	return take_u32(&rest, &length) && length <= COOP_JOURNAL_RECORD_MAXIMUM - around ? length + around : 0;
}

bool coop_journal_next(coop_view *rest, coop_journal_record *record)
{
	coop_view after = *rest, type, payload, checksum;
	char expected[CHECKSUM_SIZE];
	size_t length;
	if (!take_u32(&after, &length) || !take_bytes(&after, 1, &type) || !take_bytes(&after, length, &payload) ||
		!take_bytes(&after, CHECKSUM_SIZE, &checksum)) {
		return false;
	}
	checksum_of((coop_view){rest->ptr, COOP_JOURNAL_HEAD_SIZE + length}, expected);
	if (memcmp(expected, checksum.ptr, CHECKSUM_SIZE) != 0) {
		return false;
	}
	*record = (coop_journal_record){.type = (coop_journal_type) type.ptr[0]};
	if (record->type < COOP_JOURNAL_START || record->type > COOP_JOURNAL_COMMIT || !read_payload(payload, record)) {
		return false;
	}
	*rest = after;
	return true;
}
