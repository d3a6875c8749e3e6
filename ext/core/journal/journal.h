/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_H
#define COOP_JOURNAL_H

#include "folder.h"
#include "record.h"

/* The append-only file of one refresh run. Each answer is written into it before anything else is done with the answer,
 * so that no login is lost if the process dies between answer and save. */
typedef struct coop_journal coop_journal;

/* Makes or checks the folder and starts a file in it, locked and without a record. *journal is owned by the caller.
 * Unless the status is OK, *journal is NULL, no file is left behind, and *problem says more. */
coop_journal_status coop_journal_open(
	const char *directory, coop_journal **journal, coop_journal_problem *problem) COOP_MUST_CHECK;

/* Returns 32 random hex digits: the name of the file without its ending, and of the run in the companion table. */
const char *coop_journal_name(const coop_journal *journal);

/* Puts a record into memory, where at most 1 MiB waits to be written. Returns false (errno ENOMEM) if there is no room
 * left or memory runs out. */
bool coop_journal_add(coop_journal *journal, const coop_journal_record *record) COOP_MUST_CHECK;

/* Puts a COMMIT record into memory, and counts the commit if that worked. */
bool coop_journal_add_commit(coop_journal *journal, coop_view store) COOP_MUST_CHECK;

/* Writes all that waits by one write(), and by one fdatasync() if `sync`. If a write fails, the file is truncated to
 * its last good record. Returns false if it is not certain that all is in the file; everything still waits then, and
 * errno says why. In a process other than the one that opened the journal nothing is written, and errno is EPERM. */
bool coop_journal_write(coop_journal *journal, bool sync) COOP_MUST_CHECK;

/* Closes the file in a child right after its fork, since the file's lock would outlive the parent there. It calls
 * nothing but close(). Later writes by the child fail as before. */
void coop_journal_leave(coop_journal *journal);

/* Closes and frees the journal, which may be NULL. If `clean`, no answer in it is open, so the file gets its closed
 * name, or is removed if it holds neither an answer nor a commit. The file keeps its name if something still waits, and
 * in a forked child, which does not unlock it either. */
void coop_journal_close(coop_journal *journal, bool clean);

#endif
