/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_RECORD_H
#define COOP_JOURNAL_RECORD_H

#include "../text.h"
#include <stdint.h>

/* A journal file is a sequence of records. A record is
 *     u32 length of the payload (little endian) | u8 type | payload | 8 bytes: a checksum over all before
 * and its payload is a list of texts, each u32 length | bytes, in the order of struct coop_journal_record; numbers are
 * decimal texts. Reading stops at the first record that is short or whose checksum is wrong. */

#define COOP_JOURNAL_RECORD_MAXIMUM ((size_t) 1024 * 1024) /* bytes in the file */
#define COOP_JOURNAL_HEAD_SIZE 5 /* length and type */

typedef enum coop_journal_type {
	COOP_JOURNAL_START = 1, /* the first record, once; user_id is empty, body is "coop journal 1" */
	COOP_JOURNAL_INTENT = 2, /* a request is about to leave */
	COOP_JOURNAL_ANSWER = 3, /* the answer to that request, as received */
	COOP_JOURNAL_END = 4, /* that answer needs nothing more: it was saved, or holds no tokens */
	COOP_JOURNAL_COMMIT = 5 /* a save transaction was acknowledged */
} coop_journal_type;

typedef struct coop_journal_record {
	coop_journal_type type;
	coop_view store; /* TokenStore::id() */
	coop_view user_id;
	coop_view fingerprint; /* of the refresh token that was sent */
	coop_view body; /* ANSWER: the raw body */
	int64_t time; /* Unix seconds */
	int status; /* ANSWER: the HTTP status; COMMIT: how many commits the run has made by now; 0 otherwise */
} coop_journal_record;

/* Appends the record's bytes. Returns false if memory runs out, or if the record or the buffer would exceed its
 * maximum. The buffer is as before then, and can be used further. */
bool coop_journal_record_append(coop_buffer *out, const coop_journal_record *record) COOP_MUST_CHECK;

/* Returns the size in bytes of the record that begins with this head, or 0 if no record can be so large. */
size_t coop_journal_record_size(const char head[COOP_JOURNAL_HEAD_SIZE]);

/* Reads a record and moves `rest` past it. The record's views are borrowed from `rest`. Returns false at the end of
 * `rest`, and if the record is short or damaged. */
bool coop_journal_next(coop_view *rest, coop_journal_record *record);

#endif
