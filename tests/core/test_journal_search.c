/* SPDX-License-Identifier: MIT */
/* link: -Wl,--wrap=pread -Wl,--wrap=openat -Wl,--wrap=calloc -Wl,--wrap=malloc -Wl,--wrap=realloc */
#include "../../ext/core/journal/search.h"
#include "room.h"
#include <errno.h>
#include <stdarg.h>
#include <sys/wait.h>

static int read_fault, open_fault, memory_fault; /* which call from now on fails; 0 if none does */
static void (*before_open)(const char *name); /* is called with the name of every file that is opened */

ssize_t __real_pread(int file, void *bytes, size_t len, off_t offset);
ssize_t __wrap_pread(int file, void *bytes, size_t len, off_t offset);
int __real_openat(int folder, const char *name, int flags, mode_t mode);
int __wrap_openat(int folder, const char *name, int flags, ...);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);

ssize_t __wrap_pread(int file, void *bytes, size_t len, off_t offset)
{
	if (read_fault > 0 && --read_fault == 0) {
		errno = EIO;
		return -1;
	}
	return __real_pread(file, bytes, len, offset);
}

int __wrap_openat(int folder, const char *name, int flags, ...)
{
	va_list more;

	va_start(more, flags);
	mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
	va_end(more);
	if (open_fault > 0 && strlen(name) > 1 && --open_fault == 0) {
		errno = EMFILE;
		return -1;
	}
	if (before_open) {
		before_open(name);
	}
	return __real_openat(folder, name, flags, mode);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return memory_fault > 0 && --memory_fault == 0 ? NULL : __real_calloc(count, size);
}

void *__wrap_malloc(size_t size)
{
	return memory_fault > 0 && --memory_fault == 0 ? NULL : __real_malloc(size);
}

void *__wrap_realloc(void *memory, size_t size)
{
	return memory_fault > 0 && --memory_fault == 0 ? NULL : __real_realloc(memory, size);
}

static coop_journal_record make_record(
	coop_journal_type type, const char *store, const char *user, const char *fingerprint)
{
	return (coop_journal_record){.type = type,
		.store = coop_view_of(store),
		.user_id = coop_view_of(user),
		.fingerprint = coop_view_of(fingerprint),
		.body = COOP_VIEW("{}"),
		.time = 1700000000,
		.status = 200};
}

static void add(
	coop_journal *journal, coop_journal_type type, const char *store, const char *user, const char *fingerprint)
{
	const coop_journal_record record = make_record(type, store, user, fingerprint);

	if (!coop_journal_add(journal, &record)) {
		CHECK(coop_journal_write(journal, false) && coop_journal_add(journal, &record));
	}
}

/* Ends a run as if it was killed. */
static void abandon(coop_journal *journal, char name[COOP_JOURNAL_NAME_LENGTH + 1])
{
	memcpy(name, coop_journal_name(journal), COOP_JOURNAL_NAME_LENGTH + 1);
	CHECK(coop_journal_write(journal, false));
	coop_journal_close(journal, false);
}

typedef struct findings {
	size_t calls, last_user;
	int per_fingerprint[COOP_JOURNAL_SEARCH_MAXIMUM];
	bool ordered, right;
} findings;

/* Checks that users' numbers grow, as the files were written one after another, and that each fingerprint is its
 * user's. */
static void note(void *context, size_t index, const coop_journal_record *record)
{
	findings *all = context;
	char user[20] = "", fingerprint[COOP_FINGERPRINT_LENGTH + 1];

	if (record->user_id.len < sizeof(user)) {
		memcpy(user, record->user_id.ptr, record->user_id.len);
	}
	size_t number = strtoul(user, NULL, 10);
	snprintf(fingerprint, sizeof(fingerprint), "%032zx", number);
	all->right = all->right && record->type == COOP_JOURNAL_ANSWER &&
		coop_view_equals(record->fingerprint, coop_view_of(fingerprint)) &&
		coop_view_equals(record->body, COOP_VIEW("{}"));
	all->ordered = all->ordered && number >= all->last_user;
	all->last_user = number;
	all->per_fingerprint[index]++;
	all->calls++;
}

static coop_journal *find_closing; /* is closed just before its file is opened */

static void close_when_opened(const char *name)
{
	if (find_closing && strncmp(name, coop_journal_name(find_closing), COOP_JOURNAL_NAME_LENGTH) == 0) {
		coop_journal *journal = find_closing;
		find_closing = NULL;
		coop_journal_close(journal, true);
	}
}

/* Searches fifty files with 40 answers each, for the stores s and t: closed ones, torn ones, those of dead runs, and
 * one of a run that lives. */
#define FILES 50
#define ANSWERS 40

static void set_time(const char *name, time_t modified_at)
{
	const struct timespec times[] = {{modified_at, 0}, {modified_at, 0}};

	CHECK_ROW(utimensat(AT_FDCWD, name, times, AT_SYMLINK_NOFOLLOW) == 0, name);
}

static coop_journal *make_files(void)
{
	coop_journal *living = NULL;
	char path[200], user[20], fingerprint[COOP_FINGERPRINT_LENGTH + 1], name[COOP_JOURNAL_NAME_LENGTH + 1];

	for (int i = 0; i < FILES; i++) {
		coop_journal *journal = open_journal("j");
		snprintf(name, sizeof(name), "%s", coop_journal_name(journal));
		for (int k = 0; k < ANSWERS; k++) {
			snprintf(user, sizeof(user), "%d", i * ANSWERS + k);
			snprintf(fingerprint, sizeof(fingerprint), "%032x", (unsigned) (i * ANSWERS + k));
			add(journal, COOP_JOURNAL_INTENT, "s", user, fingerprint);
			add(journal, COOP_JOURNAL_ANSWER, k % 4 ? "s" : "t", user, fingerprint);
			add(journal, COOP_JOURNAL_END, "s", user, fingerprint);
		}
		CHECK(coop_journal_write(journal, false));
		bool closed = i % 2 == 0;
		snprintf(path, sizeof(path), closed ? "j/%s.0.closed" : "j/%s.journal", name);
		if (i == FILES - 2) {
			snprintf(path, sizeof(path), "j/%s.journal", name);
			living = journal;
		} else {
			coop_journal_close(journal, closed);
		}
		if (i % 7 == 0) { /* a part of the last END is torn off */
			struct stat found;
			CHECK_ROW(stat(path, &found) == 0 && truncate(path, found.st_size - 9) == 0, path);
		}
		set_time(path, 1700000000 + i);
	}
	return living;
}

static void finding(void)
{
	static char fingerprints[COOP_JOURNAL_SEARCH_MAXIMUM + 1][COOP_FINGERPRINT_LENGTH + 1];
	static findings all;

	enter_room();
	find_closing = make_files();
	coop_journal_folder *folder = open_folder("j");
	for (size_t i = 0; i < COOP_JOURNAL_SEARCH_MAXIMUM; i++) { /* every second answer, from the last to the first */
		snprintf(fingerprints[i], sizeof(fingerprints[i]), "%032zx", FILES * ANSWERS - 1 - 2 * i);
	}
	all = (findings){.ordered = true, .right = true};
	CHECK(coop_journal_folder_find(folder, COOP_VIEW("s"), fingerprints, COOP_JOURNAL_SEARCH_MAXIMUM, note, &all));
	CHECK(all.calls == FILES * ANSWERS / 2 && all.ordered && all.right);
	for (size_t i = 0; i < COOP_JOURNAL_SEARCH_MAXIMUM; i++) {
		CHECK(all.per_fingerprint[i] == 1);
	}
	CHECK(!coop_journal_folder_find(folder, COOP_VIEW("s"), fingerprints, COUNT(fingerprints), note, &all) &&
		errno == EINVAL);

	/* Here are another store, a token twice, unknown ones and an empty one, and a run that closes its file
	 * meanwhile. */
	static const char SOME[][COOP_FINGERPRINT_LENGTH + 1] = {"00000000000000000000000000000004", "",
		"ffffffffffffffffffffffffffffffff", "000000000000000000000000000007a5", "0000000000000000000000000000000",
		"00000000000000000000000000000005", "00000000000000000000000000000005"};
	before_open = close_when_opened;
	all = (findings){.ordered = true, .right = true};
	CHECK(coop_journal_folder_find(folder, COOP_VIEW("s"), SOME, COUNT(SOME), note, &all));
	CHECK(all.calls == 3 && all.per_fingerprint[3] == 1 && all.per_fingerprint[5] == 1 && all.per_fingerprint[6] == 1);
	CHECK(!find_closing && all.ordered && all.right); /* 0x7a5 was in that run's file */
	before_open = NULL;
	all = (findings){.ordered = true, .right = true};
	CHECK(coop_journal_folder_find(folder, COOP_VIEW("t"), SOME, COUNT(SOME), note, &all) && all.calls == 1);
	CHECK(coop_journal_folder_find(folder, COOP_VIEW("s"), SOME, 0, note, &all) && all.calls == 1);

	/* A file that cannot be read is reported, and the others are searched. */
	int failures = 0;
	for (int i = 1; i <= 20; i++) {
		all = (findings){0};
		read_fault = i;
		failures += !coop_journal_folder_find(folder, COOP_VIEW("s"), SOME, COUNT(SOME), note, &all) && errno == EIO;
		CHECK(all.per_fingerprint[3] == 1 && read_fault == 0);
		open_fault = i;
		failures += !coop_journal_folder_find(folder, COOP_VIEW("s"), SOME, COUNT(SOME), note, &all) && errno == EMFILE;
		CHECK(open_fault == 0);
	}
	CHECK(failures == 40);
	coop_journal_folder_close(folder);
	leave_room();
}

/* Closed files and those of dead runs are removed after 72 hours, but not the file of a run that lives, nor one of a
 * dead run with an answer. */
static void removing(void)
{
	static const struct {
		const char *row;
		bool intent, answer, closed, living;
		int hours, seconds;
		bool kept;
	} ROWS[] = {
		{"closed, young", true, true, true, false, 1, 0, true},
		{"closed, 72 hours", true, true, true, false, 72, 0, true},
		{"closed, older", true, true, true, false, 72, 1, false},
		{"closed, of the future", true, true, true, false, -100, 0, true},
		{"dead, young", false, false, false, false, 1, 0, true},
		{"dead, 72 hours", false, false, false, false, 72, 0, true},
		{"dead, empty, older", false, false, false, false, 72, 1, false},
		{"dead, with intents only, older", true, false, false, false, 72, 1, false},
		{"dead, with an answer", true, true, false, false, 9000, 0, true},
		{"living, old", false, false, false, true, 9000, 0, true},
		{"living, with an answer, old", true, true, false, true, 9000, 0, true},
	};
	const int64_t now = 1700000000;
	static char paths[COUNT(ROWS)][100];
	coop_journal *living[COUNT(ROWS)] = {NULL};

	enter_room();
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_journal *journal = open_journal("j");
		if (ROWS[i].intent) {
			add(journal, COOP_JOURNAL_INTENT, "any", "u", "f");
		}
		if (ROWS[i].answer) { /* even if the run had ended it */
			add(journal, COOP_JOURNAL_ANSWER, "any", "u", "f");
			add(journal, COOP_JOURNAL_END, "any", "u", "f");
		}
		CHECK(coop_journal_write(journal, false));
		snprintf(
			paths[i], sizeof(paths[i]), ROWS[i].closed ? "j/%s.0.closed" : "j/%s.journal", coop_journal_name(journal));
		if (ROWS[i].living) {
			living[i] = journal;
		} else {
			coop_journal_close(journal, ROWS[i].closed);
		}
		set_time(paths[i], now - ROWS[i].hours * 3600 - ROWS[i].seconds);
	}
	make_file("0123456789abcdef0123456789abcdef.strange", 0);
	coop_journal_folder *folder = open_folder("j");
	for (int time = 0; time < 2; time++) {
		CHECK(coop_journal_folder_remove_old(folder, now));
		for (size_t i = 0; i < COUNT(ROWS); i++) {
			CHECK_ROW((access(paths[i], F_OK) == 0) == ROWS[i].kept, ROWS[i].row);
		}
	}
	CHECK(exists("0123456789abcdef0123456789abcdef.strange"));
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_journal_close(living[i], false);
	}

	/* The file of a dead run that cannot be read stays, and the next is removed. */
	char first[COOP_JOURNAL_NAME_LENGTH + 1], second[COOP_JOURNAL_NAME_LENGTH + 1];
	abandon(open_journal("k"), first);
	abandon(open_journal("k"), second);
	char path[100];
	snprintf(path, sizeof(path), "k/%s.journal", first);
	set_time(path, 0);
	snprintf(path, sizeof(path), "k/%s.journal", second);
	set_time(path, 1);
	coop_journal_folder_close(folder);
	folder = open_folder("k");
	read_fault = 1;
	CHECK(!coop_journal_folder_remove_old(folder, now) && errno == EIO && count_files("k", ".journal") == 1);
	CHECK(access(path, F_OK) == -1);
	CHECK(coop_journal_folder_remove_old(folder, now) && count_files("k", ".journal") == 0);
	coop_journal_folder_close(folder);
	leave_room();
}

/* Each allocation fails once, which is reported, and nothing is removed. */
static void no_memory(void)
{
	static const char FINGERPRINT[][COOP_FINGERPRINT_LENGTH + 1] = {"00000000000000000000000000000000"};
	char name[COOP_JOURNAL_NAME_LENGTH + 1];
	int failing = 0;
	bool worked = false;

	enter_room();
	coop_journal *journal = open_journal("j");
	add(journal, COOP_JOURNAL_ANSWER, "s", "0", FINGERPRINT[0]);
	abandon(journal, name);
	coop_journal_folder *folder = open_folder("j");
	while (!worked && failing < 100) {
		findings all = {0};
		memory_fault = ++failing;
		worked = coop_journal_folder_find(folder, COOP_VIEW("s"), FINGERPRINT, 1, note, &all) &&
			coop_journal_folder_remove_old(folder, INT64_MAX);
		CHECK((worked ? all.calls == 1 : errno == ENOMEM) && count_files("j", ".journal") == 1);
	}
	memory_fault = 0;
	CHECK(worked && failing > 5);
	coop_journal_folder_close(folder);
	leave_room();
}

int main(void)
{
	finding();
	removing();
	no_memory();
	return test_result();
}
