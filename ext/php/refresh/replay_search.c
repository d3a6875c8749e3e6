/* SPDX-License-Identifier: MIT */
#include "replay_search.h"
#include "events.h"
#include "refresh_journal.h"
#include "replay.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "core/journal/search.h"

/* Looks for the successors of tokens, in all journals of the folder. */

#define CHAIN_MAXIMUM 16 /* passes, each of which may find the successors of successors */

/* One pass: the tokens whose successors are looked for, and the answers that were found. */
typedef struct search {
	char (*fingerprints)[COOP_FINGERPRINT_LENGTH + 1]; /* of the tokens; owned array */
	size_t *rows; /* the index of each token's row; owned array */
	zend_string **bodies; /* the newest answer to each token; owned array of owned strings; NULL if none was found */
	coop_journal_record *records; /* status and time of those answers; owned array */
	size_t count;
} search;

static void found(void *context, size_t index, const coop_journal_record *record)
{
	search *self = context;
	php_coop_secret_release(self->bodies[index]);
	self->bodies[index] = php_coop_string(record->body); /* files and records come oldest first, so the newest stays */
	self->records[index] = (coop_journal_record){.status = record->status, .time = record->time};
}

/* Returns whether the answer has replaced the token. Servers that do not rotate give the same token each time, or none,
 * and then the journal has no successor that could work any better. */
static bool is_successor(const php_coop_attempt *attempt)
{
	zend_string *token = attempt->parts.refresh_token;
	return token && !zend_string_equals(token, attempt->row.refresh_token);
}

/* Saves a successor, and puts it into `next`, so that its own successor is looked for in the next pass. */
static bool adopt(php_coop_token_manager *manager, const php_coop_row *row, search *self, size_t index, search *next)
{
	php_coop_attempt *attempt;
	if (!self->bodies[index] ||
		!php_coop_replay_attempt(manager, row->user_id, coop_view_of(self->fingerprints[index]),
			php_coop_view(self->bodies[index]), self->records[index].status, self->records[index].time, &attempt)) {
		return !self->bodies[index];
	}
	if (!attempt) {
		return true;
	}
	if (!is_successor(attempt)) {
		php_coop_replay_free(attempt);
		return true;
	}
	php_coop_settling settling = php_coop_attempt_settling(attempt);
	bool worked = php_coop_replay_save(manager, &manager->holder, &settling, 1, NULL);
	if (worked && !settling.superseded &&
		coop_fingerprint(php_coop_view(attempt->parts.refresh_token), next->fingerprints[next->count])) {
		next->rows[next->count++] = self->rows[index];
	}
	php_coop_replay_free(attempt);
	return worked;
}

static void init_search(search *self, size_t count)
{
	self->fingerprints = safe_emalloc(count, sizeof(*self->fingerprints), 0);
	self->rows = safe_emalloc(count, sizeof(*self->rows), 0);
	self->bodies = ecalloc(count, sizeof(*self->bodies));
	self->records = ecalloc(count, sizeof(*self->records));
	self->count = 0;
}

static void free_search(search *self, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		php_coop_secret_release(self->bodies[i]);
	}
	efree(self->fingerprints);
	efree(self->rows);
	efree(self->bodies);
	efree(self->records);
}

/* Makes one pass over the folder, and saves what was found. */
static bool search_once(
	php_coop_token_manager *manager, const php_coop_row *rows, search *self, search *next, bool *healed)
{
	if (!coop_journal_folder_find(manager->reading.folder, php_coop_view(manager->store_id),
			(const char(*)[COOP_FINGERPRINT_LENGTH + 1]) self->fingerprints, self->count, found, self)) {
		php_coop_throw(php_coop_journal_exception(manager, errno));
		return false;
	}
	bool worked = true;
	for (size_t i = 0; worked && i < self->count; i++) {
		size_t before = next->count;
		worked = adopt(manager, &rows[self->rows[i]], self, i, next);
		healed[self->rows[i]] = healed[self->rows[i]] || next->count > before;
	}
	return worked;
}

static bool search_folder(php_coop_token_manager *manager, php_coop_row *rows, size_t count, bool *healed)
{
	search now, next;
	bool worked = true;
	init_search(&now, count);
	for (size_t i = 0; i < count; i++) {
		memcpy(now.fingerprints[i], rows[i].token_fingerprint, sizeof(now.fingerprints[i]));
		now.rows[i] = i;
	}
	now.count = count;
	for (int chain = 0; worked && now.count > 0 && chain < CHAIN_MAXIMUM; chain++) {
		init_search(&next, count);
		worked = search_once(manager, rows, &now, &next, healed);
		free_search(&now, count);
		now = next;
	}
	free_search(&now, count);
	return worked;
}

bool php_coop_replay_search(php_coop_token_manager *manager, php_coop_row *rows, size_t count, bool *healed)
{
	bool worked = php_coop_replay_open_folder(manager);
	for (size_t i = 0; manager->reading.folder && worked && i < count; i += COOP_JOURNAL_SEARCH_MAXIMUM) {
		worked = search_folder(manager, rows + i, MIN(COOP_JOURNAL_SEARCH_MAXIMUM, count - i), healed + i);
	}
	php_coop_replay_end(manager);
	for (size_t i = 0; i < count; i++) {
		if (healed[i]) {
			php_coop_healed(manager, rows[i].user_id);
		}
	}
	return worked;
}
