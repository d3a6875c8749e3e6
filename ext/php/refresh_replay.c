/* SPDX-License-Identifier: MIT */
#include "refresh_replay.h"
#include "refresh.h"
#include "refresh_journal.h"

#include "convert.h"
#include "exceptions.h"
#include "leases.h"
#include "zend_exceptions.h"
#include "core/journal_search.h"

/* Journals of other runs, read. An answer in one of them is judged as if it had just come, and saved where the row still
 * holds the token that it is the answer to. */

#define BATCH 64
#define CHAIN_MAXIMUM 16 /* successors of successors */

/* One file on its way into the rows. */
typedef struct replay {
	php_coop_token_manager *manager;
	coop_journal_reader *reader; /* borrowed */
	php_coop_holder holder; /* the run's whose file it is: its leases end, its transactions are counted on */
	bool everything; /* also answers that were saved: the database has forgotten them */
	HashTable open; /* users with an intent and no end yet; values: fingerprints as strings */
	php_coop_attempt *attempts[BATCH]; /* owned */
	int count;
	HashTable waiting; /* a set: users among `attempts` */
	int transactions;
	bool unsaveable; /* some row has refused its tokens: the file has to stay */
} replay;

/* ---- One answer -------------------------------------------------------------------------------------------------------- */

static void answer_from_journal(php_coop_attempt *attempt, coop_view body, int status, coop_instant time)
{
	php_coop_exchange *exchange = &attempt->call.exchange;
	exchange->answer = &exchange->given;
	exchange->given.outcome =
		coop_buffer_append(&exchange->given.body, body) ? COOP_HTTP_ANSWERED : COOP_HTTP_TOO_LARGE;
	exchange->given.request_sent = true;
	exchange->given.status = status;
	exchange->received_at = time;
}

/* The user's row, if it still holds the token of this fingerprint. *attempt: NULL where there is nothing to save. */
static bool attempt_of(php_coop_token_manager *manager, zend_string *user_id, coop_view fingerprint, coop_view body,
	int status, coop_instant time, php_coop_attempt **attempt)
{
	php_coop_row row = {0};
	*attempt = NULL;
	php_coop_read read = manager->ops->read(manager->store, manager->leases, user_id, &row);
	if (read == PHP_COOP_READ_FAILED) {
		return false;
	}
	if (read == PHP_COOP_READ_NONE || !row.refresh_token || !php_coop_row_fingerprint(&row) ||
		!coop_view_equals(coop_view_of(row.token_fingerprint), fingerprint)) {
		php_coop_row_clear(&row);
		return true;
	}
	php_coop_attempt *made = emalloc(sizeof(*made));
	php_coop_attempt_init(made, &row);
	answer_from_journal(made, body, status, time);
	php_coop_attempt_judge(manager, made, false);
	if (made->has_parts) {
		*attempt = made;
	} else {
		php_coop_attempt_clear(made);
		efree(made);
	}
	return true;
}

static void free_attempt(php_coop_attempt *attempt)
{
	php_coop_attempt_clear(attempt);
	efree(attempt);
}

/* ---- Saving a batch ------------------------------------------------------------------------------------------------------ */

/* *refused: it failed because of a row's own values; NULL: not of interest. */
static bool perform(
	php_coop_token_manager *manager, php_coop_holder *holder, php_coop_settling *settlings, int count, bool *refused)
{
	php_coop_group group = {.holder = holder, .settlings = settlings, .settlings_count = count};
	bool worked = php_coop_run_group(manager, &group);
	if (refused) {
		*refused = !worked && group.refused;
	}
	return worked;
}

static bool save_alone(replay *self, php_coop_settling *settling)
{
	bool refused;
	self->transactions++;
	if (perform(self->manager, &self->holder, settling, 1, &refused)) {
		return true;
	}
	if (!refused) {
		return false;
	}
	zend_clear_exception();
	self->unsaveable = true;
	self->transactions++;
	settling->parts = NULL;
	settling->note = PHP_COOP_NOTE_UNSAVEABLE;
	return perform(self->manager, &self->holder, settling, 1, NULL);
}

static bool flush(replay *self)
{
	php_coop_settling settlings[BATCH];
	for (int i = 0; i < self->count; i++) {
		settlings[i] = php_coop_attempt_settling(self->attempts[i]);
	}
	bool refused = false;
	self->transactions++;
	bool worked = self->count == 0 || perform(self->manager, &self->holder, settlings, self->count, &refused);
	if (refused) {
		zend_clear_exception();
		worked = true;
		for (int i = 0; worked && i < self->count; i++) {
			worked = save_alone(self, &settlings[i]);
		}
	}
	for (int i = 0; i < self->count; i++) {
		free_attempt(self->attempts[i]);
	}
	self->count = 0;
	zend_hash_clean(&self->waiting);
	return worked;
}

/* ---- One file ------------------------------------------------------------------------------------------------------------ */

static bool apply(replay *self, const coop_journal_record *record)
{
	bool worked = true;
	zend_string *user_id = php_coop_string(record->user_key);
	/* The same user twice: the second one's token is what the first one brings. */
	if (self->count == BATCH || zend_hash_exists(&self->waiting, user_id)) {
		worked = flush(self);
	}
	php_coop_attempt *attempt = NULL;
	worked = worked &&
		attempt_of(self->manager, user_id, record->fingerprint, record->body, record->status, record->time, &attempt);
	if (attempt) {
		self->attempts[self->count++] = attempt;
		zend_hash_add_empty_element(&self->waiting, user_id);
	}
	zend_string_release(user_id);
	return worked;
}

static bool is_of_store(const replay *self, const coop_journal_record *record)
{
	return coop_view_equals(record->store, php_coop_view(self->manager->store_id));
}

/* Which users' leases and answers the run has left open. */
static void read_open(replay *self)
{
	coop_journal_record record;
	while (coop_journal_reader_next(self->reader, &record)) {
		if (!is_of_store(self, &record)) {
			continue;
		}
		if (record.type == COOP_JOURNAL_INTENT) {
			zend_hash_str_add_empty_element(&self->open, record.user_key.ptr, record.user_key.len);
		} else if (record.type == COOP_JOURNAL_END) {
			zend_hash_str_del(&self->open, record.user_key.ptr, record.user_key.len);
		}
	}
	coop_journal_reader_rewind(self->reader);
}

/* A file that ends because it cannot be read has not said everything. */
static bool is_readable(const replay *self)
{
	int reason = coop_journal_reader_failed(self->reader);
	if (reason) {
		php_coop_throw(php_coop_journal_exception(reason));
	}
	return !reason;
}

static bool apply_answers(replay *self)
{
	coop_journal_record record;
	bool worked = true;
	while (worked && coop_journal_reader_next(self->reader, &record)) {
		bool wanted = record.type == COOP_JOURNAL_ANSWER && is_of_store(self, &record) &&
			(self->everything || zend_hash_str_exists(&self->open, record.user_key.ptr, record.user_key.len));
		worked = !wanted || apply(self, &record);
	}
	return worked && flush(self) && is_readable(self);
}

static bool release_leases(replay *self)
{
	php_coop_settling settlings[BATCH];
	php_coop_row rows[BATCH];
	zend_string *user_id;
	int count = 0;
	bool worked = true;
	ZEND_HASH_FOREACH_STR_KEY(&self->open, user_id) {
		rows[count] = (php_coop_row){.user_id = user_id};
		settlings[count] = (php_coop_settling){.row = &rows[count], .note = PHP_COOP_NOTE_RELEASE};
		if (worked && ++count == BATCH) {
			self->transactions++;
			worked = perform(self->manager, &self->holder, settlings, count, NULL);
			count = 0;
		}
	}
	ZEND_HASH_FOREACH_END();
	self->transactions += worked && count > 0 ? 1 : 0;
	return worked && (count == 0 || perform(self->manager, &self->holder, settlings, count, NULL));
}

/* A file of another store, or of nobody. */
static bool is_ours(php_coop_token_manager *manager, coop_journal_reader *reader)
{
	coop_journal_record record;
	bool ours = coop_journal_reader_next(reader, &record) && record.type == COOP_JOURNAL_START &&
		coop_view_equals(record.store, php_coop_view(manager->store_id));
	coop_journal_reader_rewind(reader);
	return ours;
}

static bool run_replay(replay *self, int known_transactions)
{
	php_coop_token_manager *manager = self->manager;
	read_open(self);
	if (!apply_answers(self) || !release_leases(self)) {
		return false;
	}
	int commits = coop_journal_reader_commits(self->reader);
	int transactions = MAX(known_transactions, commits) + self->transactions;
	if (!manager->ops->count_run(manager->store, manager->leases, self->holder.name, transactions)) {
		return false;
	}
	if (!self->unsaveable) {
		(void) coop_journal_reader_retire(self->reader, transactions); /* else found in order once more */
	}
	return true;
}

/* `known_transactions`: of the run's row; 0: there is none. */
static bool replay_file(php_coop_token_manager *manager, coop_journal_reader *reader, const char *name, bool everything,
	int known_transactions)
{
	if (!is_ours(manager, reader)) {
		return true;
	}
	replay self = {.manager = manager, .reader = reader, .holder = manager->holder, .everything = everything};
	memcpy(self.holder.name, name, sizeof(self.holder.name));
	self.holder.is_run = false; /* it does not go on */
	zend_hash_init(&self.open, 8, NULL, NULL, 0);
	zend_hash_init(&self.waiting, BATCH, NULL, NULL, 0);
	bool worked = run_replay(&self, known_transactions);
	for (int i = 0; i < self.count; i++) {
		free_attempt(self.attempts[i]);
	}
	zend_hash_destroy(&self.open);
	zend_hash_destroy(&self.waiting);
	return worked;
}

/* Closes the reader also after a fatal error: its lock would last as long as the process, which may serve other pages. */
static bool replay_and_close(php_coop_token_manager *manager, coop_journal_reader *reader, const char *name,
	bool everything, int known_transactions)
{
	volatile bool worked = false, bailed = false;
	zend_try
	{
		worked = replay_file(manager, reader, name, everything, known_transactions);
	}
	zend_catch
	{
		bailed = true;
	}
	zend_end_try();
	coop_journal_reader_close(reader);
	if (bailed) {
		zend_bailout();
	}
	return worked;
}

/* ---- A folder ------------------------------------------------------------------------------------------------------------ */

/* A journal that its run has ended in order is looked at only where the database knows less than it. */
static bool replay_closed(php_coop_token_manager *manager, coop_journal_folder *folder, const coop_journal_file *file,
	const php_coop_run_entry *entry)
{
	int known = entry ? entry->transactions : 0;
	if (known >= file->commits) {
		return true;
	}
	coop_journal_reader *reader = coop_journal_reader_open(folder, file);
	return !reader || replay_and_close(manager, reader, file->name, true, known);
}

static bool replay_left(php_coop_token_manager *manager, coop_journal_folder *folder, const coop_journal_file *file,
	const php_coop_run_entry *entry)
{
	coop_journal_reader *reader = NULL;
	if (coop_journal_reader_lock(folder, file->name, &reader) != COOP_JOURNAL_LOCK_FREE) {
		return true; /* its run lives, or has just ended */
	}
	coop_journal_record record;
	while (coop_journal_reader_next(reader, &record)) {
	}
	int commits = coop_journal_reader_commits(reader), known = entry ? entry->transactions : 0;
	coop_journal_reader_rewind(reader);
	return replay_and_close(manager, reader, file->name, known < commits, known);
}

static bool replay_folder(php_coop_token_manager *manager, coop_journal_folder *folder, HashTable *runs)
{
	coop_journal_file *files = NULL;
	size_t count = 0;
	bool worked = true;
	(void) coop_journal_folder_remove_old(folder, coop_instant_now()); /* else at the next run */
	if (!coop_journal_folder_list(folder, &files, &count)) {
		php_coop_throw(php_coop_journal_exception(errno));
		return false;
	}
	for (size_t i = 0; worked && i < count; i++) {
		const php_coop_run_entry *entry = zend_hash_str_find_ptr(runs, files[i].name, strlen(files[i].name));
		worked = files[i].closed ? replay_closed(manager, folder, &files[i], entry)
								 : replay_left(manager, folder, &files[i], entry);
	}
	coop_journal_files_free(files);
	return worked;
}

/* *folder: owned by the caller; NULL where the manager has none. */
static bool open_folder(php_coop_token_manager *manager, coop_journal_folder **folder)
{
	coop_journal_problem problem;
	*folder = NULL;
	if (!manager->journal_directory) {
		return true;
	}
	coop_journal_status status = coop_journal_folder_open(ZSTR_VAL(manager->journal_directory), folder, &problem);
	if (status != COOP_JOURNAL_OK) {
		php_coop_throw(php_coop_journal_problem_exception(ZSTR_VAL(manager->journal_directory), status, &problem));
		return false;
	}
	return true;
}

bool php_coop_replay_begin(php_coop_token_manager *manager, HashTable *runs)
{
	coop_journal_folder *folder;
	if (!open_folder(manager, &folder)) {
		return false;
	}
	bool worked = !folder || replay_folder(manager, folder, runs);
	coop_journal_folder_close(folder);
	return worked;
}

static bool replay_orphan(php_coop_token_manager *manager, coop_journal_folder *folder, const char *run)
{
	coop_journal_reader *reader = NULL;
	coop_journal_file file;
	switch (coop_journal_reader_lock(folder, run, &reader)) {
		case COOP_JOURNAL_LOCK_FREE:
			return replay_and_close(manager, reader, run, false, 0);
		case COOP_JOURNAL_LOCK_GONE:
			return coop_journal_folder_find_file(folder, run, &file) && file.closed;
		default:
			return false;
	}
}

bool php_coop_replay_orphan(php_coop_token_manager *manager, const char *run)
{
	coop_journal_folder *folder;
	if (!open_folder(manager, &folder)) {
		return false;
	}
	bool over = folder && replay_orphan(manager, folder, run);
	coop_journal_folder_close(folder);
	return over;
}

/* ---- A search ------------------------------------------------------------------------------------------------------------ */

/* Answers to tokens that are looked for. */
typedef struct search {
	char (*fingerprints)[COOP_FINGERPRINT_LENGTH + 1]; /* owned array; of the tokens that are looked for now */
	size_t *rows; /* owned array: whose they are */
	zend_string **bodies; /* owned array; NULL: not found */
	coop_journal_record *records; /* owned array; without views */
	size_t count;
} search;

static bool found(void *context, size_t index, const coop_journal_record *record)
{
	search *self = context;
	php_coop_secret_release(self->bodies[index]);
	self->bodies[index] = php_coop_string(record->body); /* the newest one stays */
	self->records[index] = (coop_journal_record){.status = record->status, .time = record->time};
	return true;
}

/* Saves a successor, and looks for its successor next. */
static bool adopt(php_coop_token_manager *manager, const php_coop_row *row, search *self, size_t index, search *next)
{
	php_coop_attempt *attempt;
	if (!self->bodies[index] ||
		!attempt_of(manager, row->user_id, coop_view_of(self->fingerprints[index]), php_coop_view(self->bodies[index]),
			self->records[index].status, self->records[index].time, &attempt)) {
		return !self->bodies[index];
	}
	if (!attempt) {
		return true;
	}
	php_coop_settling settling = php_coop_attempt_settling(attempt);
	bool worked = perform(manager, &manager->holder, &settling, 1, NULL);
	if (worked && !settling.superseded && attempt->parts.refresh_token &&
		coop_fingerprint(php_coop_view(attempt->parts.refresh_token), next->fingerprints[next->count])) {
		next->rows[next->count++] = self->rows[index];
	}
	free_attempt(attempt);
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

/* One pass over the folder, and the saving of what it found. */
static bool search_once(php_coop_token_manager *manager, coop_journal_folder *folder, const php_coop_row *rows,
	search *self, search *next, bool *healed)
{
	if (!coop_journal_folder_find(folder, php_coop_view(manager->store_id),
			(const char(*)[COOP_FINGERPRINT_LENGTH + 1]) self->fingerprints, self->count, found, self)) {
		php_coop_throw(php_coop_journal_exception(errno));
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

static bool search_folder(
	php_coop_token_manager *manager, coop_journal_folder *folder, php_coop_row *rows, size_t count, bool *healed)
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
		worked = search_once(manager, folder, rows, &now, &next, healed);
		free_search(&now, count);
		now = next;
	}
	free_search(&now, count);
	return worked;
}

bool php_coop_replay_find(php_coop_token_manager *manager, php_coop_row *rows, size_t count, bool *healed)
{
	coop_journal_folder *folder;
	if (!open_folder(manager, &folder)) {
		return false;
	}
	bool worked = true;
	for (size_t i = 0; folder && worked && i < count; i += COOP_JOURNAL_SEARCH_MAXIMUM) {
		worked = search_folder(manager, folder, rows + i, MIN(COOP_JOURNAL_SEARCH_MAXIMUM, count - i), healed + i);
	}
	coop_journal_folder_close(folder);
	return worked;
}
