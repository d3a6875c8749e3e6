/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_FOLDER_H
#define COOP_JOURNAL_FOLDER_H

#include "../lease.h"
#include "../text.h"
#include <stdint.h>
#include <sys/types.h>

/* A folder of the effective user (mode 0700) with the journal files of many runs. A file's name is the name of its run,
 * 32 random hex digits, with an ending that says how far the run is:
 *     <name>.new                 the file is being made; it is empty
 *     <name>.journal             the file is locked by flock while its run, or a process that replays it, lives
 *     <name>.<commits>.closed    no answer in it is open; it is kept 72 h for searches; the run made so many commits
 * So a file changes its name at most once after it was listed, and the process that changes it holds the lock. */

#define COOP_JOURNAL_NAME_LENGTH COOP_RUN_NAME_LENGTH
#define COOP_JOURNAL_FILE_NAME_SIZE (COOP_JOURNAL_NAME_LENGTH + sizeof(".2147483647.closed"))

/* Behind each status stand the members of coop_journal_problem that say more. */
typedef enum coop_journal_status {
	COOP_JOURNAL_OK,
	COOP_JOURNAL_CANNOT_MAKE, /* errnum; also if the folder cannot be opened */
	COOP_JOURNAL_NOT_A_DIRECTORY, /* errnum; also if it is a symbolic link */
	COOP_JOURNAL_FOREIGN_OWNER, /* owner, self */
	COOP_JOURNAL_OPEN_TO_OTHERS, /* mode, which lets group or others read or write the folder */
	COOP_JOURNAL_CANNOT_WRITE /* errnum */
} coop_journal_status;

typedef struct coop_journal_problem {
	int errnum;
	uid_t owner;
	uid_t self;
	mode_t mode;
} coop_journal_problem;

typedef struct coop_journal_folder coop_journal_folder;

typedef struct coop_journal_file {
	char name[COOP_JOURNAL_NAME_LENGTH + 1]; /* the run's name, without an ending */
	bool closed;
	int commits; /* 0 unless closed */
	int64_t modified_at; /* Unix seconds */
} coop_journal_file;

/* Opens a folder, which must belong to the effective user and be closed to everybody else. *folder is owned by the
 * caller. If the folder is missing, the status is OK and *folder is NULL. Unless the status is OK, *folder is NULL and
 * *problem says more. */
coop_journal_status coop_journal_folder_open(
	const char *directory, coop_journal_folder **folder, coop_journal_problem *problem) COOP_MUST_CHECK;

/* Does the same, but makes the folder if it is missing. Its parent must exist. */
coop_journal_status coop_journal_folder_make(
	const char *directory, coop_journal_folder **folder, coop_journal_problem *problem) COOP_MUST_CHECK;

void coop_journal_folder_close(coop_journal_folder *folder);

/* Lists all regular files of ours with well-formed names, sorted by modified_at and then by name, each run once. The
 * list is complete even if files are closed meanwhile: every file that existed before the call is listed, by a name
 * that it had during the call. .new files older than an hour are removed on the way. *files is owned by the caller, and
 * NULL if there are none. Returns false with errno if the folder cannot be read. */
bool coop_journal_folder_list(coop_journal_folder *folder, coop_journal_file **files, size_t *count) COOP_MUST_CHECK;

void coop_journal_files_free(coop_journal_file *files);

/* Finds a run's file by the name that it has now. `name` may be any text. Returns false with errno, which is ENOENT if
 * there is no file. */
bool coop_journal_folder_find_file(
	coop_journal_folder *folder, const char *name, coop_journal_file *file) COOP_MUST_CHECK;

/* ---- For the writer and the readers of files --------------------------------------------------------------------- */

bool coop_journal_name_is_valid(const char *name);
void coop_journal_file_name(const coop_journal_file *file, char text[COOP_JOURNAL_FILE_NAME_SIZE]);
int coop_journal_folder_descriptor(const coop_journal_folder *folder); /* borrowed from the folder */

/* Renames <name>.journal, whose lock the caller holds, to <name>.<commits>.closed. Returns false with errno. */
bool coop_journal_folder_retire(coop_journal_folder *folder, const char *name, int commits);

/* Removes <name>.journal, whose lock the caller holds. Returns false with errno. */
bool coop_journal_folder_remove(coop_journal_folder *folder, const char *name);

/* Takes a file's flock without waiting. Returns false with errno, which is EWOULDBLOCK if somebody else holds it. */
bool coop_journal_flock(int file) COOP_MUST_CHECK;

#endif
