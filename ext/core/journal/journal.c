/* SPDX-License-Identifier: MIT */
#include "journal.h"
#include "../crypto.h"
#include "../encoding.h"
#include "../instant.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES (COOP_JOURNAL_NAME_LENGTH / 2)
#define WAITING_MAXIMUM COOP_JOURNAL_RECORD_MAXIMUM

struct coop_journal {
	coop_journal_folder *folder; /* owned */
	int file; /* owned descriptor; -1 if closed */
	pid_t owner; /* the process that opened the journal, which alone may write */
	off_t length; /* of the good records in the file */
	bool torn; /* the file is longer than `length`, since a failed write could not be undone */
	bool durable; /* the file's name has reached the disk */
	int commits; /* that were added */
	bool answered; /* an answer was added */
	char name[COOP_JOURNAL_NAME_LENGTH + 1];
	coop_buffer waiting; /* records that are not in the file yet */
};

static bool draw_name(coop_journal *journal)
{
	char bytes[NAME_BYTES];
	coop_buffer hex;
	coop_buffer_init(&hex, COOP_JOURNAL_NAME_LENGTH);
	bool drawn = coop_random(bytes, sizeof(bytes)) && coop_encode_hex(&hex, (coop_view){bytes, sizeof(bytes)});
	if (drawn) {
		memcpy(journal->name, hex.ptr, hex.len);
	} else {
		errno = EAGAIN;
	}
	coop_buffer_clear(&hex);
	return drawn;
}

/* Makes the file under another name, and gives it the ending .journal once it is locked. A .journal without a lock
 * belongs to a run that died, and another process may replay it at any moment. */
static bool make_file(coop_journal *journal)
{
	coop_journal_file file = {0};
	char made[COOP_JOURNAL_FILE_NAME_SIZE], name[COOP_JOURNAL_FILE_NAME_SIZE];
	int folder = coop_journal_folder_descriptor(journal->folder);
	if (!draw_name(journal)) {
		return false;
	}
	memcpy(file.name, journal->name, sizeof(file.name));
	coop_journal_file_name(&file, name);
	(void) snprintf(made, sizeof(made), "%s.new", journal->name); /* fits, since it is shorter than .journal */
	journal->file =
		openat(folder, made, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (journal->file < 0) {
		return false;
	}
	if (fchmod(journal->file, S_IRUSR | S_IWUSR) == 0 && coop_journal_flock(journal->file) &&
		renameat(folder, made, folder, name) == 0) {
		return true;
	}
	int reason = errno;
	(void) unlinkat(folder, made, 0); /* if this fails, an empty file stays, which a listing removes later */
	errno = reason;
	return false;
}

coop_journal_status coop_journal_open(const char *directory, coop_journal **journal, coop_journal_problem *problem)
{
	coop_journal_folder *folder;
	coop_journal_status status = coop_journal_folder_make(directory, &folder, problem);
	*journal = NULL;
	if (status != COOP_JOURNAL_OK) {
		return status;
	}
	coop_journal *opened = calloc(1, sizeof(*opened));
	if (!opened) {
		coop_journal_folder_close(folder);
		problem->errnum = ENOMEM;
		return COOP_JOURNAL_CANNOT_WRITE;
	}
	opened->folder = folder;
	opened->file = -1;
	opened->owner = getpid();
	coop_buffer_init(&opened->waiting, WAITING_MAXIMUM);
	if (!make_file(opened)) {
		problem->errnum = errno;
		coop_journal_close(opened, false);
		return COOP_JOURNAL_CANNOT_WRITE;
	}
	*journal = opened;
	return COOP_JOURNAL_OK;
}

const char *coop_journal_name(const coop_journal *journal)
{
	return journal->name;
}

bool coop_journal_add(coop_journal *journal, const coop_journal_record *record)
{
	journal->answered = journal->answered || record->type == COOP_JOURNAL_ANSWER;
	errno = ENOMEM;
	return coop_journal_record_append(&journal->waiting, record);
}

bool coop_journal_add_commit(coop_journal *journal, coop_view store)
{
	if (journal->commits == INT_MAX) {
		return false;
	}
	const coop_journal_record record = {
		.type = COOP_JOURNAL_COMMIT,
		.store = store,
		.time = coop_instant_now(),
		.status = journal->commits + 1,
	};
	bool added = coop_journal_add(journal, &record);
	journal->commits += added;
	return added;
}

static bool cut_back(coop_journal *journal)
{
	while (ftruncate(journal->file, journal->length) != 0) {
		if (errno != EINTR) {
			return false;
		}
	}
	journal->torn = false;
	return true;
}

static bool write_all(int file, coop_view bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(file, bytes.ptr, bytes.len);
		if (written < 0) {
			if (errno == EINTR) {
				continue;
			}
			return false;
		}
		/* After a short write the rest is tried: either it fits as well, or errno says why not. */
		bytes.ptr += written;
		bytes.len -= (size_t) written;
	}
	return true;
}

static bool sync_file(coop_journal *journal)
{
	/* After a power loss the file is found only if its folder was written, too. A file system that has nothing to write
	 * for a folder says EINVAL. */
	if (!journal->durable && fsync(coop_journal_folder_descriptor(journal->folder)) != 0 && errno != EINVAL) {
		return false;
	}
	journal->durable = true;
	while (fdatasync(journal->file) != 0) {
		if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

bool coop_journal_write(coop_journal *journal, bool sync)
{
	if (getpid() != journal->owner) {
		errno = EPERM;
		return false;
	}
	if (journal->torn && !cut_back(journal)) {
		return false;
	}
	coop_view waiting = coop_buffer_view(&journal->waiting);
	if (!write_all(journal->file, waiting) || (sync && !sync_file(journal))) {
		int reason = errno;
		journal->torn = true;
		(void) cut_back(journal); /* if this fails, it is tried again before the next write */
		errno = reason;
		return false;
	}
	journal->length += (off_t) waiting.len;
	coop_buffer_reset(&journal->waiting);
	return true;
}

void coop_journal_leave(coop_journal *journal)
{
	if (journal->file >= 0) {
		close(journal->file);
		journal->file = -1;
	}
}

void coop_journal_close(coop_journal *journal, bool clean)
{
	if (!journal) {
		return;
	}
	bool ours = journal->owner == getpid();
	if (ours && clean && journal->waiting.len == 0 && !journal->torn) {
		/* If the file keeps its name, the next replay finds that nothing is open in it. */
		if (journal->answered || journal->commits > 0) {
			(void) coop_journal_folder_retire(journal->folder, journal->name, journal->commits);
		} else {
			(void) coop_journal_folder_remove(journal->folder, journal->name);
		}
	}
	if (journal->file >= 0) {
		if (ours) {
			(void) flock(journal->file, LOCK_UN); /* a forked child may keep the file open for long */
		}
		close(journal->file);
	}
	coop_journal_folder_close(journal->folder);
	coop_buffer_clear(&journal->waiting);
	free(journal);
}
