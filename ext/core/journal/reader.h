/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_READER_H
#define COOP_JOURNAL_READER_H

#include "folder.h"
#include "record.h"

/* Reads one journal file, in memory that does not grow with it. */
typedef struct coop_journal_reader coop_journal_reader;

typedef enum coop_journal_lock {
	COOP_JOURNAL_LOCK_FREE, /* its run is dead, and the lock is ours now */
	COOP_JOURNAL_LOCK_HELD, /* its run lives, or another process replays it */
	COOP_JOURNAL_LOCK_GONE, /* there is no .journal of this name: look for a closed one */
	COOP_JOURNAL_LOCK_FAILED /* errno; also: a symbolic link, not a regular file, or not ours */
} coop_journal_lock;

/* Opens <name>.journal and takes its lock without waiting. *reader is owned by the caller, NULL unless FREE; the folder
 * must outlive it. `name` may be any text. */
coop_journal_lock coop_journal_reader_lock(
	coop_journal_folder *folder, const char *name, coop_journal_reader **reader) COOP_MUST_CHECK;

/* Opens a file that was listed, without a lock: what is there can be read. One that was closed since is found under its
 * new name. Owned by the caller; NULL: errno, ENOENT when it was removed. The folder must outlive it. */
coop_journal_reader *coop_journal_reader_open(
	coop_journal_folder *folder, const coop_journal_file *file) COOP_MUST_CHECK;

/* The next good record; its views are valid until the next call about this reader. False: the end, or the first record
 * that is short or damaged, or the file could not be read (see coop_journal_reader_failed()). */
bool coop_journal_reader_next(coop_journal_reader *reader, coop_journal_record *record);

void coop_journal_reader_rewind(coop_journal_reader *reader);

/* The errno of the first read() that failed; 0: none did, so the end that was met is the file's. */
int coop_journal_reader_failed(const coop_journal_reader *reader);

/* How many save transactions the run had made by the last COMMIT record that was read; 0 before one was. */
int coop_journal_reader_commits(const coop_journal_reader *reader);

/* Closes a file whose lock we hold: everything in it was replayed. It can be read further and is still to be closed by
 * coop_journal_reader_close(). It is kept as long as if it had been closed by its run. False: errno; EPERM in another
 * process than the one that took the lock and where none was taken. */
bool coop_journal_reader_retire(coop_journal_reader *reader, int commits);

/* Unlocks and frees; in a forked child only the descriptor is closed. */
void coop_journal_reader_close(coop_journal_reader *reader);

#endif
