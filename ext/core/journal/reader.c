/* SPDX-License-Identifier: MIT */
#include "reader.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_AHEAD ((size_t) 64 * 1024)

struct coop_journal_reader {
	coop_journal_folder *folder; /* borrowed from the caller */
	int file; /* owned descriptor */
	pid_t owner; /* the process that took the lock; 0 if there is none */
	char name[COOP_JOURNAL_NAME_LENGTH + 1];
	int failed; /* errno of the first read that failed; 0 if none did */
	int commits; /* by the last COMMIT that was read */
	off_t start; /* where in the file `bytes` begins */
	size_t len; /* how many bytes were read */
	size_t next; /* where in `bytes` the next record begins */
	size_t touched; /* how many bytes were ever used, which have to be wiped */
	char bytes[COOP_JOURNAL_RECORD_MAXIMUM];
};

/* Returns a descriptor, or -1 with errno, which is EINVAL if this is not a regular file of ours. Without O_NONBLOCK the
 * open of a FIFO would wait. */
static int open_file(coop_journal_folder *folder, const coop_journal_file *file, int access)
{
	char name[COOP_JOURNAL_FILE_NAME_SIZE];
	struct stat found;
	coop_journal_file_name(file, name);
	int opened =
		openat(coop_journal_folder_descriptor(folder), name, access | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (opened < 0) {
		return -1;
	}
	int reason = fstat(opened, &found) != 0 ? errno : !S_ISREG(found.st_mode) || found.st_uid != geteuid() ? EINVAL : 0;
	if (reason != 0) {
		close(opened);
		errno = reason;
		return -1;
	}
	return opened;
}

/* Returns a reader that owns the descriptor `opened`, or NULL if memory runs out; `opened` is closed then. */
static coop_journal_reader *reader_of(coop_journal_folder *folder, const coop_journal_file *file, int opened)
{
	coop_journal_reader *reader = malloc(sizeof(*reader));
	if (!reader) {
		close(opened);
		errno = ENOMEM;
		return NULL;
	}
	/* The struct is not cleared as a whole, since most files need few of its bytes. */
	reader->folder = folder;
	reader->file = opened;
	reader->owner = 0;
	memcpy(reader->name, file->name, sizeof(reader->name));
	reader->failed = 0;
	reader->commits = 0;
	reader->start = 0;
	reader->len = 0;
	reader->next = 0;
	reader->touched = 0;
	return reader;
}

/* Returns whether the opened file still has its name. Its run may have closed it before we got the lock. */
static bool still_named(coop_journal_folder *folder, const coop_journal_file *file, int opened)
{
	char name[COOP_JOURNAL_FILE_NAME_SIZE];
	struct stat of_file, of_name;
	coop_journal_file_name(file, name);
	if (fstat(opened, &of_file) != 0 ||
		fstatat(coop_journal_folder_descriptor(folder), name, &of_name, AT_SYMLINK_NOFOLLOW) != 0) {
		return false;
	}
	if (of_file.st_dev != of_name.st_dev || of_file.st_ino != of_name.st_ino) {
		errno = ENOENT;
		return false;
	}
	return true;
}

static coop_journal_lock lock_failed(void)
{
	return errno == ENOENT	   ? COOP_JOURNAL_LOCK_GONE
		: errno == EWOULDBLOCK ? COOP_JOURNAL_LOCK_HELD
							   : COOP_JOURNAL_LOCK_FAILED;
}

coop_journal_lock coop_journal_reader_lock(coop_journal_folder *folder, const char *name, coop_journal_reader **reader)
{
	coop_journal_file file = {0};
	*reader = NULL;
	if (!coop_journal_name_is_valid(name)) {
		return COOP_JOURNAL_LOCK_GONE;
	}
	memcpy(file.name, name, sizeof(file.name));
	int opened = open_file(folder, &file, O_RDWR); /* some network file systems lock a file for writers only */
	if (opened < 0) {
		return lock_failed();
	}
	if (!coop_journal_flock(opened) || !still_named(folder, &file, opened)) {
		coop_journal_lock lock = lock_failed();
		close(opened);
		return lock;
	}
	*reader = reader_of(folder, &file, opened);
	if (!*reader) {
		return COOP_JOURNAL_LOCK_FAILED;
	}
	(*reader)->owner = getpid();
	return COOP_JOURNAL_LOCK_FREE;
}

coop_journal_reader *coop_journal_reader_open(coop_journal_folder *folder, const coop_journal_file *file)
{
	coop_journal_file now;
	int opened = open_file(folder, file, O_RDONLY);
	if (opened < 0 && errno == ENOENT && !file->closed && coop_journal_folder_find_file(folder, file->name, &now)) {
		opened = open_file(folder, &now, O_RDONLY);
	}
	return opened < 0 ? NULL : reader_of(folder, file, opened);
}

/* Returns `needed` bytes from where the next record begins. Those that are not in memory are read, and some ahead.
 * Returns NULL if the file is shorter or cannot be read. */
static const char *next_bytes(coop_journal_reader *reader, size_t needed)
{
	if (reader->len - reader->next >= needed) {
		return reader->bytes + reader->next;
	}
	reader->len -= reader->next;
	memmove(reader->bytes, reader->bytes + reader->next, reader->len);
	reader->start += reader->next;
	reader->next = 0;
	while (reader->len < needed) {
		size_t wanted = needed - reader->len > READ_AHEAD ? needed - reader->len : READ_AHEAD;
		if (wanted > sizeof(reader->bytes) - reader->len) {
			wanted = sizeof(reader->bytes) - reader->len;
		}
		ssize_t got = pread(reader->file, reader->bytes + reader->len, wanted, reader->start + (off_t) reader->len);
		if (got < 0 && errno == EINTR) {
			continue;
		}
		if (got <= 0) {
			reader->failed = got < 0 && !reader->failed ? errno : reader->failed;
			return NULL;
		}
		reader->len += (size_t) got;
		reader->touched = reader->len > reader->touched ? reader->len : reader->touched;
	}
	return reader->bytes;
}

bool coop_journal_reader_next(coop_journal_reader *reader, coop_journal_record *record)
{
	const char *head = next_bytes(reader, COOP_JOURNAL_HEAD_SIZE);
	size_t size = head ? coop_journal_record_size(head) : 0;
	coop_view rest = {size > 0 ? next_bytes(reader, size) : NULL, size};
	if (!rest.ptr || !coop_journal_next(&rest, record)) {
		return false;
	}
	reader->next += size;
	if (record->type == COOP_JOURNAL_COMMIT) {
		reader->commits = record->status;
	}
	return true;
}

void coop_journal_reader_rewind(coop_journal_reader *reader)
{
	reader->start = 0;
	reader->len = 0; /* the run may have written since */
	reader->next = 0;
}

int coop_journal_reader_failed(const coop_journal_reader *reader)
{
	return reader->failed;
}

int coop_journal_reader_commits(const coop_journal_reader *reader)
{
	return reader->commits;
}

bool coop_journal_reader_retire(coop_journal_reader *reader, int commits)
{
	if (reader->owner != getpid()) {
		errno = EPERM;
		return false;
	}
	return coop_journal_folder_retire(reader->folder, reader->name, commits);
}

void coop_journal_reader_close(coop_journal_reader *reader)
{
	if (!reader) {
		return;
	}
	if (reader->owner == getpid()) {
		(void) flock(reader->file, LOCK_UN); /* a forked child may keep the file open for long */
	}
	close(reader->file);
	explicit_bzero(reader->bytes, reader->touched);
	free(reader);
}
