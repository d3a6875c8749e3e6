/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_H
#define COOP_JOURNAL_H

#include "secret.h"
#include "text.h"
#include <stdint.h>
#include <sys/types.h>

/* The append-only file of one refresh run. An answer is in it before anything is done with it, so that the death of
 * the process between answer and save loses no login.
 *
 * A file <name>.journal, 0600, is locked by flock while its run lives; one that ended with nothing open is renamed
 * <name>.closed. Each record is
 *     u32 length of the payload (little endian) | u8 type | payload | 8 bytes: a checksum over all before
 * and the payload is a list of texts, each u32 length | bytes, in the order of struct coop_journal_record. Reading
 * stops at the first record that is short or whose checksum is wrong. */

typedef enum coop_journal_type {
	COOP_JOURNAL_START = 1, /* once, first: user_key is empty, body the text "coop journal 1" */
	COOP_JOURNAL_INTENT = 2, /* a request is about to leave */
	COOP_JOURNAL_ANSWER = 3, /* its answer, as received */
	COOP_JOURNAL_END = 4 /* that answer needs nothing more: saved, or judged not to hold tokens */
} coop_journal_type;

typedef struct coop_journal_record {
	coop_journal_type type;
	coop_view store; /* TokenStore::id() */
	coop_view user_key;
	coop_view fingerprint; /* of the refresh token that was sent */
	coop_view body; /* ANSWER: the raw body */
	int64_t time; /* Unix seconds */
	int status; /* ANSWER: the HTTP status; else 0 */
} coop_journal_record;

typedef enum coop_journal_status {
	COOP_JOURNAL_OK,
	COOP_JOURNAL_CANNOT_MAKE, /* errnum says why */
	COOP_JOURNAL_NOT_A_DIRECTORY, /* also when it is a symbolic link */
	COOP_JOURNAL_FOREIGN_OWNER, /* owner, self */
	COOP_JOURNAL_OPEN_TO_OTHERS, /* group or others may read or write it: mode */
	COOP_JOURNAL_CANNOT_WRITE /* errnum */
} coop_journal_status;

typedef struct coop_journal_problem {
	int errnum;
	uid_t owner;
	uid_t self;
	mode_t mode;
} coop_journal_problem;

typedef struct coop_journal coop_journal;

/* Makes the folder (0700; its parent must exist) or checks it: a folder of the effective user that nobody else can
 * open. `problem` is filled unless the status is OK. */
coop_journal_status coop_journal_prepare(const char *directory, coop_journal_problem *problem) COOP_MUST_CHECK;

/* Prepares the folder and starts a file in it. *journal is owned by the caller; NULL unless the status is OK. */
coop_journal_status coop_journal_open(
	const char *directory, coop_journal **journal, coop_journal_problem *problem) COOP_MUST_CHECK;

/* 32 random hex digits: the file's name without its ending, and the run's name in the companion table. */
const char *coop_journal_name(const coop_journal *journal);

/* Puts a record into memory. At most 1 MiB waits there; false beyond that or without memory. */
bool coop_journal_add(coop_journal *journal, const coop_journal_record *record) COOP_MUST_CHECK;

/* Puts a COMMIT record into memory, and counts it if that worked. */
bool coop_journal_add_commit(coop_journal *journal, coop_view store) COOP_MUST_CHECK;

/* Writes everything that waits by one write() and, with `sync`, one fdatasync(). A short write is truncated back to
 * the last good record. False: nothing that waited is in the file for certain, it still waits, errno says why. In a
 * process that is not the one that opened the journal it does nothing and is false (errno EPERM). */
bool coop_journal_write(coop_journal *journal, bool sync) COOP_MUST_CHECK;

/* Ends and frees; `clean`: nothing is open, the file is renamed. In a forked child only the descriptor is closed. */
void coop_journal_close(coop_journal *journal, bool clean);

/* Reads a journal file's bytes: moves `rest` past the next good record. The record's views point into the bytes.
 * False: the end, or a damaged record. */
bool coop_journal_next(coop_view *rest, coop_journal_record *record);

#endif
