/* SPDX-License-Identifier: MIT */
/* link: -Wl,--wrap=write -Wl,--wrap=ftruncate -Wl,--wrap=fdatasync -Wl,--wrap=fsync -Wl,--wrap=renameat -Wl,--wrap=flock */
#include "../../ext/core/crypto.h"
#include "room.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* How the next calls of a kind fail: how many do, and with which errno. A write that is cut writes half of its bytes
 * first. */
typedef struct fault {
	int count, reason;
} fault;

static fault write_fault, truncate_fault, sync_fault, folder_fault, rename_fault, lock_fault;
static bool cut_write;

static bool strikes(fault *planned)
{
	if (planned->count == 0) {
		return false;
	}
	planned->count--;
	errno = planned->reason;
	return true;
}

ssize_t __real_write(int file, const void *bytes, size_t len);
int __real_ftruncate(int file, off_t length);
int __real_fdatasync(int file);
int __real_fsync(int file);
ssize_t __wrap_write(int file, const void *bytes, size_t len);
int __wrap_ftruncate(int file, off_t length);
int __wrap_fdatasync(int file);
int __wrap_fsync(int file);
int __real_renameat(int from, const char *before, int to, const char *after);
int __real_flock(int file, int operation);
int __wrap_renameat(int from, const char *before, int to, const char *after);
int __wrap_flock(int file, int operation);

ssize_t __wrap_write(int file, const void *bytes, size_t len)
{
	if (cut_write) {
		cut_write = false;
		return __real_write(file, bytes, len / 2);
	}
	return strikes(&write_fault) ? -1 : __real_write(file, bytes, len);
}

int __wrap_ftruncate(int file, off_t length)
{
	return strikes(&truncate_fault) ? -1 : __real_ftruncate(file, length);
}

int __wrap_fdatasync(int file)
{
	return strikes(&sync_fault) ? -1 : __real_fdatasync(file);
}

int __wrap_fsync(int file)
{
	return strikes(&folder_fault) ? -1 : __real_fsync(file);
}

int __wrap_renameat(int from, const char *before, int to, const char *after)
{
	return strikes(&rename_fault) ? -1 : __real_renameat(from, before, to, after);
}

int __wrap_flock(int file, int operation)
{
	return strikes(&lock_fault) ? -1 : __real_flock(file, operation);
}

static char *read_file(const char *directory, const char *name, const char *ending, size_t *len)
{
	static char bytes[4 * 1024 * 1024];
	char path[200];

	snprintf(path, sizeof(path), "%s/%s.%s", directory, name, ending);
	int file = open(path, O_RDONLY);
	ssize_t got = file >= 0 ? read(file, bytes, sizeof(bytes)) : -1;
	CHECK_ROW(got >= 0, path);
	*len = got > 0 ? (size_t) got : 0;
	close(file);
	return bytes;
}

static const coop_journal_record RECORDS[] = {
	{COOP_JOURNAL_START, COOP_VIEW("sqlite:users"), COOP_VIEW(""), COOP_VIEW(""), COOP_VIEW("coop journal 1"),
		1700000000, 0},
	{COOP_JOURNAL_INTENT, COOP_VIEW("sqlite:users"), COOP_VIEW("alice@h"), COOP_VIEW("0123456789abcdef"), COOP_VIEW(""),
		1700000001, 0},
	{COOP_JOURNAL_ANSWER, COOP_VIEW("sqlite:users"), COOP_VIEW("alice@h"), COOP_VIEW("0123456789abcdef"),
		COOP_VIEW("{\"refresh_token\":\"r\0\n\xFF\"}"), -1, 200},
	{COOP_JOURNAL_END, COOP_VIEW(""), COOP_VIEW("\xC3\xBC"), COOP_VIEW("x"), COOP_VIEW(""), INT64_MAX, -7},
};

static bool same(const coop_journal_record *a, const coop_journal_record *b)
{
	return a->type == b->type && coop_view_equals(a->store, b->store) && coop_view_equals(a->user_id, b->user_id) &&
		coop_view_equals(a->fingerprint, b->fingerprint) && coop_view_equals(a->body, b->body) && a->time == b->time &&
		a->status == b->status;
}

/* Returns how many of RECORDS can be read, in order, from the start of the bytes, or -1 if something else was read. */
static int count_records(const char *bytes, size_t len)
{
	coop_view rest = {bytes, len};
	coop_journal_record record;
	int count = 0;

	while (coop_journal_next(&rest, &record)) {
		if ((size_t) count == COUNT(RECORDS) || !same(&record, &RECORDS[count])) {
			return -1;
		}
		count++;
	}
	return count;
}

static void add_all(coop_journal *journal)
{
	for (size_t i = 0; i < COUNT(RECORDS); i++) {
		CHECK(coop_journal_add(journal, &RECORDS[i]));
	}
}

static void round_trip(void)
{
	size_t len;
	char name[40];

	enter_room();
	coop_journal *journal = open_journal("j");
	snprintf(name, sizeof(name), "%s", coop_journal_name(journal));
	CHECK(strlen(name) == 32 && strspn(name, "0123456789abcdef") == 32);
	CHECK(coop_journal_write(journal, true)); /* there is nothing to write */
	add_all(journal);
	(void) read_file("j", name, "journal", &len);
	CHECK(len == 0);
	CHECK(coop_journal_write(journal, true) && coop_journal_write(journal, false));
	char *bytes = read_file("j", name, "journal", &len);
	CHECK(count_records(bytes, 0) == 0 && count_records(bytes, len) == 4);
	CHECK(mode_of("j") == 0700 && count_files("j", ".journal") == 1 && count_files("j", ".new") == 0);
	coop_journal_close(journal, true);
	CHECK(count_files("j", ".journal") == 0 && count_files("j", ".closed") == 1);
	bytes = read_file("j", name, "0.closed", &len);
	CHECK(count_records(bytes, len) == 4);

	/* The first record is compared with the format byte by byte. */
	static const char HEAD[] = "\x3D\0\0\0\x01\x0C\0\0\0sqlite:users\0\0\0\0\0\0\0\0\x0E\0\0\0coop journal 1\x0A\0\0\0"
							   "1700000000\x01\0\0\0"
							   "0";
	CHECK(len > sizeof(HEAD) + 7 && memcmp(bytes, HEAD, sizeof(HEAD) - 1) == 0);
	leave_room();
}

static void endings(void)
{
	enter_room();
	coop_journal *journal = open_journal("j");
	coop_journal_close(journal, false);
	CHECK(count_files("j", ".journal") == 1 && count_files("j", ".closed") == 0);
	journal = open_journal("j");
	CHECK(coop_journal_add(journal, &RECORDS[0]));
	coop_journal_close(journal, true); /* not clean, whatever the caller says, since something waits */
	CHECK(count_files("j", ".journal") == 2 && count_files("j", ".closed") == 0);
	coop_journal_close(NULL, true);
	leave_room();
}

/* The number of commits is in the file and in its closed name. */
static void commits(void)
{
	static char body[1024 * 1024 - 300];
	const coop_journal_record big = {.type = COOP_JOURNAL_ANSWER, .body = {body, sizeof(body)}};
	size_t len;
	char name[40];

	enter_room();
	coop_journal *journal = open_journal("j");
	snprintf(name, sizeof(name), "%s", coop_journal_name(journal));
	for (int i = 1; i <= 12; i++) {
		CHECK(coop_journal_add_commit(journal, COOP_VIEW("s")));
		CHECK(i % 5 || coop_journal_write(journal, false));
	}
	CHECK(coop_journal_write(journal, true));
	CHECK(coop_journal_add(journal, &big) && coop_journal_add_commit(journal, COOP_VIEW("s")));
	CHECK(coop_journal_add_commit(journal, COOP_VIEW("s")) && coop_journal_add_commit(journal, COOP_VIEW("s")));
	int counted = 15; /* and more, until the memory for what waits is full */
	while (coop_journal_add_commit(journal, COOP_VIEW("s"))) {
		counted++;
	}
	CHECK(counted > 15 && coop_journal_write(journal, false));
	coop_journal_close(journal, true);
	char ending[40];
	snprintf(ending, sizeof(ending), "%d.closed", counted);
	coop_view rest = {read_file("j", name, ending, &len), 0};
	rest.len = len;
	coop_journal_record record;
	for (int i = 1; i <= counted; i++) {
		CHECK(coop_journal_next(&rest, &record) && (i != 13 || coop_journal_next(&rest, &record)));
		CHECK(record.type == COOP_JOURNAL_COMMIT && record.status == i && record.time > 1700000000 &&
			coop_view_equals(record.store, COOP_VIEW("s")));
	}
	CHECK(rest.len == 0);
	leave_room();
}

/* A child that outlives its parent's run does not keep the lock. */
static void child_keeps_no_lock(void)
{
	char path[100];
	int status;

	enter_room();
	coop_journal *journal = open_journal("j");
	snprintf(path, sizeof(path), "j/%s.journal", coop_journal_name(journal));
	pid_t pid = fork();
	if (pid == 0) {
		pause();
		_exit(0);
	}
	coop_journal_close(journal, false);
	int other = open(path, O_RDONLY);
	CHECK(flock(other, LOCK_EX | LOCK_NB) == 0);
	close(other);
	CHECK(kill(pid, SIGKILL) == 0 && waitpid(pid, &status, 0) == pid);
	leave_room();
}

/* A run that cannot begin leaves no file behind. */
static void nothing_behind(void)
{
	coop_journal *journal;
	coop_journal_problem problem;

	enter_room();
	CHECK(make_folder("j", &problem) == COOP_JOURNAL_OK);
	rename_fault = (fault){1, EIO};
	CHECK(coop_journal_open("j", &journal, &problem) == COOP_JOURNAL_CANNOT_WRITE && problem.errnum == EIO && !journal);
	lock_fault = (fault){1, ENOLCK};
	CHECK(coop_journal_open("j", &journal, &problem) == COOP_JOURNAL_CANNOT_WRITE && problem.errnum == ENOLCK);
	lock_fault = (fault){3, EINTR};
	journal = open_journal("j");
	CHECK(coop_journal_add_commit(journal, COOP_VIEW("s")) && coop_journal_write(journal, false));
	rename_fault = (fault){1, EIO};
	coop_journal_close(journal, true);
	CHECK(count_files("j", ".journal") == 1 && count_files("j", ".new") == 0 && count_files("j", ".closed") == 0);
	coop_journal_close(open_journal("j"), true); /* nor does a run in which nothing happened leave one */
	CHECK(count_files("j", ".journal") == 1 && count_files("j", ".new") == 0 && count_files("j", ".closed") == 0);
	leave_room();
}

static void lock_and_mode(void)
{
	char path[100];

	enter_room();
	mode_t before = umask(0);
	coop_journal *journal = open_journal("j0");
	CHECK(mode_of("j0") == 0700);
	snprintf(path, sizeof(path), "j0/%s.journal", coop_journal_name(journal));
	CHECK(mode_of(path) == 0600);
	int other = open(path, O_RDONLY);
	CHECK(flock(other, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK);
	CHECK(fcntl(other, F_GETFD) >= 0);
	coop_journal_close(journal, false);
	CHECK(flock(other, LOCK_EX | LOCK_NB) == 0);
	close(other);
	umask(0777);
	journal = open_journal("j1");
	umask(before);
	snprintf(path, sizeof(path), "j1/%s.journal", coop_journal_name(journal));
	CHECK(mode_of("j1") == 0700 && mode_of(path) == 0600);
	coop_journal_close(journal, true);
	leave_room();
}

/* Whatever part of a file a crash leaves, and whatever bit a disk flips, the good records before it are read. */
static void damage(void)
{
	size_t len;

	enter_room();
	coop_journal *journal = open_journal("j");
	size_t ends[COUNT(RECORDS)];
	for (size_t i = 0; i < COUNT(RECORDS); i++) {
		CHECK(coop_journal_add(journal, &RECORDS[i]) && coop_journal_write(journal, false));
		(void) read_file("j", coop_journal_name(journal), "journal", &ends[i]);
	}
	char *bytes = read_file("j", coop_journal_name(journal), "journal", &len);
	for (size_t cut = 0; cut <= len; cut++) {
		char *copy = malloc(cut > 0 ? cut : 1); /* of the exact size, so that a read behind it is seen */
		memcpy(copy, bytes, cut);
		int whole = 0;
		for (size_t i = 0; i < COUNT(ends); i++) {
			whole += ends[i] <= cut;
		}
		CHECK(count_records(copy, cut) == whole);
		free(copy);
	}
	for (size_t at = 0; at < len; at++) {
		for (int bit = 0; bit < 8; bit++) {
			bytes[at] = (char) (bytes[at] ^ 1 << bit);
			int whole = 0;
			for (size_t i = 0; i < COUNT(ends); i++) {
				whole += ends[i] <= at;
			}
			CHECK(count_records(bytes, len) == whole);
			bytes[at] = (char) (bytes[at] ^ 1 << bit);
		}
	}
	coop_journal_close(journal, true);
	leave_room();
}

static void waiting_maximum(void)
{
	static char body[300 * 1024];
	const coop_journal_record big = {.type = COOP_JOURNAL_ANSWER, .body = {body, sizeof(body)}};
	size_t len;

	enter_room();
	coop_journal *journal = open_journal("j");
	CHECK(coop_journal_add(journal, &big) && coop_journal_add(journal, &big) && coop_journal_add(journal, &big));
	CHECK(!coop_journal_add(journal, &big));
	CHECK(coop_journal_add(journal, &RECORDS[0])); /* a smaller one still fits */
	CHECK(coop_journal_write(journal, false));
	CHECK(coop_journal_add(journal, &big) && coop_journal_write(journal, false));
	const coop_journal_record absent = {.type = COOP_JOURNAL_END};
	CHECK(coop_journal_add(journal, &absent) && coop_journal_write(journal, false)); /* views without bytes */
	coop_view rest = {read_file("j", coop_journal_name(journal), "journal", &len), 0};
	rest.len = len;
	coop_journal_record record;
	for (int i = 0; i < 6; i++) {
		CHECK(coop_journal_next(&rest, &record) && same(&record, i == 3 ? &RECORDS[0] : i == 5 ? &absent : &big));
	}
	CHECK(rest.len == 0 && !coop_journal_next(&rest, &record));
	coop_journal_close(journal, true);
	leave_room();
}

static void limit_file_size(rlim_t size)
{
	struct rlimit limit;

	CHECK(getrlimit(RLIMIT_FSIZE, &limit) == 0);
	limit.rlim_cur = size == RLIM_INFINITY ? limit.rlim_max : size;
	CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

/* The disk may be full at any byte. The file then ends with a whole record; what did not fit waits and is written
 * later. */
static void no_space(void)
{
	size_t first, second, len;

	enter_room();
	signal(SIGXFSZ, SIG_IGN);
	coop_journal *journal = open_journal("j");
	CHECK(coop_journal_add(journal, &RECORDS[0]) && coop_journal_write(journal, false));
	(void) read_file("j", coop_journal_name(journal), "journal", &first);
	CHECK(coop_journal_add(journal, &RECORDS[1]) && coop_journal_add(journal, &RECORDS[2]));
	CHECK(coop_journal_add(journal, &RECORDS[3]));
	for (size_t room_left = 0; room_left < 200; room_left++) {
		limit_file_size(first + room_left);
		errno = 0;
		bool written = coop_journal_write(journal, room_left % 2 == 0);
		int reason = errno;
		limit_file_size(RLIM_INFINITY);
		char *bytes = read_file("j", coop_journal_name(journal), "journal", &len);
		if (!CHECK(!written && reason == EFBIG && len == first && count_records(bytes, len) == 1)) {
			break;
		}
	}
	CHECK(coop_journal_write(journal, true));
	char *bytes = read_file("j", coop_journal_name(journal), "journal", &second);
	CHECK(count_records(bytes, second) == 4);
	coop_journal_close(journal, true);
	leave_room();
}

/* System calls fail or do half of their work. Afterwards the same records are written, once. */
static void faults(void)
{
	static const struct {
		const char *row;
		bool cut;
		fault write, truncate, sync, folder;
		bool written; /* whether the first try worked */
		int tries; /* how many it takes until all is written */
	} ROWS[] = {
		{"interrupted", false, {3, EINTR}, {0, 0}, {2, EINTR}, {0, 0}, true, 1},
		{"short, then whole", true, {0, 0}, {0, 0}, {0, 0}, {0, 0}, true, 1},
		{"short, then full", true, {1, ENOSPC}, {0, 0}, {0, 0}, {0, 0}, false, 2},
		{"full", false, {1, ENOSPC}, {0, 0}, {0, 0}, {0, 0}, false, 2},
		{"short, full, cut back at the third call", true, {1, ENOSPC}, {2, EINTR}, {0, 0}, {0, 0}, false, 2},
		{"short, full, cut back at the next try", true, {1, ENOSPC}, {1, EIO}, {0, 0}, {0, 0}, false, 2},
		{"short, full, cut back two tries later", true, {1, ENOSPC}, {2, EIO}, {0, 0}, {0, 0}, false, 3},
		{"not synced", false, {0, 0}, {0, 0}, {1, EIO}, {0, 0}, false, 2},
		{"folder not synced", false, {0, 0}, {0, 0}, {0, 0}, {1, EIO}, false, 2},
		{"folder without sync", false, {0, 0}, {0, 0}, {0, 0}, {1, EINVAL}, true, 1},
	};

	enter_room();
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		size_t len;
		coop_journal *journal = open_journal("j");
		CHECK(coop_journal_add(journal, &RECORDS[0]) && coop_journal_write(journal, false));
		for (size_t k = 1; k < COUNT(RECORDS); k++) {
			CHECK(coop_journal_add(journal, &RECORDS[k]));
		}
		cut_write = ROWS[i].cut;
		write_fault = ROWS[i].write;
		truncate_fault = ROWS[i].truncate;
		sync_fault = ROWS[i].sync;
		folder_fault = ROWS[i].folder;
		int tries = 1;
		bool written = coop_journal_write(journal, true);
		CHECK_ROW(written == ROWS[i].written, ROWS[i].row);
		for (; !written && tries < 5; tries++) {
			CHECK_ROW(errno == ENOSPC || errno == EIO, ROWS[i].row);
			written = coop_journal_write(journal, true);
		}
		CHECK_ROW(written && tries == ROWS[i].tries, ROWS[i].row);
		CHECK_ROW(!write_fault.count && !truncate_fault.count && !sync_fault.count && !folder_fault.count, ROWS[i].row);
		char *bytes = read_file("j", coop_journal_name(journal), "journal", &len);
		coop_view rest = {bytes, len};
		coop_journal_record record;
		while (coop_journal_next(&rest, &record)) {
		}
		CHECK_ROW(count_records(bytes, len) == 4 && rest.len == 0, ROWS[i].row);
		coop_journal_close(journal, true);
	}
	leave_room();
}

/* A torn file does not get the name of a clean one. */
static void torn_at_close(void)
{
	enter_room();
	coop_journal *journal = open_journal("j");
	CHECK(coop_journal_add(journal, &RECORDS[0]));
	cut_write = true;
	write_fault = (fault){1, ENOSPC};
	truncate_fault = (fault){1, EIO};
	CHECK(!coop_journal_write(journal, false));
	coop_journal_close(journal, true);
	CHECK(count_files("j", ".journal") == 1 && count_files("j", ".closed") == 0);
	leave_room();
}

/* These records have a right checksum but are wrong otherwise, as if a later version or somebody else had made them. */
static void strange_records(void)
{
#define GOOD "\1\0\0\0s\1\0\0\0u\0\0\0\0\0\0\0\0"
	static const struct {
		const char *row;
		char type;
		coop_view payload;
		bool good;
	} ROWS[] = {
		{"good", 2, COOP_VIEW(GOOD "\2\0\0\0-5\3\0\0\000200"), true},
		{"commit", 5, COOP_VIEW(GOOD "\1\0\0\0005\1\0\0\0007"), true},
		{"type 0", 0, COOP_VIEW(GOOD "\1\0\0\0005\1\0\0\0000"), false},
		{"type 6", 6, COOP_VIEW(GOOD "\1\0\0\0005\1\0\0\0000"), false},
		{"type -1", -1, COOP_VIEW(GOOD "\1\0\0\0005\1\0\0\0000"), false},
		{"empty", 2, COOP_VIEW(""), false},
		{"five texts", 2, COOP_VIEW(GOOD "\1\0\0\0005"), false},
		{"a byte more", 2, COOP_VIEW(GOOD "\1\0\0\0005\1\0\0\0000x"), false},
		{"too long a text", 2, COOP_VIEW(GOOD "\1\0\0\0005\2\0\0\0000"), false},
		{"much too long a text", 2, COOP_VIEW("\xFF\xFF\xFF\xFFs"), false},
		{"time is empty", 2, COOP_VIEW(GOOD "\0\0\0\0\1\0\0\0000"), false},
		{"time is no number", 2, COOP_VIEW(GOOD "\2\0\0\0005x\1\0\0\0000"), false},
		{"time with NUL", 2, COOP_VIEW(GOOD "\2\0\0\0005\0\1\0\0\0000"), false},
		{"time is too long", 2,
			COOP_VIEW(GOOD "\x18\0\0\0"
						   "000000000000000000000005\1\0\0\0000"),
			false},
		{"time is too large", 2,
			COOP_VIEW(GOOD "\x13\0\0\0"
						   "9223372036854775808\1\0\0\0000"),
			false},
		{"status is too large", 2,
			COOP_VIEW(GOOD "\1\0\0\0005\x0A\0\0\0"
						   "2147483648"),
			false},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer bytes;
		uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
		coop_journal_record record;
		coop_buffer_init(&bytes, 1000);
		coop_buffer_append_byte(&bytes, (char) ROWS[i].payload.len);
		coop_buffer_append(&bytes, COOP_VIEW("\0\0\0"));
		coop_buffer_append_byte(&bytes, ROWS[i].type);
		coop_buffer_append(&bytes, ROWS[i].payload);
		for (size_t k = 0; k < bytes.len; k += 8) {
			uint64_t word = 0;
			for (size_t n = 0; n < 8 && k + n < bytes.len; n++) {
				word |= (uint64_t) (unsigned char) bytes.ptr[k + n] << (8 * n);
			}
			hash = (hash ^ word) * UINT64_C(0x100000001b3);
			hash ^= hash >> 32;
		}
		for (int k = 0; k < 8; k++) {
			CHECK(coop_buffer_append_byte(&bytes, (char) (hash >> (8 * k) & 0xFF)));
		}
		coop_view rest = coop_buffer_view(&bytes);
		CHECK_ROW(coop_journal_next(&rest, &record) == ROWS[i].good, ROWS[i].row);
		CHECK_ROW(rest.len == (ROWS[i].good ? 0 : bytes.len), ROWS[i].row);
		coop_buffer_clear(&bytes);
	}
}

static void fork_child_refuses(void)
{
	size_t len;
	int status;

	enter_room();
	coop_journal *journal = open_journal("j");
	coop_journal *idle = open_journal("j");
	CHECK(coop_journal_add(journal, &RECORDS[0]));
	pid_t pid = fork();
	if (pid == 0) {
		errno = 0;
		bool refused = !coop_journal_write(journal, true) && errno == EPERM;
		coop_journal_leave(journal);
		refused = refused && !coop_journal_write(journal, true);
		coop_journal_leave(journal);
		coop_journal_close(journal, true);
		coop_journal_close(idle, true);
		_exit(refused ? 0 : 1);
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	CHECK(count_files("j", ".journal") == 2 && count_files("j", ".closed") == 0);
	coop_journal_close(idle, true);
	CHECK(coop_journal_write(journal, true));
	char *bytes = read_file("j", coop_journal_name(journal), "journal", &len);
	CHECK(count_records(bytes, len) == 1);
	coop_journal_close(journal, true);
	leave_room();
}

static void two_writers(void)
{
	int status;

	enter_room();
	pid_t pid = fork();
	for (int i = 0; i < 20; i++) {
		coop_journal *journal = open_journal("j");
		for (int k = 0; k < 20; k++) {
			CHECK(coop_journal_add(journal, &RECORDS[0]) && coop_journal_write(journal, false));
		}
		CHECK(coop_journal_add_commit(journal, COOP_VIEW("s")) && coop_journal_write(journal, false));
		coop_journal_close(journal, true);
	}
	if (pid == 0) {
		_exit(test_failures > 0);
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	CHECK(count_files("j", ".closed") == 40 && count_files("j", ".journal") == 0 && count_files("j", ".new") == 0);
	leave_room();
}

static void descriptors_stay_few(void)
{
	coop_journal_problem problem;

	enter_room();
	int before = dup(0);
	close(before);
	for (int i = 0; i < 10; i++) {
		coop_journal_close(open_journal("j"), true);
		CHECK(make_folder("j", &problem) == COOP_JOURNAL_OK);
		CHECK(make_folder("j/none/none", &problem) == COOP_JOURNAL_CANNOT_MAKE);
	}
	CHECK(chmod("j", 0755) == 0 && make_folder("j", &problem) == COOP_JOURNAL_OPEN_TO_OTHERS);
	int after = dup(0);
	close(after);
	CHECK(before == after);
	leave_room();
}

/* Lengths that lie give no record, and nothing behind the end is read. */
static void mutations(void)
{
	static const char LETTERS[] = "\0\x01\x02\x03\x04\x0C\x0E\x7F\xFF"
								  "0";
	size_t len;
	uint64_t state = 6;

	enter_room();
	coop_journal *journal = open_journal("j");
	add_all(journal);
	CHECK(coop_journal_write(journal, false));
	char *bytes = read_file("j", coop_journal_name(journal), "journal", &len);
	for (int i = 0; i < 30000; i++) {
		size_t copied = len;
		char *copy = test_mutate(&state, bytes, &copied, LETTERS, sizeof(LETTERS));
		CHECK(count_records(copy, copied) >= 0);
		free(copy);
	}
	coop_view nothing = COOP_VIEW_NONE;
	coop_journal_record record;
	CHECK(!coop_journal_next(&nothing, &record));
	coop_journal_close(journal, true);
	leave_room();
}

int main(void)
{
	round_trip();
	endings();
	commits();
	child_keeps_no_lock();
	nothing_behind();
	lock_and_mode();
	damage();
	waiting_maximum();
	no_space();
	faults();
	torn_at_close();
	strange_records();
	fork_child_refuses();
	two_writers();
	descriptors_stay_few();
	mutations();
	return test_result();
}
