/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_H
#define COOP_JOURNAL_H

#include "folder.h"
#include "record.h"

/* The append-only file of one refresh run. An answer is in it before anything is done with it, so that the death of
 * the process between answer and save loses no login. */
typedef struct coop_journal coop_journal;

/* Makes or checks the folder and starts a file in it, locked and without a record. *journal is owned by the caller; NULL
 * unless the status is OK, and no file is left behind then. `problem` is filled unless the status is OK. */
coop_journal_status coop_journal_open(
	const char *directory, coop_journal **journal, coop_journal_problem *problem) COOP_MUST_CHECK;

/* 32 random hex digits: the file's name without its ending, and the run's name in the companion table. */
const char *coop_journal_name(const coop_journal *journal);

/* Puts a record into memory. At most 1 MiB waits there; false beyond that or without memory (errno ENOMEM). */
bool coop_journal_add(coop_journal *journal, const coop_journal_record *record) COOP_MUST_CHECK;

/* Puts a COMMIT record into memory, and counts it if that worked. */
bool coop_journal_add_commit(coop_journal *journal, coop_view store) COOP_MUST_CHECK;

/* Writes everything that waits by one write() and, with `sync`, one fdatasync(). A short write is truncated back to
 * the last good record. False: nothing that waited is in the file for certain, it still waits, errno says why. In a
 * process that is not the one that opened the journal it does nothing and is false (errno EPERM). */
bool coop_journal_write(coop_journal *journal, bool sync) COOP_MUST_CHECK;

/* In a child, right after its fork: lets go of the file, whose lock would outlive the parent in it. Calls nothing but
 * close(). What the child calls afterwards is refused as ever. */
void coop_journal_leave(coop_journal *journal);

/* Ends and frees, at any point after coop_journal_open(). `clean`: nothing is open, so the file gets its closed name
 * (one in which nothing ever happened is removed); not while something waits. In a forked child only the descriptors are closed. */
void coop_journal_close(coop_journal *journal, bool clean);

#endif
