/* SPDX-License-Identifier: MIT */
/* link: -Wl,--wrap=readdir -Wl,--wrap=fstatat */
#include "room.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/wait.h>
#include <time.h>

/* Is called before readdir() returns an entry or the end (NULL), and may skip the entry, as a file system may. */
static bool (*before_entry)(const char *name);
static int readdir_fault, stat_fault; /* which call from now on fails with EIO; 0 if none does */

struct dirent *__real_readdir(DIR *directory);
struct dirent *__wrap_readdir(DIR *directory);
int __real_fstatat(int folder, const char *name, struct stat *found, int flags);
int __wrap_fstatat(int folder, const char *name, struct stat *found, int flags);

struct dirent *__wrap_readdir(DIR *directory)
{
	if (readdir_fault > 0 && --readdir_fault == 0) {
		errno = EIO;
		return NULL;
	}
	struct dirent *entry = __real_readdir(directory);
	while (before_entry && !before_entry(entry ? entry->d_name : NULL)) {
		entry = __real_readdir(directory);
	}
	return entry;
}

int __wrap_fstatat(int folder, const char *name, struct stat *found, int flags)
{
	if (stat_fault > 0 && --stat_fault == 0) {
		errno = EIO;
		return -1;
	}
	return __real_fstatat(folder, name, found, flags);
}

static coop_journal_status prepare(const char *directory, coop_journal_problem *problem)
{
	coop_journal *journal = (coop_journal *) problem; /* not NULL, to see that it becomes NULL */
	coop_journal_problem of_open;
	coop_journal_status status = make_folder(directory, problem);

	if (status != COOP_JOURNAL_OK) { /* opening gives the same status */
		CHECK_ROW(coop_journal_open(directory, &journal, &of_open) == status && !journal, directory);
		CHECK_ROW(of_open.errnum == problem->errnum && of_open.mode == problem->mode, directory);
	}
	return status;
}

static void directories(void)
{
	coop_journal_problem problem;
	char long_name[5000];

	enter_room();
	CHECK(prepare("fresh", &problem) == COOP_JOURNAL_OK && mode_of("fresh") == 0700);
	CHECK(prepare("fresh", &problem) == COOP_JOURNAL_OK && prepare("fresh///", &problem) == COOP_JOURNAL_OK);
	CHECK(prepare("new/", &problem) == COOP_JOURNAL_OK && mode_of("new") == 0700);
	CHECK(prepare("no/such/parent", &problem) == COOP_JOURNAL_CANNOT_MAKE && problem.errnum == ENOENT);
	CHECK(prepare("", &problem) == COOP_JOURNAL_CANNOT_MAKE && problem.errnum == ENOENT);
	memset(long_name, 'x', sizeof(long_name));
	long_name[sizeof(long_name) - 1] = '\0';
	CHECK(prepare(long_name, &problem) == COOP_JOURNAL_CANNOT_MAKE && problem.errnum == ENAMETOOLONG);

	CHECK(symlink("fresh", "link") == 0 && symlink("nowhere", "dangling") == 0);
	CHECK(prepare("link", &problem) == COOP_JOURNAL_NOT_A_DIRECTORY);
	CHECK(prepare("link/", &problem) == COOP_JOURNAL_NOT_A_DIRECTORY);
	CHECK(prepare("dangling", &problem) == COOP_JOURNAL_NOT_A_DIRECTORY);
	close(open("file", O_CREAT | O_WRONLY, 0600));
	CHECK(prepare("file", &problem) == COOP_JOURNAL_NOT_A_DIRECTORY);
	CHECK(mkfifo("pipe", 0600) == 0);
	CHECK(prepare("pipe", &problem) == COOP_JOURNAL_NOT_A_DIRECTORY);

	static const mode_t OPEN_MODES[] = {0755, 0750, 0701, 0777, 0710, 01777, 0740};
	for (size_t i = 0; i < COUNT(OPEN_MODES); i++) {
		CHECK(chmod("fresh", OPEN_MODES[i]) == 0);
		CHECK(prepare("fresh", &problem) == COOP_JOURNAL_OPEN_TO_OTHERS && problem.mode == OPEN_MODES[i]);
		CHECK(mode_of("fresh") == OPEN_MODES[i]); /* not repaired, since somebody may have read it */
	}
	CHECK(chmod("fresh", 0700) == 0);
	if (geteuid() == 0) {
		CHECK(chown("fresh", 12345, 12345) == 0);
		CHECK(prepare("fresh", &problem) == COOP_JOURNAL_FOREIGN_OWNER && problem.owner == 12345 && problem.self == 0);
		CHECK(prepare("/proc/1", &problem) != COOP_JOURNAL_OK);
	}
	leave_room();
}

/* For a user other than root, a folder that cannot be read is reported by its owner, one that cannot be written by
 * errno. */
static void unprivileged(void)
{
	int status;

	if (geteuid() != 0) {
		return;
	}
	enter_room();
	CHECK(chmod(room, 0755) == 0 && mkdir("roots", 0700) == 0);
	CHECK(mkdir("locked", 0500) == 0 && chown("locked", 12345, 12345) == 0);
	pid_t pid = fork();
	if (pid == 0) {
		coop_journal_problem problem;
		coop_journal *journal;
		bool good = setgid(12345) == 0 && setuid(12345) == 0;
		good = good && make_folder("roots", &problem) == COOP_JOURNAL_FOREIGN_OWNER && problem.owner == 0 &&
			problem.self == 12345;
		good = good && coop_journal_open("locked", &journal, &problem) == COOP_JOURNAL_CANNOT_WRITE &&
			problem.errnum == EACCES && !journal;
		good = good && make_folder("fresh", &problem) == COOP_JOURNAL_CANNOT_MAKE && problem.errnum == EACCES;
		_exit(good ? 0 : 1);
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	leave_room();
}

#define A "0123456789abcdef0123456789abcde"

static void missing(void)
{
	coop_journal_folder *folder = (coop_journal_folder *) &folder;
	coop_journal_problem problem;

	enter_room();
	CHECK(coop_journal_folder_open("none", &folder, &problem) == COOP_JOURNAL_OK && !folder);
	CHECK(coop_journal_folder_open("none/none/", &folder, &problem) == COOP_JOURNAL_OK && !folder);
	CHECK(access("none", F_OK) == -1);
	CHECK(coop_journal_folder_open("", &folder, &problem) == COOP_JOURNAL_CANNOT_MAKE && !folder);
	coop_journal_folder_close(NULL);
	leave_room();
}

/* The list has journal files only, in the promised order. */
static void names(void)
{
	static const char *const STRANGE[] = {A "g.journal", A "A.journal", A ".journal", A "00.journal", A "0journal",
		A "0.closed", A "0.-1.closed", A "0.+1.closed", A "0.01.closed", A "0. 1.closed", A "0.1.closed.",
		A "0.1.closedx", A "0.2147483648.closed", A "0.99999999999999999999.closed", A "0.4294967296.closed",
		A "0.1.journal", A "0.", A "0", A "0.1", A "0..closed", A "0.1x.closed", A "0.journal.bak", A "0.JOURNAL",
		".journal", "x", A "0.newer"};
	coop_journal_file *files;
	size_t count;

	enter_room();
	CHECK(mkdir("j", 0700) == 0);
	coop_journal_folder *folder = open_folder("j");
	files = (coop_journal_file *) &files;
	CHECK(coop_journal_folder_list(folder, &files, &count) && count == 0 && !files);
	for (size_t i = 0; i < COUNT(STRANGE); i++) {
		make_file(STRANGE[i], 1000);
	}
	CHECK(mkdir("j/" A "1.journal", 0700) == 0 && mkfifo("j/" A "2.journal", 0600) == 0);
	CHECK(symlink("x", "j/" A "3.journal") == 0 && symlink("nowhere", "j/" A "4.7.closed") == 0);
	if (geteuid() == 0) {
		make_file(A "5.journal", 1000);
		CHECK(chown("j/" A "5.journal", 12345, 12345) == 0);
	}
	CHECK(coop_journal_folder_list(folder, &files, &count) && count == 0 && !files);
	for (size_t i = 0; i < COUNT(STRANGE); i++) {
		CHECK_ROW(exists(STRANGE[i]), STRANGE[i]);
	}

	make_file(A "b.journal", 3000);
	make_file(A "a.0.closed", 3000);
	make_file(A "c.2147483647.closed", 2999);
	make_file(A "d.journal", -5);
	make_file(A "e.17.closed", 4000);
	CHECK(coop_journal_folder_list(folder, &files, &count) && count == 5);
	static const coop_journal_file EXPECTED[] = {{A "d", false, 0, -5}, {A "c", true, INT_MAX, 2999},
		{A "a", true, 0, 3000}, {A "b", false, 0, 3000}, {A "e", true, 17, 4000}};
	for (size_t i = 0; i < COUNT(EXPECTED); i++) {
		char name[COOP_JOURNAL_FILE_NAME_SIZE];
		CHECK_ROW(strcmp(files[i].name, EXPECTED[i].name) == 0 && files[i].closed == EXPECTED[i].closed &&
				files[i].commits == EXPECTED[i].commits && files[i].modified_at == EXPECTED[i].modified_at,
			EXPECTED[i].name);
		coop_journal_file_name(&files[i], name);
		CHECK_ROW(exists(name), name);
	}
	free(files);

	coop_journal_file file;
	CHECK(coop_journal_folder_find_file(folder, A "e", &file) && file.closed && file.commits == 17);
	CHECK(coop_journal_folder_find_file(folder, A "b", &file) && !file.closed);
	CHECK(!coop_journal_folder_find_file(folder, A "f", &file) && errno == ENOENT);
	CHECK(!coop_journal_folder_find_file(folder, "../" A "f", &file) && errno == ENOENT);
	coop_journal_folder_close(folder);
	leave_room();
}

static void forgotten_new_files(void)
{
	coop_journal_file *files;
	size_t count;
	time_t now = time(NULL);

	enter_room();
	CHECK(mkdir("j", 0700) == 0);
	coop_journal_folder *folder = open_folder("j");
	make_file(A "1.new", now - 3700);
	make_file(A "2.new", now - 3500);
	make_file(A "3.new", now + 10000);
	make_file(A "g.new", now - 3700);
	make_file(A "4.journal", now - 3700);
	make_file(A "5.0.closed", now - 3700);
	CHECK(coop_journal_folder_list(folder, &files, &count) && count == 2);
	free(files);
	CHECK(!exists(A "1.new") && exists(A "2.new") && exists(A "3.new") && exists(A "g.new"));
	coop_journal_folder_close(folder);
	leave_room();
}

/* A file is closed at each moment of a walk through many files, and none is left out of the list. */
#define MANY 300

static void many_name(char text[COOP_JOURNAL_FILE_NAME_SIZE], int i, bool closed)
{
	coop_journal_file file = {.closed = closed, .commits = i};

	snprintf(file.name, sizeof(file.name), "%032x", (unsigned) i);
	coop_journal_file_name(&file, text);
}

/* A file is closed after so many entries of walk 0 or 1, and that walk shows neither of its names. */
static int walk, entry_number, closing_walk, closing_number;
static char closing_name[COOP_JOURNAL_FILE_NAME_SIZE], closed_name[COOP_JOURNAL_FILE_NAME_SIZE];

static bool close_one(const char *name)
{
	if (!name) { /* the end */
		walk++;
		entry_number = 0;
		return true;
	}
	if (walk == closing_walk && entry_number++ == closing_number) {
		char before[200], after[200];
		snprintf(before, sizeof(before), "j/%s", closing_name);
		snprintf(after, sizeof(after), "j/%s", closed_name);
		CHECK(rename(before, after) == 0);
	}
	return walk != closing_walk || (strcmp(name, closing_name) != 0 && strcmp(name, closed_name) != 0);
}

static void closed_meanwhile(void)
{
	coop_journal_file *files;
	size_t count;
	char name[COOP_JOURNAL_FILE_NAME_SIZE];

	enter_room();
	CHECK(mkdir("j", 0700) == 0);
	coop_journal_folder *folder = open_folder("j");
	for (int i = 0; i < MANY; i++) {
		many_name(name, i, false);
		make_file(name, 1000 + i);
	}
	before_entry = close_one;
	for (int i = 0; i < MANY; i++) { /* the file is closed somewhere in the first or in the second walk */
		many_name(closing_name, i, false);
		many_name(closed_name, i, true);
		walk = entry_number = 0;
		closing_walk = i % 2;
		closing_number = i;
		CHECK(coop_journal_folder_list(folder, &files, &count) && count == MANY);
		for (size_t k = 0; k < count; k++) {
			CHECK(strtoul(files[k].name, NULL, 16) == k && files[k].modified_at == 1000 + (int64_t) k);
			CHECK(!files[k].closed || files[k].commits == (int) k);
		}
		free(files);
	}
	before_entry = NULL;
	CHECK(count_files("j", ".closed") == MANY);
	coop_journal_folder_close(folder);
	leave_room();
}

/* A folder that cannot be read to its end is an error, and not a folder with fewer files. */
static void unreadable(void)
{
	coop_journal_file *files;
	coop_journal_file file;
	size_t count;
	char name[COOP_JOURNAL_FILE_NAME_SIZE];
	int good = 0;

	enter_room();
	CHECK(mkdir("j", 0700) == 0);
	coop_journal_folder *folder = open_folder("j");
	for (int i = 0; i < 20; i++) {
		many_name(name, i, i % 2);
		make_file(name, 1000 + i);
	}
	int before = dup(0);
	close(before);
	for (int i = 1; i < 100 && !good; i++) {
		readdir_fault = i;
		good = coop_journal_folder_list(folder, &files, &count);
		CHECK(good ? count == 20 : errno == EIO && !files && count == 0);
		CHECK(good || i <= 46); /* two walks of 20, ".", ".." and the end */
		free(files);
		readdir_fault = i;
		CHECK(coop_journal_folder_find_file(folder, "0000000000000000000000000000000a", &file) || errno == EIO);
	}
	CHECK(good);
	readdir_fault = 0;
	for (int i = 1; i <= 40; i++) {
		stat_fault = i;
		CHECK(!coop_journal_folder_list(folder, &files, &count) && errno == EIO && !files);
	}
	stat_fault = 0;
	int after = dup(0);
	close(after);
	CHECK(before == after);
	coop_journal_folder_close(folder);
	leave_room();
}

int main(void)
{
	directories();
	unprivileged();
	missing();
	names();
	forgotten_new_files();
	closed_meanwhile();
	unreadable();
	return test_result();
}
