/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_RECORD_H
#define COOP_JOURNAL_RECORD_H

#include "../text.h"
#include <stdint.h>

/* What a journal file consists of. Each record is
 *     u32 length of the payload (little endian) | u8 type | payload | 8 bytes: a checksum over all before
 * and the payload is a list of texts, each u32 length | bytes, in the order of struct coop_journal_record. Reading
 * stops at the first record that is short or whose checksum is wrong. */

#define COOP_JOURNAL_RECORD_MAXIMUM ((size_t) 1024 * 1024) /* bytes in the file */
#define COOP_JOURNAL_HEAD_SIZE 5 /* length and type */

typedef enum coop_journal_type {
	COOP_JOURNAL_START = 1, /* once, first: user_key is empty, body the text "coop journal 1" */
	COOP_JOURNAL_INTENT = 2, /* a request is about to leave */
	COOP_JOURNAL_ANSWER = 3, /* its answer, as received */
	COOP_JOURNAL_END = 4, /* that answer needs nothing more: saved, or judged not to hold tokens */
	COOP_JOURNAL_COMMIT = 5 /* a save transaction was acknowledged */
} coop_journal_type;

typedef struct coop_journal_record {
	coop_journal_type type;
	coop_view store; /* TokenStore::id() */
	coop_view user_key;
	coop_view fingerprint; /* of the refresh token that was sent */
	coop_view body; /* ANSWER: the raw body */
	int64_t time; /* Unix seconds */
	int status; /* ANSWER: the HTTP status; COMMIT: how many the run has made with it; else 0 */
} coop_journal_record;

/* Appends the record's bytes. False: no memory, or more than the record's or the buffer's maximum; the buffer is as it
 * was then, and usable. */
bool coop_journal_record_append(coop_buffer *out, const coop_journal_record *record) COOP_MUST_CHECK;

/* How many bytes the record has that begins with this head; 0: more than a record can have. */
size_t coop_journal_record_size(const char head[COOP_JOURNAL_HEAD_SIZE]);

/* Moves `rest` past the next good record. The record's views point into the bytes. False: the end, or a damaged
 * record. */
bool coop_journal_next(coop_view *rest, coop_journal_record *record);

#endif
