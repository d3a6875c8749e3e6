/* SPDX-License-Identifier: MIT */
/* link: -Wl,--wrap=flock -Wl,--wrap=pread */
#include "../../ext/core/journal/reader.h"
#include "room.h"
#include <errno.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

/* Is called between the opening of a file and its lock. */
static void (*before_lock)(void);
static size_t read_most; /* the most that a read gives at once; 0 if there is no limit */
static int interruptions, read_fault; /* how many reads fail with EINTR; which one fails with EIO, 0 if none does */

int __real_flock(int file, int operation);
int __wrap_flock(int file, int operation);
ssize_t __real_pread(int file, void *bytes, size_t len, off_t offset);
ssize_t __wrap_pread(int file, void *bytes, size_t len, off_t offset);

int __wrap_flock(int file, int operation)
{
	if (before_lock) {
		void (*once)(void) = before_lock;
		before_lock = NULL;
		once();
	}
	return __real_flock(file, operation);
}

ssize_t __wrap_pread(int file, void *bytes, size_t len, off_t offset)
{
	if (interruptions > 0) {
		interruptions--;
		errno = EINTR;
		return -1;
	}
	if (read_fault > 0 && --read_fault == 0) {
		errno = EIO;
		return -1;
	}
	return __real_pread(file, bytes, read_most && len > read_most ? read_most : len, offset);
}

/* Makes one of twenty records of all types and many sizes. The i-th is always the same. */
#define RECORDS 20

static coop_journal_record make_record(int i)
{
	static char body[RECORDS * 7];

	memset(body, 'b', sizeof(body));
	return (coop_journal_record){.type = (coop_journal_type) (1 + i % 5),
		.store = COOP_VIEW("sqlite:users"),
		.user_id = {"alice@example.org", (size_t) i % 17},
		.fingerprint = {"0123456789abcdef0123456789abcdef", i % 3 ? 32 : 0},
		.body = {body, i % 5 == 2 ? (size_t) i * 7 : 0},
		.time = 1700000000 + i,
		.status = i};
}

static bool same(const coop_journal_record *a, const coop_journal_record *b)
{
	return a->type == b->type && coop_view_equals(a->store, b->store) && coop_view_equals(a->user_id, b->user_id) &&
		coop_view_equals(a->fingerprint, b->fingerprint) && coop_view_equals(a->body, b->body) && a->time == b->time &&
		a->status == b->status;
}

static void add_records(coop_journal *journal)
{
	for (int i = 0; i < RECORDS; i++) {
		const coop_journal_record record = make_record(i);
		CHECK(coop_journal_add(journal, &record));
	}
	CHECK(coop_journal_write(journal, false));
}

/* Returns how many of the twenty can be read, in order, or -1 if something else was read. */
static int count_records(coop_journal_reader *reader)
{
	coop_journal_record record;
	int count = 0;

	while (coop_journal_reader_next(reader, &record)) {
		const coop_journal_record expected = make_record(count);
		if (count == RECORDS || !same(&record, &expected)) {
			return -1;
		}
		count++;
	}
	return count;
}

static coop_journal_reader *open_one(coop_journal_folder *folder, const char *name)
{
	coop_journal_file file;

	if (!CHECK(coop_journal_folder_find_file(folder, name, &file))) {
		exit(test_result());
	}
	coop_journal_reader *reader = coop_journal_reader_open(folder, &file);
	if (!CHECK(reader != NULL)) {
		exit(test_result());
	}
	return reader;
}

static void reading(void)
{
	coop_journal_record record, expected;
	char name[COOP_JOURNAL_NAME_LENGTH + 1];

	enter_room();
	coop_journal *journal = open_journal("j");
	snprintf(name, sizeof(name), "%s", coop_journal_name(journal));
	coop_journal_folder *folder = open_folder("j");
	coop_journal_reader *reader = open_one(folder, name);
	CHECK(!coop_journal_reader_next(reader, &record)); /* there is nothing yet */
	add_records(journal);
	for (int i = 0; i < RECORDS; i++) {
		expected = make_record(i);
		CHECK(coop_journal_reader_next(reader, &record) && same(&record, &expected));
		CHECK(coop_journal_reader_commits(reader) == (i < 4 ? 0 : i - (i + 1) % 5));
	}
	CHECK(!coop_journal_reader_next(reader, &record) && coop_journal_reader_failed(reader) == 0);
	CHECK(coop_journal_add(journal, &expected) && coop_journal_write(journal, false)); /* the run goes on writing */
	CHECK(coop_journal_reader_next(reader, &record) && same(&record, &expected));
	coop_journal_reader_rewind(reader);
	CHECK(coop_journal_reader_commits(reader) == 19 && count_records(reader) == -1);
	coop_journal_reader_close(reader);
	coop_journal_reader_close(NULL);

	coop_journal_file file; /* it was listed and is closed afterwards */
	CHECK(coop_journal_folder_find_file(folder, name, &file) && !file.closed);
	coop_journal_close(journal, true);
	reader = coop_journal_reader_open(folder, &file);
	CHECK(reader && coop_journal_reader_next(reader, &record));
	coop_journal_reader_close(reader);
	CHECK(coop_journal_folder_find_file(folder, name, &file) && file.closed);
	char path[200], file_name[COOP_JOURNAL_FILE_NAME_SIZE];
	coop_journal_file_name(&file, file_name);
	snprintf(path, sizeof(path), "j/%s", file_name);
	CHECK(unlink(path) == 0 && !coop_journal_reader_open(folder, &file) && errno == ENOENT);
	file.closed = false;
	CHECK(!coop_journal_reader_open(folder, &file) && errno == ENOENT);
	coop_journal_folder_close(folder);
	leave_room();
}

/* Whatever part of a file a crash leaves, and whatever bit a disk flips, the good records before it are read. */
static void damage(void)
{
	static char bytes[64 * 1024];
	size_t ends[RECORDS], len = 0;

	enter_room();
	coop_journal *journal = open_journal("j");
	add_records(journal);
	char path[100];
	snprintf(path, sizeof(path), "j/%s.journal", coop_journal_name(journal));
	int file = open(path, O_RDWR);
	ssize_t got = read(file, bytes, sizeof(bytes));
	CHECK(got > 0);
	len = (size_t) got;
	coop_journal_folder *folder = open_folder("j");
	coop_journal_reader *reader = open_one(folder, coop_journal_name(journal));
	coop_buffer written;
	coop_buffer_init(&written, sizeof(bytes));
	for (int i = 0; i < RECORDS; i++) {
		const coop_journal_record record = make_record(i);
		CHECK(coop_journal_record_append(&written, &record));
		ends[i] = written.len;
	}
	coop_buffer_clear(&written);
	CHECK(ends[RECORDS - 1] == len);

	for (size_t at = 0; at < len; at++) {
		int whole = 0;
		for (size_t i = 0; i < RECORDS; i++) {
			whole += ends[i] <= at;
		}
		for (int bit = 0; bit < 8; bit++) {
			char flipped = (char) (bytes[at] ^ 1 << bit);
			CHECK(pwrite(file, &flipped, 1, (off_t) at) == 1);
			coop_journal_reader_rewind(reader);
			CHECK(count_records(reader) == whole);
		}
		CHECK(pwrite(file, bytes + at, 1, (off_t) at) == 1);
	}
	coop_journal_reader_rewind(reader);
	CHECK(count_records(reader) == RECORDS);
	for (size_t cut = len; cut-- > 0;) {
		int whole = 0;
		for (size_t i = 0; i < RECORDS; i++) {
			whole += ends[i] <= cut;
		}
		CHECK(ftruncate(file, (off_t) cut) == 0);
		coop_journal_reader_rewind(reader);
		CHECK(count_records(reader) == whole && coop_journal_reader_failed(reader) == 0);
	}
	close(file);
	coop_journal_reader_close(reader);
	coop_journal_close(journal, false);
	coop_journal_folder_close(folder);
	leave_room();
}

/* Whatever bytes a file has, nothing is read outside of the buffer, and reading comes to an end. */
static void mutations(void)
{
	static const char LETTERS[] = "\0\x01\x02\x05\x0C\x10\x7F\x80\xFF"
								  "0";
	static char bytes[64 * 1024];
	uint64_t state = 7;

	enter_room();
	coop_journal *journal = open_journal("j");
	add_records(journal);
	char path[100];
	snprintf(path, sizeof(path), "j/%s.journal", coop_journal_name(journal));
	int file = open(path, O_RDWR);
	ssize_t len = read(file, bytes, sizeof(bytes));
	coop_journal_folder *folder = open_folder("j");
	coop_journal_reader *reader = open_one(folder, coop_journal_name(journal));
	for (int i = 0; i < 5000 && CHECK(len > 0); i++) {
		size_t copied = (size_t) len;
		char *copy = test_mutate(&state, bytes, &copied, LETTERS, sizeof(LETTERS));
		CHECK(ftruncate(file, 0) == 0 && pwrite(file, copy, copied, 0) == (ssize_t) copied);
		free(copy);
		coop_journal_reader_rewind(reader);
		CHECK(count_records(reader) >= 0);
	}
	close(file);
	coop_journal_reader_close(reader);
	coop_journal_close(journal, false);
	coop_journal_folder_close(folder);
	leave_room();
}

/* Records of all sizes up to the largest are read across the edges of the buffer, by reads that give little. */
static void large(void)
{
	static char body[COOP_JOURNAL_RECORD_MAXIMUM];
	static const size_t MOST[] = {0, 1000003, 65537, 4099};
	coop_journal_record record;
	const size_t around = 5 + 6 * 4 + 1 + 1 + 8; /* bytes of a record beside its body */
	size_t sizes[40];
	uint64_t state = 3;

	enter_room();
	for (size_t i = 0; i < sizeof(body); i++) {
		body[i] = (char) test_random(&state);
	}
	coop_journal *journal = open_journal("j");
	record = (coop_journal_record){.type = COOP_JOURNAL_ANSWER, .body = {body, sizeof(body) - around + 1}};
	CHECK(!coop_journal_add(journal, &record));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		sizes[i] = i % 8 == 0 ? sizeof(body) - around : test_random(&state) % (i % 2 ? 1000 : sizeof(body) - around);
		record.body.len = sizes[i];
		CHECK(coop_journal_add(journal, &record) && coop_journal_write(journal, false));
	}
	coop_journal_folder *folder = open_folder("j");
	coop_journal_reader *reader = open_one(folder, coop_journal_name(journal));
	for (size_t k = 0; k < COUNT(MOST); k++) {
		read_most = MOST[k];
		interruptions = 3;
		coop_journal_reader_rewind(reader);
		for (size_t i = 0; i < COUNT(sizes); i++) {
			CHECK(coop_journal_reader_next(reader, &record) && record.body.len == sizes[i] &&
				memcmp(record.body.ptr, body, sizes[i]) == 0);
		}
		CHECK(!coop_journal_reader_next(reader, &record) && coop_journal_reader_failed(reader) == 0);
	}
	read_most = 0;

	coop_journal_reader_rewind(reader); /* a read that fails is told apart from the end */
	read_fault = 5;
	while (coop_journal_reader_next(reader, &record)) {
	}
	CHECK(coop_journal_reader_failed(reader) == EIO && read_fault == 0);
	coop_journal_reader_close(reader);
	coop_journal_close(journal, false);
	coop_journal_folder_close(folder);
	leave_room();
}

static coop_journal_lock try_lock(coop_journal_folder *folder, const char *name)
{
	coop_journal_reader *reader = (coop_journal_reader *) &reader;
	coop_journal_lock lock = coop_journal_reader_lock(folder, name, &reader);

	CHECK((reader != NULL) == (lock == COOP_JOURNAL_LOCK_FREE));
	if (reader) {
		coop_journal_reader_close(reader);
	}
	return lock;
}

/* Tries the lock in another process, which then ends. */
static coop_journal_lock try_lock_elsewhere(coop_journal_folder *folder, const char *name)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		_exit((int) try_lock(folder, name));
	}
	CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return (coop_journal_lock) WEXITSTATUS(status);
}

/* A run in another process, which begins, reports its name, and lives until it is killed or told to end cleanly. */
typedef struct run {
	pid_t pid;
	int to, from;
	char name[COOP_JOURNAL_NAME_LENGTH + 1];
} run;

static run start_run(void)
{
	int down[2], up[2];
	char go;
	run other;

	CHECK(pipe(down) == 0 && pipe(up) == 0);
	other = (run){fork(), down[1], up[0], ""};
	if (other.pid == 0) {
		close(down[1]);
		coop_journal *journal = open_journal("j");
		add_records(journal);
		CHECK(write(up[1], coop_journal_name(journal), sizeof(other.name)) == sizeof(other.name));
		bool told = read(down[0], &go, 1) == 1;
		coop_journal_close(journal, told);
		_exit(0);
	}
	close(down[0]);
	close(up[1]);
	CHECK(read(up[0], other.name, sizeof(other.name)) == sizeof(other.name));
	return other;
}

static void end_run(run *other, bool clean)
{
	int status;

	CHECK(clean ? write(other->to, "", 1) == 1 : kill(other->pid, SIGKILL) == 0);
	CHECK(waitpid(other->pid, &status, 0) == other->pid && WIFEXITED(status) == clean);
	close(other->to);
	close(other->from);
}

static void locks(void)
{
	static const char *const NAMES[] = {"", "x", "../0123456789abcdef0123456789abc", "0123456789abcdef0123456789abcdef",
		"0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdef0"};
	coop_journal_reader *reader;
	coop_journal_file file;

	enter_room();
	CHECK(mkdir("j", 0700) == 0);
	coop_journal_folder *folder = open_folder("j");
	for (size_t i = 0; i < COUNT(NAMES); i++) {
		CHECK_ROW(try_lock(folder, NAMES[i]) == COOP_JOURNAL_LOCK_GONE, NAMES[i]);
	}
	coop_journal *own = open_journal("j");
	CHECK(try_lock(folder, coop_journal_name(own)) == COOP_JOURNAL_LOCK_HELD); /* our own run lives, too */
	CHECK(try_lock_elsewhere(folder, coop_journal_name(own)) == COOP_JOURNAL_LOCK_HELD); /* the try did not unlock it */
	coop_journal_close(own, false);

	run killed = start_run(), closed = start_run();
	CHECK(try_lock(folder, killed.name) == COOP_JOURNAL_LOCK_HELD);
	CHECK(try_lock(folder, closed.name) == COOP_JOURNAL_LOCK_HELD);
	end_run(&killed, false);
	end_run(&closed, true);
	CHECK(try_lock(folder, closed.name) == COOP_JOURNAL_LOCK_GONE);
	CHECK(coop_journal_folder_find_file(folder, closed.name, &file) && file.closed && file.commits == 0);
	CHECK(coop_journal_reader_lock(folder, killed.name, &reader) == COOP_JOURNAL_LOCK_FREE &&
		count_records(reader) == 20);
	CHECK(try_lock(folder, killed.name) == COOP_JOURNAL_LOCK_HELD);
	CHECK(try_lock_elsewhere(folder, killed.name) == COOP_JOURNAL_LOCK_HELD);

	pid_t pid = fork(); /* a child of the holder changes nothing */
	if (pid == 0) {
		bool refused = !coop_journal_reader_retire(reader, 3) && errno == EPERM;
		coop_journal_reader_close(reader);
		_exit(refused ? 0 : 1);
	}
	int status;
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	CHECK(try_lock(folder, killed.name) == COOP_JOURNAL_LOCK_HELD);

	pid = fork(); /* a child that lives on does not keep the lock */
	if (pid == 0) {
		pause();
		_exit(0);
	}
	coop_journal_reader_close(reader);
	CHECK(try_lock(folder, killed.name) == COOP_JOURNAL_LOCK_FREE);
	CHECK(kill(pid, SIGKILL) == 0 && waitpid(pid, &status, 0) == pid);
	coop_journal_folder_close(folder);
	leave_room();
}

static coop_journal *closing; /* its run closes it between our opening and our lock */
static char taken_path[100];

static void close_it(void)
{
	coop_journal_close(closing, true);
}

static void put_another_there(void)
{
	CHECK(unlink(taken_path) == 0);
	close(open(taken_path, O_CREAT | O_WRONLY, 0600));
}

static void races(void)
{
	coop_journal_reader *reader;
	coop_journal_file file;
	char name[COOP_JOURNAL_NAME_LENGTH + 1];

	enter_room();
	closing = open_journal("j");
	CHECK(coop_journal_add_commit(closing, COOP_VIEW("s")) && coop_journal_write(closing, false));
	snprintf(name, sizeof(name), "%s", coop_journal_name(closing));
	coop_journal_folder *folder = open_folder("j");
	before_lock = close_it;
	CHECK(try_lock(folder, name) == COOP_JOURNAL_LOCK_GONE && !before_lock);
	CHECK(coop_journal_folder_find_file(folder, name, &file) && file.closed);

	coop_journal *journal = open_journal("j");
	snprintf(taken_path, sizeof(taken_path), "j/%s.journal", coop_journal_name(journal));
	snprintf(name, sizeof(name), "%s", coop_journal_name(journal));
	coop_journal_close(journal, false);
	before_lock = put_another_there;
	CHECK(try_lock(folder, name) == COOP_JOURNAL_LOCK_GONE);
	CHECK(coop_journal_reader_lock(folder, name, &reader) == COOP_JOURNAL_LOCK_FREE);
	CHECK(coop_journal_reader_retire(reader, 1));
	CHECK(!coop_journal_reader_retire(reader, 1) && errno == ENOENT);
	coop_journal_reader_close(reader);

	/* Many processes try to replay the same file at once, and one gets the lock. */
	for (int round = 0; round < 20; round++) {
		int winners = 0, gone = 0, start[2];
		CHECK(pipe(start) == 0);
		journal = open_journal("j");
		snprintf(name, sizeof(name), "%s", coop_journal_name(journal));
		coop_journal_close(journal, false);
		for (int i = 0; i < 6; i++) {
			if (fork() == 0) {
				char byte;
				close(start[1]);
				bool none = read(start[0], &byte, 1) == 0;
				coop_journal_lock lock = coop_journal_reader_lock(folder, name, &reader);
				bool won = lock == COOP_JOURNAL_LOCK_FREE && coop_journal_reader_retire(reader, 5);
				coop_journal_reader_close(reader);
				_exit(!none ? 9 : won ? 1 : lock == COOP_JOURNAL_LOCK_HELD || lock == COOP_JOURNAL_LOCK_GONE ? 2 : 3);
			}
		}
		close(start[0]);
		close(start[1]);
		for (int i = 0; i < 6; i++) {
			int status;
			CHECK(wait(&status) > 0 && WIFEXITED(status));
			winners += WEXITSTATUS(status) == 1;
			gone += WEXITSTATUS(status) == 2;
		}
		CHECK(winners == 1 && gone == 5);
		CHECK(coop_journal_folder_find_file(folder, name, &file) && file.closed && file.commits == 5);
	}
	coop_journal_folder_close(folder);
	leave_room();
}

/* The answers of a dead run stay for searches after the replay, under the name that says how many commits there
 * were. */
static void retiring(void)
{
	coop_journal_reader *reader;
	coop_journal_file file;
	char name[COOP_JOURNAL_NAME_LENGTH + 1];

	enter_room();
	coop_journal *journal = open_journal("j");
	snprintf(name, sizeof(name), "%s", coop_journal_name(journal));
	add_records(journal);
	coop_journal_close(journal, false);
	coop_journal_folder *folder = open_folder("j");
	reader = open_one(folder, name);
	CHECK(!coop_journal_reader_retire(reader, 1) && errno == EPERM); /* the file is not locked */
	coop_journal_reader_close(reader);
	CHECK(
		coop_journal_reader_lock(folder, name, &reader) == COOP_JOURNAL_LOCK_FREE && count_records(reader) == RECORDS);
	CHECK(coop_journal_reader_commits(reader) == 19 && coop_journal_reader_retire(reader, 21));
	coop_journal_reader_rewind(reader);
	CHECK(count_records(reader) == RECORDS);
	coop_journal_reader_close(reader);
	CHECK(count_files("j", ".21.closed") == 1 && count_files("j", ".journal") == 0);
	CHECK(coop_journal_folder_find_file(folder, name, &file) && file.closed && file.commits == 21);
	reader = coop_journal_reader_open(folder, &file);
	CHECK(reader && count_records(reader) == RECORDS);
	coop_journal_reader_close(reader);
	coop_journal_folder_close(folder);
	leave_room();
}

#define A "0123456789abcdef0123456789abcde"

/* Things that have the name of a journal but are none are refused. */
static void impostors(void)
{
	static const char *const LETTERS[] = {"1", "2", "3", "4", "5"};
	coop_journal_reader *reader;

	enter_room();
	CHECK(mkdir("j", 0700) == 0);
	make_file("real", 1000);
	CHECK(symlink("real", "j/" A "1.journal") == 0 && symlink("nowhere", "j/" A "2.journal") == 0);
	CHECK(mkfifo("j/" A "3.journal", 0600) == 0 && mkdir("j/" A "4.journal", 0700) == 0);
	CHECK(symlink("real", "j/" A "1.0.closed") == 0 && symlink("nowhere", "j/" A "2.0.closed") == 0);
	CHECK(mkfifo("j/" A "3.0.closed", 0600) == 0 && mkdir("j/" A "4.0.closed", 0700) == 0);
	make_file(A "5.journal", 1000);
	make_file(A "5.0.closed", 1000);
	if (geteuid() == 0) {
		CHECK(chown("j/" A "5.journal", 12345, 12345) == 0 && chown("j/" A "5.0.closed", 12345, 12345) == 0);
	}
	coop_journal_folder *folder = open_folder("j");
	for (size_t i = 0; i < COUNT(LETTERS) - (geteuid() != 0); i++) {
		coop_journal_file file = {.closed = true};
		snprintf(file.name, sizeof(file.name), A "%s", LETTERS[i]);
		CHECK_ROW(try_lock(folder, file.name) == COOP_JOURNAL_LOCK_FAILED && errno != 0, LETTERS[i]);
		reader = coop_journal_reader_open(folder, &file);
		CHECK_ROW(!reader && errno != ENOENT, LETTERS[i]);
		file.closed = false;
		reader = coop_journal_reader_open(folder, &file);
		CHECK_ROW(!reader && errno != ENOENT, LETTERS[i]);
	}
	coop_journal_folder_close(folder);
	leave_room();
}

static void descriptors_stay_few(void)
{
	char name[COOP_JOURNAL_NAME_LENGTH + 1];

	enter_room();
	int before = dup(0);
	close(before);
	for (int i = 0; i < 10; i++) {
		coop_journal *journal = open_journal("j");
		coop_journal_folder *folder = open_folder("j");
		snprintf(name, sizeof(name), "%s", coop_journal_name(journal));
		CHECK(try_lock(folder, name) == COOP_JOURNAL_LOCK_HELD);
		coop_journal_reader_close(open_one(folder, name));
		closing = journal;
		before_lock = close_it;
		CHECK(try_lock(folder, name) == COOP_JOURNAL_LOCK_GONE);
		coop_journal_folder_close(folder);
	}
	int after = dup(0);
	close(after);
	CHECK(before == after);
	leave_room();
}

int main(void)
{
	reading();
	damage();
	mutations();
	large();
	locks();
	races();
	retiring();
	impostors();
	descriptors_stay_few();
	return test_result();
}
