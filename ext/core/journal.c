/* SPDX-License-Identifier: MIT */
#include "journal.h"
#include "crypto.h"
#include "encoding.h"
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES 16
#define NAME_LENGTH (2 * NAME_BYTES)
#define FILE_NAME_SIZE (NAME_LENGTH + sizeof(".journal"))
#define WAITING_MAXIMUM (1024 * 1024)
#define HEAD_SIZE 5 /* length and type */
#define CHECKSUM_SIZE 8
#define TEXTS 6

struct coop_journal {
	int directory;
	int file;
	pid_t owner; /* the process that may write */
	off_t length; /* of the good records in the file */
	bool torn; /* the file is longer than that: a failed write could not be undone */
	bool durable; /* the file's name has reached the disk */
	char name[NAME_LENGTH + 1];
	coop_buffer waiting;
};

/* Copies the path without the slashes at its end: with one, O_NOFOLLOW would follow a symbolic link. */
static bool copy_path(const char *directory, char path[PATH_MAX])
{
	size_t len = strlen(directory);

	while (len > 1 && directory[len - 1] == '/') {
		len--;
	}
	if (len >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(path, directory, len);
	path[len] = '\0';
	return true;
}

static coop_journal_status failed(coop_journal_status status, coop_journal_problem *problem)
{
	problem->errnum = errno;
	return status;
}

static coop_journal_status check_directory(int descriptor, coop_journal_problem *problem)
{
	struct stat found;

	if (fstat(descriptor, &found) != 0) {
		return failed(COOP_JOURNAL_CANNOT_MAKE, problem);
	}
	problem->owner = found.st_uid;
	problem->self = geteuid();
	problem->mode = found.st_mode & 07777;
	if (problem->owner != problem->self) {
		return COOP_JOURNAL_FOREIGN_OWNER;
	}
	return problem->mode & (S_IRWXG | S_IRWXO) ? COOP_JOURNAL_OPEN_TO_OTHERS : COOP_JOURNAL_OK;
}

/* *descriptor is owned by the caller; -1 unless the status is OK. */
static coop_journal_status open_directory(const char *directory, int *descriptor, coop_journal_problem *problem)
{
	char path[PATH_MAX];

	*descriptor = -1;
	*problem = (coop_journal_problem){0};
	if (!copy_path(directory, path)) {
		return failed(COOP_JOURNAL_CANNOT_MAKE, problem);
	}
	bool made = mkdir(path, S_IRWXU) == 0;
	if (!made && errno != EEXIST) {
		return failed(COOP_JOURNAL_CANNOT_MAKE, problem);
	}
	if (made && chmod(path, S_IRWXU) != 0) { /* the umask may have taken more than was given to others */
		return failed(COOP_JOURNAL_CANNOT_MAKE, problem);
	}
	/* O_PATH: a folder that this user cannot read is to be reported by its owner, not by EACCES */
	int found = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (found < 0) {
		bool other_kind = errno == ENOTDIR || errno == ELOOP;
		return failed(other_kind ? COOP_JOURNAL_NOT_A_DIRECTORY : COOP_JOURNAL_CANNOT_MAKE, problem);
	}
	coop_journal_status status = check_directory(found, problem);
	if (status == COOP_JOURNAL_OK) {
		*descriptor = openat(found, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (*descriptor < 0) {
			status = failed(COOP_JOURNAL_CANNOT_MAKE, problem);
		}
	}
	close(found);
	return status;
}

coop_journal_status coop_journal_prepare(const char *directory, coop_journal_problem *problem)
{
	int descriptor;
	coop_journal_status status = open_directory(directory, &descriptor, problem);

	if (descriptor >= 0) {
		close(descriptor);
	}
	return status;
}

static void file_name(const coop_journal *journal, const char *ending, char name[FILE_NAME_SIZE])
{
	/* cannot be cut: the longest ending is the one that FILE_NAME_SIZE counts */
	(void) snprintf(name, FILE_NAME_SIZE, "%s.%s", journal->name, ending);
}

static bool rename_file(const coop_journal *journal, const char *from, const char *to)
{
	char from_name[FILE_NAME_SIZE], to_name[FILE_NAME_SIZE];

	file_name(journal, from, from_name);
	file_name(journal, to, to_name);
	return renameat(journal->directory, from_name, journal->directory, to_name) == 0;
}

static bool draw_name(coop_journal *journal)
{
	char bytes[NAME_BYTES];
	coop_buffer hex;

	coop_buffer_init(&hex, NAME_LENGTH);
	bool drawn = coop_random(bytes, sizeof(bytes)) && coop_encode_hex(&hex, (coop_view){bytes, sizeof(bytes)});
	if (drawn) {
		memcpy(journal->name, hex.ptr, hex.len);
	} else {
		errno = EAGAIN;
	}
	coop_buffer_clear(&hex);
	return drawn;
}

static bool lock(int file)
{
	while (flock(file, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

/* The file gets its ending once it is locked: a .journal that is not locked belongs to a run that died, and another
 * process may replay it at any moment. */
static bool make_file(coop_journal *journal)
{
	char name[FILE_NAME_SIZE];

	if (!draw_name(journal)) {
		return false;
	}
	file_name(journal, "new", name);
	journal->file = openat(
		journal->directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (journal->file < 0) {
		return false;
	}
	if (fchmod(journal->file, S_IRUSR | S_IWUSR) == 0 && lock(journal->file) &&
		rename_file(journal, "new", "journal")) {
		return true;
	}
	int reason = errno;
	(void) unlinkat(journal->directory, name, 0); /* what stays is empty, and has no ending that anybody reads */
	errno = reason;
	return false;
}

coop_journal_status coop_journal_open(const char *directory, coop_journal **journal, coop_journal_problem *problem)
{
	int descriptor;
	coop_journal_status status = open_directory(directory, &descriptor, problem);

	*journal = NULL;
	if (status != COOP_JOURNAL_OK) {
		return status;
	}
	coop_journal *opened = calloc(1, sizeof(*opened));
	if (!opened) {
		close(descriptor);
		errno = ENOMEM;
		return failed(COOP_JOURNAL_CANNOT_WRITE, problem);
	}
	opened->directory = descriptor;
	opened->file = -1;
	opened->owner = getpid();
	coop_buffer_init(&opened->waiting, WAITING_MAXIMUM);
	if (!make_file(opened)) {
		status = failed(COOP_JOURNAL_CANNOT_WRITE, problem);
		coop_journal_close(opened, false);
		return status;
	}
	*journal = opened;
	return COOP_JOURNAL_OK;
}

const char *coop_journal_name(const coop_journal *journal)
{
	return journal->name;
}

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

/* FNV-1a by words of 64 bits, folded after each: against torn writes and flipped bits. Whoever could forge a record can
 * read the tokens in it. */
static void checksum_of(coop_view bytes, char checksum[CHECKSUM_SIZE])
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < bytes.len; i += 8) {
		uint64_t word = 0; /* the last one is filled up with zeros; the length is among what is summed */
		memcpy(&word, bytes.ptr + i, bytes.len - i < 8 ? bytes.len - i : 8);
		hash = (hash ^ le64toh(word)) * UINT64_C(0x100000001b3);
		hash ^= hash >> 32;
	}
	hash = htole64(hash);
	memcpy(checksum, &hash, CHECKSUM_SIZE);
}

/* In decimal. By hand: printf() took longer than all else about a record. */
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
	append_text(out, record->user_key);
	append_text(out, record->fingerprint);
	append_text(out, record->body);
	append_number(out, record->time);
	append_number(out, record->status);
}

bool coop_journal_add(coop_journal *journal, const coop_journal_record *record)
{
	coop_buffer *waiting = &journal->waiting;
	const char head[HEAD_SIZE] = {0, 0, 0, 0, (char) record->type};
	char checksum[CHECKSUM_SIZE];
	size_t start = waiting->len;

	coop_buffer_append(waiting, (coop_view){head, sizeof(head)});
	append_payload(waiting, record);
	if (!waiting->failed) {
		put_u32(waiting->ptr + start, waiting->len - start - HEAD_SIZE);
		checksum_of((coop_view){waiting->ptr + start, waiting->len - start}, checksum);
		coop_buffer_append(waiting, (coop_view){checksum, sizeof(checksum)});
	}
	bool added = !waiting->failed;
	if (!added) { /* a record is in it as a whole or not at all, so the next one may be tried */
		waiting->len = start;
		waiting->failed = false;
	}
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
		/* a short write is gone on with: either the rest fits as well, or errno comes to say why not */
		bytes.ptr += written;
		bytes.len -= (size_t) written;
	}
	return true;
}

static bool sync_file(coop_journal *journal)
{
	/* a file is not found after a power loss unless its folder was written too; some file systems have nothing to do
	 * there and say EINVAL */
	if (!journal->durable && fsync(journal->directory) != 0 && errno != EINVAL) {
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
		(void) cut_back(journal); /* else tried again before the next write */
		errno = reason;
		return false;
	}
	journal->length += (off_t) waiting.len;
	coop_buffer_reset(&journal->waiting);
	return true;
}

void coop_journal_close(coop_journal *journal, bool clean)
{
	if (!journal) {
		return;
	}
	bool complete = journal->waiting.len == 0 && !journal->torn && journal->owner == getpid();
	if (clean && complete) {
		(void) rename_file(journal, "journal", "closed"); /* else the next replay finds that nothing is open */
	}
	if (journal->file >= 0) {
		close(journal->file);
	}
	close(journal->directory);
	coop_buffer_clear(&journal->waiting);
	free(journal);
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

/* Decimal digits as the writer makes them. */
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
	record->user_key = texts[1];
	record->fingerprint = texts[2];
	record->body = texts[3];
	record->status = (int) status;
	return true;
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
	checksum_of((coop_view){rest->ptr, HEAD_SIZE + length}, expected);
	if (memcmp(expected, checksum.ptr, CHECKSUM_SIZE) != 0) {
		return false;
	}
	*record = (coop_journal_record){.type = (coop_journal_type) type.ptr[0]};
	if (record->type < COOP_JOURNAL_START || record->type > COOP_JOURNAL_END || !read_payload(payload, record)) {
		return false;
	}
	*rest = after;
	return true;
}
