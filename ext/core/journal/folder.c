/* SPDX-License-Identifier: MIT */
#include "folder.h"
#include "../instant.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LISTED_MAXIMUM ((size_t) 2 * 1024 * 1024) /* a million files, listed twice */
#define NEW_KEPT_SECONDS 3600

struct coop_journal_folder {
	int descriptor; /* owned */
};

/* Copies the path without the slashes at its end. With a slash there, O_NOFOLLOW would follow a symbolic link. */
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

/* Opens the folder at this path for checks. If `make`, a missing one is made. Returns -1 with errno if that fails. */
static int open_path(const char *path, bool make)
{
	bool made = make && mkdir(path, S_IRWXU) == 0;
	if (make && !made && errno != EEXIST) {
		return -1;
	}
	if (made && chmod(path, S_IRWXU) != 0) { /* the umask may have taken our own rights */
		return -1;
	}
	/* By O_PATH a folder that we may not read can be opened, so that its owner is reported and not EACCES. */
	return open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Returns a folder that owns the descriptor, or NULL with errno; the descriptor is closed then. */
static coop_journal_folder *folder_of(int descriptor)
{
	coop_journal_folder *folder = malloc(sizeof(*folder));
	if (folder) {
		folder->descriptor = descriptor;
	} else {
		close(descriptor);
		errno = ENOMEM;
	}
	return folder;
}

static coop_journal_status open_folder(
	const char *directory, bool make, coop_journal_folder **folder, coop_journal_problem *problem)
{
	char path[PATH_MAX];
	*folder = NULL;
	*problem = (coop_journal_problem){0};
	if (!copy_path(directory, path)) {
		return failed(COOP_JOURNAL_CANNOT_MAKE, problem);
	}
	int found = open_path(path, make);
	if (found < 0) {
		if (!make && errno == ENOENT && *path) {
			return COOP_JOURNAL_OK;
		}
		bool other_kind = errno == ENOTDIR || errno == ELOOP;
		return failed(other_kind ? COOP_JOURNAL_NOT_A_DIRECTORY : COOP_JOURNAL_CANNOT_MAKE, problem);
	}
	coop_journal_status status = check_directory(found, problem);
	if (status == COOP_JOURNAL_OK) {
		int descriptor = openat(found, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		*folder = descriptor >= 0 ? folder_of(descriptor) : NULL;
		if (!*folder) {
			status = failed(COOP_JOURNAL_CANNOT_MAKE, problem);
		}
	}
	close(found);
	return status;
}

coop_journal_status coop_journal_folder_open(
	const char *directory, coop_journal_folder **folder, coop_journal_problem *problem)
{
	return open_folder(directory, false, folder, problem);
}

coop_journal_status coop_journal_folder_make(
	const char *directory, coop_journal_folder **folder, coop_journal_problem *problem)
{
	return open_folder(directory, true, folder, problem);
}

void coop_journal_folder_close(coop_journal_folder *folder)
{
	if (folder) {
		close(folder->descriptor);
		free(folder);
	}
}

int coop_journal_folder_descriptor(const coop_journal_folder *folder)
{
	return folder->descriptor;
}

bool coop_journal_name_is_valid(const char *name)
{
	return strlen(name) == COOP_JOURNAL_NAME_LENGTH && strspn(name, "0123456789abcdef") == COOP_JOURNAL_NAME_LENGTH;
}

void coop_journal_file_name(const coop_journal_file *file, char text[COOP_JOURNAL_FILE_NAME_SIZE])
{
	/* The name is never cut, since the size is that of the longest form. */
	if (file->closed) {
		(void) snprintf(text, COOP_JOURNAL_FILE_NAME_SIZE, "%s.%d.closed", file->name, file->commits);
	} else {
		(void) snprintf(text, COOP_JOURNAL_FILE_NAME_SIZE, "%s.journal", file->name);
	}
}

bool coop_journal_folder_retire(coop_journal_folder *folder, const char *name, int commits)
{
	coop_journal_file file = {.commits = commits};
	char before[COOP_JOURNAL_FILE_NAME_SIZE], after[COOP_JOURNAL_FILE_NAME_SIZE];
	memcpy(file.name, name, sizeof(file.name));
	coop_journal_file_name(&file, before);
	file.closed = true;
	coop_journal_file_name(&file, after);
	return renameat(folder->descriptor, before, folder->descriptor, after) == 0;
}

bool coop_journal_folder_remove(coop_journal_folder *folder, const char *name)
{
	coop_journal_file file = {0};
	char text[COOP_JOURNAL_FILE_NAME_SIZE];
	memcpy(file.name, name, sizeof(file.name));
	coop_journal_file_name(&file, text);
	return unlinkat(folder->descriptor, text, 0) == 0;
}

bool coop_journal_flock(int file)
{
	while (flock(file, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

/* Reads digits without a leading zero, and the ending behind them. */
static bool read_closed_ending(const char *ending, int *commits)
{
	size_t digits = strspn(ending, "0123456789");
	if (digits == 0 || digits > 10 || (digits > 1 && *ending == '0') || strcmp(ending + digits, ".closed") != 0) {
		return false;
	}
	long long number = strtoll(ending, NULL, 10);
	*commits = (int) number;
	return number <= INT_MAX;
}

/* Reads what a file's name says. *made is true for a .new file. Returns false if the name is not one of ours. */
static bool read_file_name(const char *text, coop_journal_file *file, bool *made)
{
	const char *ending = text + COOP_JOURNAL_NAME_LENGTH;
	if (strlen(text) <= COOP_JOURNAL_NAME_LENGTH || *ending != '.') {
		return false;
	}
	*file = (coop_journal_file){0};
	memcpy(file->name, text, COOP_JOURNAL_NAME_LENGTH);
	if (!coop_journal_name_is_valid(file->name)) {
		return false;
	}
	*made = strcmp(ending, ".new") == 0;
	file->closed = read_closed_ending(ending + 1, &file->commits);
	return *made || file->closed || strcmp(ending, ".journal") == 0;
}

typedef struct listing {
	coop_journal_file *files; /* owned */
	size_t count, capacity;
	const char *name; /* the only run whose files are listed; NULL if all are */
} listing;

static bool keep(listing *list, const coop_journal_file *file)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 16;
		if (capacity > LISTED_MAXIMUM) {
			errno = EOVERFLOW;
			return false;
		}
		coop_journal_file *files = realloc(list->files, capacity * sizeof(*files));
		if (!files) {
			errno = ENOMEM;
			return false;
		}
		list->files = files;
		list->capacity = capacity;
	}
	list->files[list->count++] = *file;
	return true;
}

static bool look_at(coop_journal_folder *folder, const char *name, int64_t now, listing *list)
{
	coop_journal_file file;
	struct stat found;
	bool made;
	if (!read_file_name(name, &file, &made) || (list->name && strcmp(file.name, list->name) != 0)) {
		return true;
	}
	if (fstatat(folder->descriptor, name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
		return errno == ENOENT;
	}
	if (!S_ISREG(found.st_mode) || found.st_uid != geteuid()) {
		return true;
	}
	file.modified_at = found.st_mtime;
	if (!made) {
		return keep(list, &file);
	}
	if (file.modified_at < now - NEW_KEPT_SECONDS) {
		(void) unlinkat(folder->descriptor, name, 0); /* if this fails, the next listing tries again */
	}
	return true;
}

static bool walk(coop_journal_folder *folder, listing *list)
{
	/* A dup() would share the place in the folder at which others read. */
	int descriptor = openat(folder->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = descriptor >= 0 ? fdopendir(descriptor) : NULL;
	int64_t now = coop_instant_now();
	struct dirent *entry;
	if (!directory) {
		if (descriptor >= 0) {
			close(descriptor);
		}
		return false;
	}
	do {
		errno = 0;
		entry = readdir(directory);
	} while (entry && look_at(folder, entry->d_name, now, list));
	int reason = errno;
	bool complete = !entry && reason == 0;
	closedir(directory);
	errno = reason;
	return complete;
}

static int by_name(const void *a, const void *b)
{
	const coop_journal_file *first = a, *second = b;
	int order = strcmp(first->name, second->name);
	return order ? order : second->closed - first->closed; /* the closed name, which is the later one, comes first */
}

static int by_time(const void *a, const void *b)
{
	const coop_journal_file *first = a, *second = b;
	if (first->modified_at != second->modified_at) {
		return first->modified_at < second->modified_at ? -1 : 1;
	}
	return strcmp(first->name, second->name);
}

static void drop_doubles(listing *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++) {
		if (kept == 0 || strcmp(list->files[i].name, list->files[kept - 1].name) != 0) {
			list->files[kept++] = list->files[i];
		}
	}
	list->count = kept;
}

/* Walks the folder twice, since readdir() may show neither name of a file that is renamed meanwhile. A file is renamed
 * once, so that one of the two walks shows it. */
static bool fill(coop_journal_folder *folder, listing *list)
{
	if (!walk(folder, list) || !walk(folder, list)) {
		int reason = errno;
		free(list->files);
		errno = reason;
		return false;
	}
	if (list->count > 0) {
		qsort(list->files, list->count, sizeof(*list->files), by_name);
		drop_doubles(list);
		qsort(list->files, list->count, sizeof(*list->files), by_time);
	}
	return true;
}

bool coop_journal_folder_list(coop_journal_folder *folder, coop_journal_file **files, size_t *count)
{
	listing list = {0};
	bool complete = fill(folder, &list);
	*files = complete ? list.files : NULL;
	*count = complete ? list.count : 0;
	return complete;
}

void coop_journal_files_free(coop_journal_file *files)
{
	free(files);
}

bool coop_journal_folder_find_file(coop_journal_folder *folder, const char *name, coop_journal_file *file)
{
	listing list = {.name = name};
	if (!fill(folder, &list)) {
		return false;
	}
	bool found = list.count > 0;
	if (found) {
		*file = list.files[0];
	} else {
		errno = ENOENT;
	}
	free(list.files);
	return found;
}
