/* SPDX-License-Identifier: MIT */
#ifndef COOP_TEST_ROOM_H
#define COOP_TEST_ROOM_H

#include "../../ext/core/journal/journal.h"
#include "test.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Each test has a folder of its own, which is removed with everything in it. */
static char room[TEST_PATH_SIZE];

static inline void enter_room(void)
{
	test_scratch(room, "coop_journal");
	if (!mkdtemp(room) || chdir(room) != 0) {
		perror(room);
		exit(1);
	}
}

static inline void leave_room(void)
{
	char command[2 * TEST_PATH_SIZE + 40];

	snprintf(command, sizeof(command), "chmod -R u+rwx '%s'; rm -rf '%s'", room, room);
	CHECK(chdir("/") == 0 && system(command) == 0);
}

static inline mode_t mode_of(const char *path)
{
	struct stat found;

	return lstat(path, &found) == 0 ? found.st_mode & 07777 : 0;
}

static inline int count_files(const char *directory, const char *ending)
{
	DIR *open_directory = opendir(directory);
	int count = 0;

	if (open_directory) {
		for (struct dirent *entry; (entry = readdir(open_directory));) {
			size_t len = strlen(entry->d_name);
			count += len > strlen(ending) && strcmp(entry->d_name + len - strlen(ending), ending) == 0;
		}
		closedir(open_directory);
	}
	return count;
}

/* Opens or makes a folder, closes it, and returns the status. */
static inline coop_journal_status make_folder(const char *directory, coop_journal_problem *problem)
{
	coop_journal_folder *folder;
	coop_journal_status status = coop_journal_folder_make(directory, &folder, problem);

	CHECK_ROW((folder != NULL) == (status == COOP_JOURNAL_OK), directory);
	coop_journal_folder_close(folder);
	return status;
}

static inline coop_journal *open_journal(const char *directory)
{
	coop_journal *journal;
	coop_journal_problem problem;
	coop_journal_status status = coop_journal_open(directory, &journal, &problem);

	if (!CHECK(status == COOP_JOURNAL_OK && journal)) {
		exit(test_result());
	}
	return journal;
}

static inline coop_journal_folder *open_folder(const char *directory)
{
	coop_journal_folder *folder;
	coop_journal_problem problem;

	if (!CHECK(coop_journal_folder_open(directory, &folder, &problem) == COOP_JOURNAL_OK && folder)) {
		exit(test_result());
	}
	return folder;
}

/* Makes an empty file that was last modified at `modified_at`. */
static inline void make_file(const char *name, time_t modified_at)
{
	const struct timespec times[] = {{modified_at, 0}, {modified_at, 0}};
	char path[200];

	snprintf(path, sizeof(path), "j/%s", name);
	int file = open(path, O_CREAT | O_WRONLY, 0600);
	CHECK_ROW(file >= 0 && futimens(file, times) == 0, path);
	close(file);
}

static inline bool exists(const char *name)
{
	char path[200];

	snprintf(path, sizeof(path), "j/%s", name);
	return access(path, F_OK) == 0;
}

#endif
