/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_READER_H
#define COOP_JOURNAL_READER_H

#include "folder.h"
#include "record.h"

/* Reads one journal file. The memory for that does not grow with the file. */
typedef struct coop_journal_reader coop_journal_reader;

typedef enum coop_journal_lock {
	COOP_JOURNAL_LOCK_FREE, /* the run is dead, and the lock is ours now */
	COOP_JOURNAL_LOCK_HELD, /* the run lives, or another process replays its journal */
	COOP_JOURNAL_LOCK_GONE, /* there is no .journal of this name, but perhaps a closed one */
	COOP_JOURNAL_LOCK_FAILED /* errno; also if the file is a symbolic link, not a regular file, or not ours */
} coop_journal_lock;

/* Opens <name>.journal and takes its lock without waiting. `name` may be any text. *reader is owned by the caller, and
 * NULL unless the lock is FREE. The folder must outlive the reader. */
coop_journal_lock coop_journal_reader_lock(
	coop_journal_folder *folder, const char *name, coop_journal_reader **reader) COOP_MUST_CHECK;

/* Opens a file that was listed, without a lock, so that whatever is there can be read. If the run has closed the file
 * since, its new name is found. The reader is owned by the caller; it is NULL if that fails, with errno, which is
 * ENOENT if the file was removed. The folder must outlive the reader. */
coop_journal_reader *coop_journal_reader_open(
	coop_journal_folder *folder, const coop_journal_file *file) COOP_MUST_CHECK;

/* Reads the next record. Its views are valid until the next call with this reader. Returns false at the end of the
 * file, at the first record that is short or damaged, and if the file cannot be read (see
 * coop_journal_reader_failed()). */
bool coop_journal_reader_next(coop_journal_reader *reader, coop_journal_record *record);

/* Starts again at the first record. */
void coop_journal_reader_rewind(coop_journal_reader *reader);

/* Returns the errno of the first read() that failed, or 0 if none did; then the end that was met is the file's. */
int coop_journal_reader_failed(const coop_journal_reader *reader);

/* Returns how many commits the run had made by the last COMMIT record that was read, or 0 if none was read. */
int coop_journal_reader_commits(const coop_journal_reader *reader);

/* Gives a file its closed name after everything in it was replayed, as if its run had closed it. The reader stays open.
 * Returns false with errno if that fails, which is EPERM if this process has not taken the file's lock. */
bool coop_journal_reader_retire(coop_journal_reader *reader, int commits);

/* Closes and frees the reader, which may be NULL, and unlocks the file unless this is a forked child. */
void coop_journal_reader_close(coop_journal_reader *reader);

#endif
