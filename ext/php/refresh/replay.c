/* SPDX-License-Identifier: MIT */
#include "replay.h"
#include "events.h"
#include "patience.h"
#include "refresh_journal.h"
#include "undisturbed.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/store/companion_table.h"
#include "core/journal/search.h"
#include "zend_exceptions.h"

/* Reads the journals of other runs. Each answer is judged as if it had just come, and is saved if the row still has the
 * token to which it is the answer. */

#define BATCH 64 /* rows in one transaction */

/* One file on its way into the rows. */
typedef struct replay {
	php_coop_token_manager *manager;
	coop_journal_reader *reader; /* borrowed */
	/* Acts in the name of the dead run that wrote this file: its leases are released, and its transaction count (not
	 * ours) goes up. */
	php_coop_holder holder;
	bool everything; /* answers that have their end are replayed too, because the database has lost saves */
	HashTable open; /* a set: users with an intent and no end yet */
	php_coop_attempt *attempts[BATCH]; /* owned */
	int count;
	HashTable waiting; /* a set: users among `attempts` */
	int transactions; /* that this replay has made */
	bool unsaveable; /* some row has refused its tokens, so the file must stay */
} replay;

/* ---- One answer -------------------------------------------------------------------------------------------------- */

/* The answer is the manager's, so that it is freed even if PHP's memory limit ends the request while it is judged. */
static void judge_from_journal(
	php_coop_token_manager *manager, php_coop_attempt *attempt, coop_view body, int status, coop_instant time)
{
	coop_http_answer *answer = &manager->reading.answer;
	coop_buffer_init(&answer->body, COOP_HTTP_API_BODY_MAXIMUM);
	answer->outcome = coop_buffer_append(&answer->body, body) ? COOP_HTTP_ANSWERED : COOP_HTTP_TOO_LARGE;
	answer->request_sent = true;
	answer->status = status;
	attempt->call.exchange.answer = answer;
	attempt->call.exchange.received_at = time;
	php_coop_attempt_judge(manager, attempt, false);
	attempt->call.exchange.answer = NULL;
	coop_buffer_clear(&answer->body);
}

bool php_coop_replay_attempt(php_coop_token_manager *manager, zend_string *user_id, coop_view fingerprint,
	coop_view body, int status, coop_instant time, php_coop_attempt **attempt)
{
	php_coop_row row = {0};
	*attempt = NULL;
	php_coop_read read = manager->store.ops->read(&manager->store, user_id, &row);
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
	judge_from_journal(manager, made, body, status, time);
	if (made->has_parts) {
		*attempt = made;
	} else {
		php_coop_attempt_clear(made);
		efree(made);
	}
	return true;
}

void php_coop_replay_free(php_coop_attempt *attempt)
{
	php_coop_attempt_clear(attempt);
	efree(attempt);
}

/* ---- Saving a batch ---------------------------------------------------------------------------------------------- */

#define LONGEST_WAIT 500 /* milliseconds */

/* Returns whether the group failed for a reason that passes. A group of this file may be done twice without harm. */
static bool is_passing(const php_coop_group *group)
{
	return group->fault == PHP_COOP_STORE_FAULT_BUSY || group->fault == PHP_COOP_STORE_FAULT_LOST;
}

bool php_coop_replay_save(
	php_coop_token_manager *manager, php_coop_holder *holder, php_coop_settling *settlings, int count, bool *refused)
{
	php_coop_group group = {.holder = holder, .settlings = settlings, .settlings_count = count};
	php_coop_patience patience = php_coop_patience_new(COOP_SAVE_BUDGET, LONGEST_WAIT);
	bool worked = php_coop_transact(manager, &group);
	while (!worked && is_passing(&group) && php_coop_patience_wait(&patience)) {
		zend_clear_exception();
		worked = php_coop_transact(manager, &group);
	}
	if (refused) {
		*refused = !worked && group.fault == PHP_COOP_STORE_FAULT_ROW;
	}
	return worked;
}

static void note_healed(replay *self, const php_coop_settling *settling)
{
	if (!settling->superseded) {
		php_coop_healed(self->manager, settling->row->user_id);
	}
}

static bool save_alone(replay *self, php_coop_settling *settling)
{
	bool refused;
	self->transactions++;
	if (php_coop_replay_save(self->manager, &self->holder, settling, 1, &refused)) {
		note_healed(self, settling);
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
	return php_coop_replay_save(self->manager, &self->holder, settling, 1, NULL);
}

static bool flush(replay *self)
{
	php_coop_settling settlings[BATCH];
	for (int i = 0; i < self->count; i++) {
		settlings[i] = php_coop_attempt_settling(self->attempts[i]);
	}
	bool refused = false;
	self->transactions++;
	bool worked =
		self->count == 0 || php_coop_replay_save(self->manager, &self->holder, settlings, self->count, &refused);
	if (refused) {
		zend_clear_exception();
		worked = true;
		for (int i = 0; worked && i < self->count; i++) {
			worked = save_alone(self, &settlings[i]);
		}
	} else if (worked) {
		for (int i = 0; i < self->count; i++) {
			note_healed(self, &settlings[i]);
		}
	}
	for (int i = 0; i < self->count; i++) {
		php_coop_replay_free(self->attempts[i]);
	}
	self->count = 0;
	zend_hash_clean(&self->waiting);
	return worked;
}

/* ---- One file ---------------------------------------------------------------------------------------------------- */

static bool apply(replay *self, const coop_journal_record *record)
{
	bool worked = true;
	zend_string *user_id = php_coop_string(record->user_id);
	/* A user's second answer is to the token that the first answer brought, which has to be saved before. */
	if (self->count == BATCH || zend_hash_exists(&self->waiting, user_id)) {
		worked = flush(self);
	}
	php_coop_attempt *attempt = NULL;
	worked = worked &&
		php_coop_replay_attempt(
			self->manager, user_id, record->fingerprint, record->body, record->status, record->time, &attempt);
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

/* Finds the users whose leases and answers the run has left open. */
static void read_open(replay *self)
{
	coop_journal_record record;
	while (coop_journal_reader_next(self->reader, &record)) {
		if (!is_of_store(self, &record)) {
			continue;
		}
		if (record.type == COOP_JOURNAL_INTENT) {
			zend_hash_str_add_empty_element(&self->open, record.user_id.ptr, record.user_id.len);
		} else if (record.type == COOP_JOURNAL_END) {
			zend_hash_str_del(&self->open, record.user_id.ptr, record.user_id.len);
		}
	}
	coop_journal_reader_rewind(self->reader);
}

/* Returns false, with an exception pending, if reading ended because of an error and not at the end of the file. */
static bool is_readable(const replay *self)
{
	int reason = coop_journal_reader_failed(self->reader);
	if (reason) {
		php_coop_throw(php_coop_journal_exception(self->manager, reason));
	}
	return !reason;
}

static bool apply_answers(replay *self)
{
	coop_journal_record record;
	bool worked = true;
	while (worked && coop_journal_reader_next(self->reader, &record)) {
		bool wanted = record.type == COOP_JOURNAL_ANSWER && is_of_store(self, &record) &&
			(self->everything || zend_hash_str_exists(&self->open, record.user_id.ptr, record.user_id.len));
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
			worked = php_coop_replay_save(self->manager, &self->holder, settlings, count, NULL);
			count = 0;
		}
	}
	ZEND_HASH_FOREACH_END();
	self->transactions += worked && count > 0 ? 1 : 0;
	return worked && (count == 0 || php_coop_replay_save(self->manager, &self->holder, settlings, count, NULL));
}

/* Returns whether the file is of this store. If a run was killed before it wrote anything, its file is of this store if
 * this database knows the run. */
static bool is_ours(php_coop_token_manager *manager, coop_journal_reader *reader, int known_transactions)
{
	coop_journal_record record;
	bool empty = !coop_journal_reader_next(reader, &record);
	bool ours = empty
		? known_transactions > 0
		: record.type == COOP_JOURNAL_START && coop_view_equals(record.store, php_coop_view(manager->store_id));
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
	if (!php_coop_store_count_run(&manager->store, self->holder.name, transactions)) {
		return false;
	}
	if (!self->unsaveable) {
		(void) coop_journal_reader_retire(self->reader, transactions); /* if that fails, another replay does no harm */
	}
	return true;
}

/* Replays the file that manager->reading.reader has open. `known_transactions` is what the run's row says, or 0 if
 * there is no row. */
static bool replay_file(php_coop_token_manager *manager, const char *name, bool everything, int known_transactions)
{
	coop_journal_reader *reader = manager->reading.reader;
	if (!is_ours(manager, reader, known_transactions)) {
		return true;
	}
	replay self = {.manager = manager, .reader = reader, .holder = manager->holder, .everything = everything};
	memcpy(self.holder.name, name, sizeof(self.holder.name));
	self.holder.is_run = false; /* otherwise the run would seem to go on */
	zend_hash_init(&self.open, 8, NULL, NULL, 0);
	zend_hash_init(&self.waiting, BATCH, NULL, NULL, 0);
	bool worked = run_replay(&self, known_transactions);
	for (int i = 0; i < self.count; i++) {
		php_coop_replay_free(self.attempts[i]);
	}
	zend_hash_destroy(&self.open);
	zend_hash_destroy(&self.waiting);
	return worked;
}

static void close_reader(php_coop_token_manager *manager)
{
	coop_journal_reader_close(manager->reading.reader);
	manager->reading.reader = NULL;
}

void php_coop_replay_end(php_coop_token_manager *manager)
{
	close_reader(manager);
	coop_journal_files_free(manager->reading.files);
	coop_journal_folder_close(manager->reading.folder);
	coop_buffer_clear(&manager->reading.answer.body);
	manager->reading = (php_coop_reading){0};
}

/* ---- A folder ---------------------------------------------------------------------------------------------------- */

/* A journal that was closed in order is replayed only if the database knows of fewer transactions than it has. */
static bool replay_closed(
	php_coop_token_manager *manager, const coop_journal_file *file, const php_coop_run_entry *entry)
{
	int known = entry ? entry->transactions : 0;
	if (known >= file->commits) {
		return true;
	}
	manager->reading.reader = coop_journal_reader_open(manager->reading.folder, file);
	return !manager->reading.reader || replay_file(manager, file->name, true, known);
}

static bool replay_left(php_coop_token_manager *manager, const coop_journal_file *file, const php_coop_run_entry *entry)
{
	coop_journal_reader **reader = &manager->reading.reader;
	if (coop_journal_reader_lock(manager->reading.folder, file->name, reader) != COOP_JOURNAL_LOCK_FREE) {
		return true; /* the run lives, or has just ended */
	}
	coop_journal_record record;
	while (coop_journal_reader_next(*reader, &record)) {
	}
	int commits = coop_journal_reader_commits(*reader), known = entry ? entry->transactions : 0;
	coop_journal_reader_rewind(*reader);
	return replay_file(manager, file->name, known < commits, known);
}

static bool replay_folder(php_coop_token_manager *manager, HashTable *runs)
{
	coop_journal_folder *folder = manager->reading.folder;
	size_t count = 0;
	bool worked = true;
	(void) coop_journal_folder_remove_old(folder, coop_instant_now()); /* if that fails, the next run tries again */
	if (!coop_journal_folder_list(folder, &manager->reading.files, &count)) {
		php_coop_throw(php_coop_journal_exception(manager, errno));
		return false;
	}
	for (size_t i = 0; worked && i < count; i++) {
		const coop_journal_file *file = &manager->reading.files[i];
		const php_coop_run_entry *entry = zend_hash_str_find_ptr(runs, file->name, strlen(file->name));
		worked = file->closed ? replay_closed(manager, file, entry) : replay_left(manager, file, entry);
		close_reader(manager);
	}
	return worked;
}

bool php_coop_replay_open_folder(php_coop_token_manager *manager)
{
	coop_journal_problem problem;
	if (!manager->journal_directory) {
		return true;
	}
	coop_journal_status status =
		coop_journal_folder_open(ZSTR_VAL(manager->journal_directory), &manager->reading.folder, &problem);
	if (status != COOP_JOURNAL_OK) {
		php_coop_throw(php_coop_journal_problem_exception(ZSTR_VAL(manager->journal_directory), status, &problem));
		return false;
	}
	return true;
}

bool php_coop_replay_begin(php_coop_token_manager *manager, HashTable *runs)
{
	bool worked = php_coop_replay_open_folder(manager) && (!manager->reading.folder || replay_folder(manager, runs));
	php_coop_replay_end(manager);
	return worked;
}

static bool replay_orphan(php_coop_token_manager *manager, const char *run)
{
	coop_journal_file file;
	switch (coop_journal_reader_lock(manager->reading.folder, run, &manager->reading.reader)) {
		case COOP_JOURNAL_LOCK_FREE:
			return replay_file(manager, run, false, 0);
		case COOP_JOURNAL_LOCK_GONE:
			return coop_journal_folder_find_file(manager->reading.folder, run, &file) && file.closed;
		case COOP_JOURNAL_LOCK_HELD:
		case COOP_JOURNAL_LOCK_FAILED:
			break;
	}
	return false;
}

bool php_coop_replay_orphan(php_coop_token_manager *manager, const char *run)
{
	bool over = php_coop_replay_open_folder(manager) && manager->reading.folder && replay_orphan(manager, run);
	php_coop_replay_end(manager);
	return over;
}
