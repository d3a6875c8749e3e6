/* SPDX-License-Identifier: MIT */
#include "search.h"
#include "../instant.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct wanted {
	coop_view fingerprint; /* borrowed from the caller */
	size_t index;
} wanted;

typedef struct search {
	coop_view store;
	wanted *wanted; /* owned; sorted */
	size_t count;
	coop_journal_found *found;
	void *context;
} search;

static int compare_views(coop_view a, coop_view b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_fingerprint(const void *a, const void *b)
{
	const wanted *first = a, *second = b;
	int order = compare_views(first->fingerprint, second->fingerprint);
	return order ? order : (first->index > second->index) - (first->index < second->index);
}

/* Returns the index of the first wanted fingerprint that does not sort before this one. */
static size_t lower_bound(const search *all, coop_view fingerprint)
{
	size_t low = 0, high = all->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_views(all->wanted[middle].fingerprint, fingerprint) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

static void look_up(search *all, const coop_journal_record *record)
{
	coop_view fingerprint = record->fingerprint;
	for (size_t i = lower_bound(all, fingerprint);
		 i < all->count && coop_view_equals(all->wanted[i].fingerprint, fingerprint); i++) {
		all->found(all->context, all->wanted[i].index, record);
	}
}

/* Returns the errno of what went wrong, or 0. A file that was removed meanwhile was too old to matter. */
static int search_file(search *all, coop_journal_folder *folder, const coop_journal_file *file)
{
	coop_journal_record record;
	coop_journal_reader *reader = coop_journal_reader_open(folder, file);
	if (!reader) {
		return errno == ENOENT ? 0 : errno;
	}
	while (coop_journal_reader_next(reader, &record)) {
		if (record.type == COOP_JOURNAL_ANSWER && coop_view_equals(record.store, all->store)) {
			look_up(all, &record);
		}
	}
	int reason = coop_journal_reader_failed(reader);
	coop_journal_reader_close(reader);
	return reason;
}

static bool search_folder(search *all, coop_journal_folder *folder)
{
	coop_journal_file *files;
	size_t count;
	int reason = 0;
	if (!coop_journal_folder_list(folder, &files, &count)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		int failed = search_file(all, folder, &files[i]);
		reason = reason ? reason : failed;
	}
	free(files);
	errno = reason;
	return reason == 0;
}

bool coop_journal_folder_find(coop_journal_folder *folder, coop_view store,
	const char (*fingerprints)[COOP_FINGERPRINT_LENGTH + 1], size_t count, coop_journal_found *found, void *context)
{
	search all = {.store = store, .found = found, .context = context};
	if (count > COOP_JOURNAL_SEARCH_MAXIMUM) {
		errno = EINVAL;
		return false;
	}
	all.wanted = calloc(COOP_JOURNAL_SEARCH_MAXIMUM, sizeof(*all.wanted));
	if (!all.wanted) {
		errno = ENOMEM;
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (*fingerprints[i]) {
			all.wanted[all.count++] = (wanted){coop_view_of(fingerprints[i]), i};
		}
	}
	qsort(all.wanted, all.count, sizeof(*all.wanted), by_fingerprint);
	bool complete = all.count == 0 || search_folder(&all, folder);
	int reason = errno;
	free(all.wanted);
	errno = reason;
	return complete;
}

/* Returns whether an answer is in that part of the file that can be read. */
static bool has_answer(coop_journal_reader *reader)
{
	coop_journal_record record;
	while (coop_journal_reader_next(reader, &record)) {
		if (record.type == COOP_JOURNAL_ANSWER) {
			return true;
		}
	}
	return false;
}

/* Removes the file of a dead run unless it holds an answer. Returns the errno of what went wrong, or 0. */
static int remove_left(coop_journal_folder *folder, const coop_journal_file *file)
{
	coop_journal_reader *reader;
	coop_journal_lock lock = coop_journal_reader_lock(folder, file->name, &reader);
	if (lock != COOP_JOURNAL_LOCK_FREE) {
		return lock == COOP_JOURNAL_LOCK_FAILED ? errno : 0;
	}
	int reason = 0;
	if (!has_answer(reader)) {
		reason = coop_journal_reader_failed(reader);
		if (!reason && !coop_journal_folder_remove(folder, file->name)) {
			reason = errno;
		}
	}
	coop_journal_reader_close(reader);
	return reason;
}

static int remove_file(coop_journal_folder *folder, const coop_journal_file *file)
{
	char name[COOP_JOURNAL_FILE_NAME_SIZE];
	if (!file->closed) {
		return remove_left(folder, file);
	}
	coop_journal_file_name(file, name);
	/* Another process may have been quicker. */
	return unlinkat(coop_journal_folder_descriptor(folder), name, 0) == 0 || errno == ENOENT ? 0 : errno;
}

bool coop_journal_folder_remove_old(coop_journal_folder *folder, int64_t now)
{
	coop_journal_file *files;
	size_t count;
	int reason = 0;
	const int64_t oldest = coop_instant_add(now, -COOP_JOURNAL_KEPT_SECONDS);
	if (!coop_journal_folder_list(folder, &files, &count)) {
		return false;
	}
	for (size_t i = 0; i < count && files[i].modified_at < oldest; i++) { /* they are listed by age */
		int failed = remove_file(folder, &files[i]);
		reason = reason ? reason : failed;
	}
	free(files);
	errno = reason;
	return reason == 0;
}
