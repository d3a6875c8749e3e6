/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_FOLDER_H
#define COOP_JOURNAL_FOLDER_H

#include "../lease.h"
#include "../text.h"
#include <stdint.h>
#include <sys/types.h>

/* A folder of the effective user (0700) with the journal files of many runs. A run's file bears its name, 32 random hex
 * digits, and its state:
 *     <name>.new                 is being made; not locked yet, and empty
 *     <name>.journal             locked by flock while its run, or who replays it, lives
 *     <name>.<commits>.closed    nothing is open in it; kept 72 h for searches. <commits>: save transactions of the run
 * So a file changes its name once after it was listed, and the one that changes it holds the lock. */

#define COOP_JOURNAL_NAME_LENGTH COOP_RUN_NAME_LENGTH
#define COOP_JOURNAL_FILE_NAME_SIZE (COOP_JOURNAL_NAME_LENGTH + sizeof(".2147483647.closed"))

typedef enum coop_journal_status {
	COOP_JOURNAL_OK,
	COOP_JOURNAL_CANNOT_MAKE, /* errnum says why; also: cannot be opened */
	COOP_JOURNAL_NOT_A_DIRECTORY, /* also when it is a symbolic link */
	COOP_JOURNAL_FOREIGN_OWNER, /* owner, self */
	COOP_JOURNAL_OPEN_TO_OTHERS, /* group or others may read or write it: mode */
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
	char name[COOP_JOURNAL_NAME_LENGTH + 1]; /* the run's, without an ending */
	bool closed;
	int commits; /* closed only */
	int64_t modified_at; /* Unix seconds */
} coop_journal_file;

/* Opens a folder of the effective user that nobody else can open. A missing one is OK, with *folder NULL. *folder is
 * owned by the caller; NULL unless the status is OK. `problem` is filled unless the status is OK. */
coop_journal_status coop_journal_folder_open(
	const char *directory, coop_journal_folder **folder, coop_journal_problem *problem) COOP_MUST_CHECK;

/* The same, and a missing one is made (its parent must exist). */
coop_journal_status coop_journal_folder_make(
	const char *directory, coop_journal_folder **folder, coop_journal_problem *problem) COOP_MUST_CHECK;

void coop_journal_folder_close(coop_journal_folder *folder);

/* All regular files of ours whose names are well formed, sorted by modified_at, then name; each run's once. Complete
 * even while files are closed: what existed before the call is listed, if only by a name that it had during the call.
 * On the way .new files older than an hour are removed. *files is owned by the caller, NULL when there are
 * none. False: errno says why. */
bool coop_journal_folder_list(coop_journal_folder *folder, coop_journal_file **files, size_t *count) COOP_MUST_CHECK;

void coop_journal_files_free(coop_journal_file *files);

/* Finds a run's file under whichever name it has now. False: there is none, errno is ENOENT (or says why it could not
 * be searched). `name` may be any text. */
bool coop_journal_folder_find_file(
	coop_journal_folder *folder, const char *name, coop_journal_file *file) COOP_MUST_CHECK;

/* For the writer and the readers of files. */

bool coop_journal_name_is_valid(const char *name);
void coop_journal_file_name(const coop_journal_file *file, char text[COOP_JOURNAL_FILE_NAME_SIZE]);
int coop_journal_folder_descriptor(const coop_journal_folder *folder); /* stays the folder's */

/* Renames <name>.journal to <name>.<commits>.closed; its lock has to be held. False: errno. */
bool coop_journal_folder_retire(coop_journal_folder *folder, const char *name, int commits);

/* Removes <name>.journal; its lock has to be held. False: errno. */
bool coop_journal_folder_remove(coop_journal_folder *folder, const char *name);

/* Takes a file's flock without waiting. False: errno, EWOULDBLOCK when another holds it. */
bool coop_journal_flock(int file) COOP_MUST_CHECK;

#endif
