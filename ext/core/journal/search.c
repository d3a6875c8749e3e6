/* SPDX-License-Identifier: MIT */
#include "search.h"
#include "../instant.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* The answers that are open so far: a table of hashes with linear probing. A key may be in it more than once, as a
 * resend is answered too, and the first answer may be the one with the tokens. */
#define SLOTS_FIRST ((size_t) 64)
#define SLOTS_MAXIMUM ((size_t) 4 * 1024 * 1024) /* half of them are used */

typedef struct open_answer {
	uint64_t
		hash; /* of store, user and fingerprint; the last is a digest, so that two keys with one are out of reach */
	uint64_t offset; /* + 1; 0: the slot is empty */
} open_answer;

typedef struct open_answers {
	open_answer *slots; /* owned */
	size_t capacity; /* a power of two */
	size_t count;
} open_answers;

static bool of_store(const coop_journal_record *record, coop_view store)
{
	return !store.ptr || coop_view_equals(record->store, store);
}

static uint64_t hash_text(uint64_t hash, coop_view text)
{
	/* the length keeps 'a','bc' and 'ab','c' apart */
	return coop_journal_hash(coop_journal_hash(hash, (coop_view){(const char *) &text.len, sizeof(text.len)}), text);
}

static uint64_t hash_of(const coop_journal_record *record)
{
	return hash_text(hash_text(hash_text(COOP_JOURNAL_HASH, record->store), record->user_id), record->fingerprint);
}

static void put(open_answers *answers, open_answer answer)
{
	size_t mask = answers->capacity - 1, at = (size_t) answer.hash & mask;

	while (answers->slots[at].offset != 0) {
		at = (at + 1) & mask;
	}
	answers->slots[at] = answer;
	answers->count++;
}

static bool grow(open_answers *answers)
{
	const open_answers before = *answers;
	size_t capacity = before.capacity > 0 ? before.capacity * 2 : SLOTS_FIRST;

	if (capacity > SLOTS_MAXIMUM) {
		errno = EOVERFLOW;
		return false;
	}
	answers->slots = calloc(capacity, sizeof(*answers->slots));
	if (!answers->slots) {
		*answers = before;
		errno = ENOMEM;
		return false;
	}
	answers->capacity = capacity;
	answers->count = 0;
	for (size_t i = 0; i < before.capacity; i++) {
		if (before.slots[i].offset != 0) {
			put(answers, before.slots[i]);
		}
	}
	free(before.slots);
	return true;
}

/* Empties the slot, and moves up what had to probe past it. */
static void empty(open_answers *answers, size_t hole)
{
	size_t mask = answers->capacity - 1;

	for (size_t at = (hole + 1) & mask; answers->slots[at].offset != 0; at = (at + 1) & mask) {
		size_t home = (size_t) answers->slots[at].hash & mask;
		if (((at - home) & mask) >= ((at - hole) & mask)) {
			answers->slots[hole] = answers->slots[at];
			hole = at;
		}
	}
	answers->slots[hole].offset = 0;
	answers->count--;
}

static void end(open_answers *answers, uint64_t hash)
{
	size_t mask = answers->capacity - 1;

	if (answers->count == 0) {
		return;
	}
	for (size_t at = (size_t) hash & mask; answers->slots[at].offset != 0;) {
		if (answers->slots[at].hash == hash) {
			empty(answers, at); /* what moved into it is looked at next */
		} else {
			at = (at + 1) & mask;
		}
	}
}

static bool collect(coop_journal_reader *reader, coop_view store, open_answers *answers)
{
	coop_journal_record record;
	uint64_t offset = coop_journal_reader_offset(reader);

	for (; coop_journal_reader_next(reader, &record); offset = coop_journal_reader_offset(reader)) {
		if (record.type == COOP_JOURNAL_END) {
			end(answers, hash_of(&record));
		} else if (record.type == COOP_JOURNAL_ANSWER && of_store(&record, store)) {
			if (answers->count >= answers->capacity / 2 && !grow(answers)) {
				return false;
			}
			put(answers, (open_answer){hash_of(&record), offset + 1});
		}
	}
	errno = coop_journal_reader_failed(reader);
	return errno == 0;
}

static int by_number(const void *a, const void *b)
{
	const uint64_t *first = a, *second = b;

	return *first < *second ? -1 : *first > *second;
}

/* Owned; NULL when there are none, or without memory. */
static uint64_t *offsets_of(const open_answers *answers)
{
	uint64_t *offsets = answers->count > 0 ? malloc(answers->count * sizeof(*offsets)) : NULL;
	size_t count = 0;

	if (!offsets) {
		return NULL;
	}
	for (size_t i = 0; i < answers->capacity; i++) {
		if (answers->slots[i].offset != 0) {
			offsets[count++] = answers->slots[i].offset - 1;
		}
	}
	qsort(offsets, count, sizeof(*offsets), by_number);
	return offsets;
}

bool coop_journal_open_answers(coop_journal_reader *reader, coop_view store, uint64_t **offsets, size_t *count)
{
	open_answers answers = {0};

	*offsets = NULL;
	*count = 0;
	coop_journal_reader_rewind(reader);
	bool complete = collect(reader, store, &answers);
	if (complete) {
		*offsets = offsets_of(&answers);
		*count = *offsets ? answers.count : 0;
		complete = *count == answers.count;
		errno = complete ? 0 : ENOMEM;
	}
	int reason = errno;
	free(answers.slots);
	errno = reason;
	return complete;
}

typedef struct wanted {
	coop_view fingerprint; /* the caller's */
	size_t index;
} wanted;

typedef struct search {
	coop_view store;
	wanted *wanted; /* owned; sorted */
	size_t count;
	coop_journal_found *found;
	void *context;
	bool stopped;
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

/* The first one that is not before it. */
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
		 i < all->count && !all->stopped && coop_view_equals(all->wanted[i].fingerprint, fingerprint); i++) {
		all->stopped = !all->found(all->context, all->wanted[i].index, record);
	}
}

/* Errno of what went wrong; 0: nothing. A file that was removed meanwhile was older than what is looked for. */
static int search_file(search *all, coop_journal_folder *folder, const coop_journal_file *file)
{
	coop_journal_record record;
	coop_journal_reader *reader = coop_journal_reader_open(folder, file);

	if (!reader) {
		return errno == ENOENT ? 0 : errno;
	}
	while (!all->stopped && coop_journal_reader_next(reader, &record)) {
		if (record.type == COOP_JOURNAL_ANSWER && of_store(&record, all->store)) {
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
	for (size_t i = 0; i < count && !all->stopped; i++) {
		int failed = search_file(all, folder, &files[i]);
		reason = reason ? reason : failed;
	}
	free(files);
	errno = reason;
	return reason == 0 || all->stopped;
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

/* Removes the file of a dead run unless an answer is open in it. Errno of what went wrong; 0: nothing. */
static int remove_open(coop_journal_folder *folder, const coop_journal_file *file, const char *file_name)
{
	coop_journal_reader *reader;
	uint64_t *offsets;
	size_t count;

	coop_journal_lock lock = coop_journal_reader_lock(folder, file->name, &reader);
	if (lock != COOP_JOURNAL_LOCK_FREE) {
		return lock == COOP_JOURNAL_LOCK_FAILED ? errno : 0;
	}
	int reason = 0;
	if (!coop_journal_open_answers(reader, COOP_VIEW_NONE, &offsets, &count) ||
		(count == 0 && unlinkat(coop_journal_folder_descriptor(folder), file_name, 0) != 0)) {
		reason = errno;
	}
	free(offsets);
	coop_journal_reader_close(reader);
	return reason;
}

static int remove_file(coop_journal_folder *folder, const coop_journal_file *file)
{
	char name[COOP_JOURNAL_FILE_NAME_SIZE];

	coop_journal_file_name(file, name);
	if (!file->closed) {
		return remove_open(folder, file, name);
	}
	/* somebody else may have been quicker */
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
