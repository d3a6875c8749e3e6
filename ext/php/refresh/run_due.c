/* SPDX-License-Identifier: MIT */
#include "run_due.h"
#include "refresh_journal.h"
#include "replay.h"

#include "php/values/exceptions.h"
#include "php/store/companion_table.h"

/* Which rows a run takes, and in what order. */

/* ---- The time since which a row counts as done ------------------------------------------------------------------- */

#define LONGEST_LEAD 300 /* seconds; a time that is further ahead was written by a clock that was wrong */

/* Returns the time since which a saved row is done. The clock counts seconds, so the run starts in the second after
 * this one, and after the last start or save of all runs that are over. It dates its saves accordingly. So what was
 * saved before can be told from what is saved since. Runs with a date that overlap share a round, in which a row that
 * one of them has saved is done for all. In runs without a date, young rows are not due in any case. */
static coop_instant start_of(const php_coop_run *run, HashTable *runs)
{
	const php_coop_holder *holder = &run->manager->holder;
	coop_instant earliest = holder->started_at, last = holder->now;
	bool others = false;
	php_coop_run_entry *entry;
	zend_string *name;
	ZEND_HASH_FOREACH_STR_KEY_PTR(runs, name, entry)
	{
		coop_instant known = MAX(entry->saved_at, entry->started_at);
		if (!name || zend_string_equals_cstr(name, holder->name, COOP_RUN_NAME_LENGTH)) {
			continue;
		}
		if (entry->alive_until > holder->now) {
			others = true;
			earliest = MIN(earliest, entry->started_at);
		} else if (known <= holder->now + LONGEST_LEAD) {
			last = MAX(last, known);
		}
	}
	ZEND_HASH_FOREACH_END();
	if (others) {
		return run->options->before_given ? earliest : holder->started_at;
	}
	return last + 1;
}

/* This run's row is written first, and then the others' are read. So if two runs begin together, at least one of them
 * sees the other. */
static bool begin(php_coop_run *run)
{
	php_coop_token_manager *manager = run->manager;
	HashTable runs;
	if (!php_coop_store_begin_run(&manager->store, &manager->holder)) {
		return false;
	}
	if (!php_coop_journal_add_commit(manager)) {
		php_coop_throw(php_coop_journal_exception(manager, ENOMEM));
		return false;
	}
	bool begun = php_coop_store_read_runs(&manager->store, &runs);
	if (begun) {
		manager->holder.started_at = start_of(run, &runs);
		begun = php_coop_replay_begin(manager, &runs);
	}
	zend_hash_destroy(&runs);
	return begun;
}

bool php_coop_run_open(php_coop_run *run)
{
	run->manager->holder.is_run = true;
	return begin(run);
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */

void php_coop_due_init(php_coop_due *due, coop_instant before)
{
	php_coop_key_pages_init(&due->pages, PHP_COOP_PAGE_KEYS);
	due->pages.before = before;
	zend_ptr_stack_init(&due->again);
	zend_hash_init(&due->later, 8, NULL, NULL, 0);
	zend_ptr_stack_init(&due->newest);
	zend_hash_init(&due->from_end, 8, NULL, NULL, 0);
	zend_hash_init(&due->tried, 8, NULL, NULL, 0);
	zend_hash_init(&due->gone, 8, NULL, NULL, 0);
	zend_hash_init(&due->offered, 64, NULL, NULL, 0);
	zend_hash_init(&due->passed, 8, NULL, ZVAL_PTR_DTOR, 0);
	zend_hash_init(&due->orphans, 8, NULL, ZVAL_PTR_DTOR, 0);
}

static void free_stack(zend_ptr_stack *user_ids)
{
	while (user_ids->top > 0) {
		zend_string_release(zend_ptr_stack_pop(user_ids));
	}
	zend_ptr_stack_destroy(user_ids);
}

void php_coop_due_free(php_coop_due *due)
{
	php_coop_key_pages_free(&due->pages);
	free_stack(&due->again);
	free_stack(&due->newest);
	zend_hash_destroy(&due->later);
	zend_hash_destroy(&due->from_end);
	zend_hash_destroy(&due->tried);
	zend_hash_destroy(&due->gone);
	zend_hash_destroy(&due->offered);
	zend_hash_destroy(&due->passed);
	zend_hash_destroy(&due->orphans);
}

static bool has_keys(const php_coop_due *due)
{
	return !due->pages.ended || due->pages.at < due->pages.count || due->again.top > 0;
}

static void begin_last_round(php_coop_run *run)
{
	zend_string *user_id;
	ZEND_HASH_REVERSE_FOREACH_STR_KEY(&run->due.later, user_id)
	{ /* whoever is put there last comes first */
		php_coop_due_again(run, user_id);
	}
	ZEND_HASH_FOREACH_END();
	zend_hash_clean(&run->due.later);
	run->due.last_round = true;
}

/* Returns a user of this page or the next; owned; NULL if there are no more, or if the next page could not be read,
 * which `failed` then says. */
static zend_string *next_of_pages(php_coop_run *run, bool *failed)
{
	php_coop_key_pages *pages = &run->due.pages;
	for (;;) {
		zend_string *user_id = php_coop_key_pages_take(pages);
		if (!user_id && !pages->ended) {
			*failed = !php_coop_key_pages_turn(pages, &run->manager->store);
			user_id = *failed ? NULL : php_coop_key_pages_take(pages);
		}
		if (!user_id || !zend_hash_exists(&run->due.from_end, user_id)) {
			return user_id;
		}
		zend_string_release(user_id);
	}
}

static bool read_newest(php_coop_run *run)
{
	php_coop_due_key keys[PHP_COOP_NEWEST_KEYS];
	const php_coop_store *store = &run->manager->store;
	int count = store->ops->newest_keys(store, run->options->before, keys, PHP_COOP_NEWEST_KEYS);
	run->due.newest_read = true;
	for (int i = count; i-- > 0;) {
		zend_ptr_stack_push(&run->due.newest, keys[i].user_id);
	}
	return count >= 0;
}

/* Returns the user with the latest expiry who has not come yet; owned; NULL if none is known, or if `failed`. A store
 * that cannot read from its end has the end of its page. */
static zend_string *next_from_end(php_coop_run *run, bool *failed)
{
	php_coop_due *due = &run->due;
	if (!run->manager->store.ops->newest_keys) {
		int left = php_coop_key_pages_left(&due->pages);
		return left > 0 ? php_coop_key_pages_take_nth(&due->pages, left - 1) : NULL;
	}
	if (!due->newest_read && !read_newest(run)) {
		*failed = true;
	}
	while (due->newest.top > 0) {
		zend_string *user_id = zend_ptr_stack_pop(&due->newest);
		if (!zend_hash_exists(&run->active, user_id)) {
			zend_hash_add_empty_element(&due->from_end, user_id);
			return user_id;
		}
		zend_string_release(user_id);
	}
	return NULL;
}

/* Returns a number below `count`. Whoever asks again and again is soon led to all parts of it. */
static int somewhere(php_coop_due *due, int count)
{
	due->picks += UINT32_C(2654435769); /* 2^32 divided by the golden ratio, whose multiples lie evenly */
	return (int) (((uint64_t) due->picks * (uint32_t) count) >> 32);
}

/* Returns a user out of the middle of those who come next; owned; NULL if none is known. Whoever comes again may have been
 * taken from the end before. */
static zend_string *next_from_between(php_coop_due *due)
{
	int left = php_coop_key_pages_left(&due->pages);
	if (due->again.top > 0) {
		void **place = due->again.elements + somewhere(due, due->again.top);
		zend_string *user_id = *place;
		*place = zend_ptr_stack_pop(&due->again);
		return user_id;
	}
	zend_string *user_id = left > 0 ? php_coop_key_pages_take_nth(&due->pages, somewhere(due, left)) : NULL;
	if (user_id && zend_hash_exists(&due->from_end, user_id)) {
		zend_string_release(user_id);
		return NULL;
	}
	return user_id;
}

static bool is_full(HashTable *users)
{
	return zend_hash_num_elements(users) >= PHP_COOP_LATER_MAXIMUM;
}

static zend_string *next_out_of_order(php_coop_run *run, coop_run_place from, bool *failed)
{
	switch (from) {
		case COOP_RUN_LAST:
			/* Without a memory of who was tried, the end may hold somebody of them. */
			return run->due.last_round || is_full(&run->due.tried) ? NULL : next_from_end(run, failed);
		case COOP_RUN_BETWEEN:
			return next_from_between(&run->due);
		default:
			return NULL;
	}
}

static int next_keys(php_coop_run *run, zend_string **user_ids, int wanted, coop_run_place from)
{
	php_coop_due *due = &run->due;
	bool failed = false;
	zend_string *user_id;
	int count = 0;
	if (!has_keys(due)) {
		begin_last_round(run);
	}
	while (count < wanted && (user_id = next_out_of_order(run, from, &failed)) != NULL) {
		user_ids[count++] = user_id;
	}
	while (count < wanted && due->again.top > 0) {
		user_ids[count++] = zend_ptr_stack_pop(&due->again);
	}
	while (count < wanted && (user_id = next_of_pages(run, &failed)) != NULL) {
		user_ids[count++] = user_id;
	}
	while (failed && count > 0) {
		php_coop_due_again(run, user_ids[--count]);
		zend_string_release(user_ids[count]);
	}
	return failed ? -1 : count;
}

int php_coop_due_next(php_coop_run *run, zend_string **user_ids, int wanted, coop_run_place from)
{
	int count = next_keys(run, user_ids, wanted, from);
	zend_hash_clean(&run->due.offered);
	for (int i = 0; i < count; i++) {
		zend_hash_add_empty_element(&run->due.offered, user_ids[i]);
	}
	return count;
}

void php_coop_due_again(php_coop_run *run, zend_string *user_id)
{
	zend_ptr_stack_push(&run->due.again, zend_string_copy(user_id));
}

void php_coop_due_tried(php_coop_run *run, zend_string *user_id)
{
	if (!is_full(&run->due.tried)) {
		zend_hash_add_empty_element(&run->due.tried, user_id);
	}
}

bool php_coop_due_ended(const php_coop_run *run)
{
	bool last_round = zend_hash_num_elements(&run->due.later) > 0 && zend_hash_num_elements(&run->active) == 0;
	return !has_keys(&run->due) && !last_round;
}

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

/* In a run without a date, a user that was refreshed less than half a lifetime ago is not due. Otherwise tokens with a
 * short lifetime would be refreshed again and again. */
static bool is_young(const php_coop_run *run, const php_coop_row *row)
{
	if (run->options->before_given || row->done_at == 0 || !row->expiry_known) {
		return false;
	}
	return (run->manager->holder.now - row->done_at) * 2 < row->expires_at - row->done_at;
}

/* A row that was saved since the run began is done, whatever process has saved it. */
static bool is_done(const php_coop_run *run, const php_coop_row *row)
{
	return row->done_at >= run->manager->holder.started_at;
}

static bool is_due(php_coop_run *run, const php_coop_row *row)
{
	return row->refresh_token && (!row->expiry_known || row->expires_at <= run->options->before) &&
		!is_young(run, row) && !php_coop_rests(&row->trouble, run->manager->holder.now) &&
		!(php_coop_has_ended(&row->trouble) && coop_login_is_given_up(row->trouble.strikes)) && !is_done(run, row);
}

static void pass_over(php_coop_run *run, const php_coop_row *row)
{
	zval unfit;
	ZVAL_LONG(&unfit, row->unfit);
	zend_hash_update(&run->due.passed, row->user_id, &unfit);
}

static void note_orphan(php_coop_run *run, const php_coop_row *row, const char *name)
{
	zval orphan;
	ZVAL_STRINGL(&orphan, name, COOP_RUN_NAME_LENGTH);
	zend_hash_update(&run->due.orphans, row->user_id, &orphan);
}

/* Returns whether the lease of a row that is due lets this run take the row. If it does not, the row is noted, so that
 * it is looked after when the transaction is over. */
static bool may_take(php_coop_run *run, const php_coop_row *row)
{
	const php_coop_holder *holder = &run->manager->holder;
	char name[COOP_RUN_NAME_LENGTH + 1];
	switch (coop_lease_judge(row->holder, row->leased_until, holder->name, holder->now, name)) {
		case COOP_LEASE_FREE:
		case COOP_LEASE_OURS:
		case COOP_LEASE_ABANDONED:
			return true;
		case COOP_LEASE_HELD:
			pass_over(run, row);
			return false;
		case COOP_LEASE_ORPHANED:
			if (zend_hash_str_exists(&run->due.gone, name, COOP_RUN_NAME_LENGTH)) {
				return true;
			}
			note_orphan(run, row, name);
			return false;
	}
	return false;
}

/* Whoever was in trouble at the last try comes behind all others, so that rows which can never be refreshed hold nobody
 * up. */
static bool comes_later(php_coop_run *run, const php_coop_row *row)
{
	php_coop_due *due = &run->due;
	bool later = row->trouble.fingerprint[0] && !due->last_round && !is_full(&due->later);
	if (later) {
		zend_hash_add_empty_element(&due->later, row->user_id);
	}
	return later;
}

bool php_coop_due_wants(void *context, const php_coop_row *row)
{
	php_coop_run *run = context;
	bool wanted = is_due(run, row) && !zend_hash_exists(&run->active, row->user_id) &&
		!zend_hash_exists(&run->due.tried, row->user_id) && !comes_later(run, row);
	if (wanted && row->unfit) {
		pass_over(run, row);
		wanted = false;
	}
	wanted = wanted && may_take(run, row);
	if (!wanted) {
		zend_hash_del(&run->due.offered, row->user_id);
	}
	return wanted;
}

/* ---- Rows of others ---------------------------------------------------------------------------------------------- */

/* Returns whether a run whose lease has ended is over. If its journal is in the folder, the journal is replayed
 * first. */
static bool is_over(php_coop_run *run, zend_string *name)
{
	if (zend_hash_exists(&run->due.gone, name)) {
		return true;
	}
	bool over = php_coop_replay_orphan(run->manager, ZSTR_VAL(name));
	if (EG(exception)) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	if (over) {
		zend_hash_add_empty_element(&run->due.gone, name);
	}
	return over;
}

static void look_after_orphans(php_coop_run *run)
{
	zend_string *user_id;
	zval *name;
	ZEND_HASH_FOREACH_STR_KEY_VAL(&run->due.orphans, user_id, name) {
		if (is_over(run, Z_STR_P(name))) {
			php_coop_due_again(run, user_id);
		} else {
			php_coop_run_tell(run, user_id, PHP_COOP_LEASED, NULL, NULL);
		}
	}
	ZEND_HASH_FOREACH_END();
}

static bool is_still_due(php_coop_run *run, zend_string *user_id)
{
	php_coop_token_manager *manager = run->manager;
	php_coop_row row = {0};
	php_coop_read read = manager->store.ops->read(&manager->store, user_id, &row);
	bool due = read == PHP_COOP_READ_ROW && row.refresh_token && row.done_at < manager->holder.started_at &&
		(!row.expiry_known || row.expires_at <= run->options->before);
	php_coop_row_clear(&row);
	if (read == PHP_COOP_READ_FAILED) {
		php_coop_run_fail(run, php_coop_take_exception());
	}
	return due;
}

/* Rows that were locked, or that a faster process has taken, come once more when all others have come. */
static void look_after_locked(php_coop_run *run)
{
	php_coop_due *due = &run->due;
	zend_string *user_id;
	ZEND_HASH_FOREACH_STR_KEY(&due->offered, user_id) {
		if (zend_hash_exists(&run->active, user_id)) {
			continue;
		}
		if (!due->last_round && zend_hash_num_elements(&due->later) < PHP_COOP_LATER_MAXIMUM) {
			zend_hash_add_empty_element(&due->later, user_id);
		} else if (is_still_due(run, user_id)) {
			php_coop_run_tell(run, user_id, PHP_COOP_LEASED, NULL, NULL);
		}
	}
	ZEND_HASH_FOREACH_END();
}

static void tell_unfit(php_coop_run *run, zend_string *user_id, php_coop_unfit unfit)
{
	zend_object *error = php_coop_unfit_exception(unfit);
	php_coop_run_tell(run, user_id, PHP_COOP_NOT_SENT, NULL, error);
	OBJ_RELEASE(error);
}

static void tell_passed(php_coop_run *run)
{
	zend_string *user_id;
	zval *unfit;
	ZEND_HASH_FOREACH_STR_KEY_VAL(&run->due.passed, user_id, unfit) {
		if (Z_LVAL_P(unfit) != PHP_COOP_FIT) {
			tell_unfit(run, user_id, (php_coop_unfit) Z_LVAL_P(unfit));
		} else {
			php_coop_run_tell(run, user_id, PHP_COOP_LEASED, NULL, NULL);
		}
	}
	ZEND_HASH_FOREACH_END();
}

void php_coop_due_after_group(php_coop_run *run, bool worked)
{
	php_coop_due *due = &run->due;
	if (worked) {
		look_after_locked(run);
		tell_passed(run);
		look_after_orphans(run);
	}
	zend_hash_clean(&due->offered);
	zend_hash_clean(&due->passed);
	zend_hash_clean(&due->orphans);
}
