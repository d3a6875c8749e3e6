/* SPDX-License-Identifier: MIT */
#include "leases.h"

#include "php/values/convert.h"
#include "php/db/pdo_connection.h"

/* ---- A transaction of a run -------------------------------------------------------------------------------------- */

static bool execute(php_coop_leases *leases, php_coop_sql statement, uint32_t count, zval *values)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	return php_coop_sql_execute(leases->pdo, &names, statement, count, values);
}

/* Executes a statement that gives rows and fetches one. */
static bool fetch_one(php_coop_leases *leases, php_coop_sql statement, uint32_t count, zval *values, zval *row)
{
	bool found;
	return execute(leases, statement, count, values) && php_coop_pdo_fetch(leases->pdo, statement, row, &found) &&
		php_coop_pdo_close_cursor(leases->pdo, statement);
}

/* Counts the transaction. `row` receives the clock. */
static bool count_transaction(php_coop_leases *leases, uint32_t count, zval *values, zval *row)
{
	if (leases->pdo->database->has_returning) {
		return fetch_one(leases, PHP_COOP_SQL_LEASE_RUN, count, values, row);
	}
	return execute(leases, PHP_COOP_SQL_LEASE_RUN, count, values) &&
		fetch_one(leases, PHP_COOP_SQL_CLOCK, 0, NULL, row);
}

static bool takes_saved_rows(const php_coop_holder *holder)
{
	return holder->started_at == PHP_COOP_HOLDER_TAKES_SAVED_ROWS;
}

bool php_coop_leases_begin(php_coop_leases *leases, php_coop_holder *holder)
{
	zval values[4], row;
	ZVAL_STR(&values[0], leases->run_store);
	ZVAL_STRING(&values[1], holder->name);
	ZVAL_LONG(&values[2], holder->is_run ? (zend_long) holder->lease : 0);
	ZVAL_NULL(&values[3]);
	if (holder->started_at && !takes_saved_rows(holder)) {
		ZVAL_LONG(&values[3], (zend_long) holder->started_at);
	}
	ZVAL_UNDEF(&row);
	bool worked = count_transaction(leases, 4, values, &row);
	if (worked && Z_TYPE(row) == IS_ARRAY) {
		holder->now = php_coop_sql_long(&row, 0);
		holder->started_at = holder->started_at ? holder->started_at : holder->now + 1;
	}
	zval_ptr_dtor(&row);
	zval_ptr_dtor(&values[1]);
	return worked;
}

bool php_coop_leases_begin_alone(php_coop_leases *leases, php_coop_holder *holder)
{
	if (!php_coop_pdo_begin(leases->pdo)) {
		return false;
	}
	if (php_coop_leases_begin(leases, holder) && php_coop_pdo_commit(leases->pdo)) {
		return true;
	}
	php_coop_pdo_roll_back(leases->pdo);
	return false;
}

enum {
	LEASE_KEY,
	LEASE_HOLDER,
	LEASE_UNTIL,
	LEASE_DONE,
	LEASE_NEXT,
	LEASE_STRIKES,
	LEASE_FINGERPRINT,
	LEASE_SAVED,
	LEASE_SINCE,
	LEASE_REASON
};

static void copy_text(char *to, size_t size, zval *row, uint32_t column)
{
	zend_string *text = php_coop_sql_string(row, column);
	to[0] = '\0';
	if (text) {
		if (ZSTR_LEN(text) < size) {
			memcpy(to, ZSTR_VAL(text), ZSTR_LEN(text) + 1);
		}
		zend_string_release(text);
	}
}

/* If the user has logged in again, what is known against the old token counts no more. */
static void forget_other_token(php_coop_row *row)
{
	if (row->trouble.fingerprint[0] &&
		(!row->refresh_token || !php_coop_row_fingerprint(row) ||
			strcmp(row->token_fingerprint, row->trouble.fingerprint) != 0)) {
		row->trouble = (php_coop_trouble){.reason = PHP_COOP_REASON_NONE};
	}
}

static void know_row(php_coop_row *row, zval *lease)
{
	copy_text(row->holder, sizeof(row->holder), lease, LEASE_HOLDER);
	copy_text(row->saved_fingerprint, sizeof(row->saved_fingerprint), lease, LEASE_SAVED);
	row->leased_until = php_coop_sql_long(lease, LEASE_UNTIL);
	row->done_at = php_coop_sql_long(lease, LEASE_DONE);
	copy_text(row->trouble.fingerprint, sizeof(row->trouble.fingerprint), lease, LEASE_FINGERPRINT);
	row->trouble.reason = php_coop_reason_of(php_coop_sql_value(lease, LEASE_REASON));
	row->trouble.strikes = (int) php_coop_sql_long(lease, LEASE_STRIKES);
	row->trouble.since_at = php_coop_sql_long(lease, LEASE_SINCE);
	row->trouble.next_at = php_coop_sql_long(lease, LEASE_NEXT);
	forget_other_token(row);
}

static bool read_leases(php_coop_leases *leases, HashTable *rows_by_key)
{
	bool found = true;
	while (found) {
		zval lease;
		if (!php_coop_pdo_fetch(leases->pdo, PHP_COOP_SQL_LEASE_READ, &lease, &found)) {
			return false;
		}
		if (found) {
			zend_string *key = php_coop_sql_string(&lease, LEASE_KEY);
			php_coop_row *row = key ? zend_hash_find_ptr(rows_by_key, key) : NULL;
			if (row) {
				know_row(row, &lease);
			}
			if (key) {
				zend_string_release(key);
			}
			zval_ptr_dtor(&lease);
		}
	}
	return php_coop_pdo_close_cursor(leases->pdo, PHP_COOP_SQL_LEASE_READ);
}

static size_t characters_of(const zend_string *text)
{
	size_t count = 0;
	for (size_t i = 0; i < ZSTR_LEN(text); i++) {
		count += (ZSTR_VAL(text)[i] & 0xC0) != 0x80; /* the byte begins a character of UTF-8 */
	}
	return count;
}

/* Returns whether the column user_key can hold the id. If it could not, the whole transaction would fail. */
static bool fits(const php_coop_leases *leases, const zend_string *user_id)
{
	const php_coop_database *database = leases->pdo->database;
	if (database->cuts_at_zero_byte && zend_str_has_nul_byte(user_id)) {
		return false;
	}
	switch (database->key_unit) {
		case PHP_COOP_KEY_BYTES:
			return ZSTR_LEN(user_id) <= COOP_USER_KEY_MAXIMUM;
		case PHP_COOP_KEY_CHARACTERS:
			return characters_of(user_id) <= COOP_USER_KEY_MAXIMUM;
		case PHP_COOP_KEY_UNLIMITED:
			return true;
	}
	ZEND_ASSERT(0 && "a unit that nobody counts in");
	return false;
}

static bool know_many(php_coop_leases *leases, php_coop_row *rows, int count)
{
	zval values[1 + PHP_COOP_MANY];
	HashTable rows_by_key;
	zend_hash_init(&rows_by_key, PHP_COOP_MANY, NULL, NULL, 0);
	ZVAL_STR(&values[0], leases->store);
	for (int i = 0; i < count; i++) {
		ZVAL_STR(&values[1 + i], rows[i].user_id);
		rows[i].unfit = fits(leases, rows[i].user_id) ? PHP_COOP_FIT : PHP_COOP_UNFIT_TOO_LONG;
		zend_hash_update_ptr(&rows_by_key, rows[i].user_id, &rows[i]);
	}
	php_coop_sql_fill_up(values + 1, count);
	bool worked =
		execute(leases, PHP_COOP_SQL_LEASE_READ, 1 + PHP_COOP_MANY, values) && read_leases(leases, &rows_by_key);
	zend_hash_destroy(&rows_by_key);
	return worked;
}

bool php_coop_leases_know(php_coop_leases *leases, php_coop_row *rows, int count)
{
	for (int i = 0; i < count; i += PHP_COOP_MANY) {
		if (!know_many(leases, rows + i, MIN(PHP_COOP_MANY, count - i))) {
			return false;
		}
	}
	return true;
}

/* Reads which rows are this holder's now, from a statement that was executed and gives user ids and holders. */
static bool read_taken(php_coop_leases *leases, php_coop_sql statement, const zend_string *holder, php_coop_row *rows,
	int count, bool *taken)
{
	bool found = true;
	HashTable keys;
	zend_hash_init(&keys, PHP_COOP_MANY, NULL, NULL, 0);
	while (found) {
		zval row;
		if (!php_coop_pdo_fetch(leases->pdo, statement, &row, &found)) {
			zend_hash_destroy(&keys);
			return false;
		}
		if (found) {
			zend_string *key = php_coop_sql_string(&row, 0), *holds = php_coop_sql_string(&row, 1);
			if (key && holds && zend_string_equals(holds, holder)) {
				zend_hash_add_empty_element(&keys, key);
			}
			if (key) {
				zend_string_release(key);
			}
			if (holds) {
				zend_string_release(holds);
			}
			zval_ptr_dtor(&row);
		}
	}
	for (int i = 0; i < count; i++) {
		taken[i] = zend_hash_exists(&keys, rows[i].user_id);
	}
	zend_hash_destroy(&keys);
	return php_coop_pdo_close_cursor(leases->pdo, statement);
}

static bool take_free(php_coop_leases *leases, const php_coop_holder *holder, zend_string *name, php_coop_row *rows,
	int count, bool *taken)
{
	zval values[4 + PHP_COOP_MANY];
	ZVAL_STR(&values[0], leases->store);
	ZVAL_STR(&values[1], name);
	ZVAL_LONG(&values[2], (zend_long) (holder->now + holder->lease));
	for (int i = 0; i < count; i++) {
		ZVAL_STR(&values[3 + i], rows[i].user_id);
	}
	php_coop_sql_fill_up(values + 3, count);
	ZVAL_LONG(&values[3 + PHP_COOP_MANY], (zend_long) holder->started_at);
	if (!execute(leases, PHP_COOP_SQL_LEASE_TAKE, 4 + PHP_COOP_MANY, values)) {
		return false;
	}
	if (leases->pdo->database->has_returning) {
		return read_taken(leases, PHP_COOP_SQL_LEASE_TAKE, name, rows, count, taken);
	}
	ZVAL_STR(&values[2], leases->store); /* stands before the keys, in place of the end of the lease */
	return execute(leases, PHP_COOP_SQL_LEASE_TAKEN, 1 + PHP_COOP_MANY, values + 2) &&
		read_taken(leases, PHP_COOP_SQL_LEASE_TAKEN, name, rows, count, taken);
}

/* Takes over the lease of a run that is over, if the row still has the holder that was read. */
static bool take_over(
	php_coop_leases *leases, const php_coop_holder *holder, zend_string *name, php_coop_row *row, bool *taken)
{
	zval values[6];
	zend_long changed = 0;
	ZVAL_STR(&values[0], name);
	ZVAL_LONG(&values[1], (zend_long) (holder->now + holder->lease));
	ZVAL_STR(&values[2], leases->store);
	ZVAL_STR(&values[3], row->user_id);
	ZVAL_STRING(&values[4], row->holder);
	ZVAL_LONG(&values[5], (zend_long) holder->started_at);
	bool worked = execute(leases, PHP_COOP_SQL_LEASE_TAKE_OVER, 6, values) &&
		php_coop_pdo_row_count(leases->pdo, PHP_COOP_SQL_LEASE_TAKE_OVER, &changed);
	zval_ptr_dtor(&values[4]);
	*taken = changed > 0;
	return worked;
}

/* Puts the rows whose lease is free before the others. Returns how many they are. */
static int sort_free_first(php_coop_row *rows, int count)
{
	int free_count = 0;
	for (int i = 0; i < count; i++) {
		if (!rows[i].holder[0]) {
			php_coop_row row = rows[free_count];
			rows[free_count++] = rows[i];
			rows[i] = row;
		}
	}
	return free_count;
}

bool php_coop_leases_take(php_coop_leases *leases, php_coop_holder *holder, php_coop_row *rows, int count, bool *taken)
{
	int free_count = sort_free_first(rows, count);
	/* Takings are numbered, so each writes a value that the column never had: MariaDB and MySQL count a row as changed
	 * only if its value was another one. */
	zend_string *name = zend_strpprintf(COOP_HOLDER_SIZE - 1, "%s/%u", holder->name, ++holder->takings);
	bool worked = true;
	for (int i = 0; worked && i < free_count; i += PHP_COOP_MANY) {
		worked = take_free(leases, holder, name, rows + i, MIN(PHP_COOP_MANY, free_count - i), taken + i);
	}
	for (int i = free_count; worked && i < count; i++) {
		worked = take_over(leases, holder, name, &rows[i], &taken[i]);
	}
	zend_string_release(name);
	return worked;
}

/* Returns a pattern for LIKE that matches all holders of a run; owned. */
static zend_string *holders_of(const php_coop_holder *holder)
{
	return zend_strpprintf(COOP_HOLDER_SIZE - 1, "%s/%%", holder->name);
}

/* Executes a statement for many users. `values` has the statement's first values and room for PHP_COOP_MANY more. */
static bool execute_many(
	php_coop_leases *leases, php_coop_sql statement, zval *values, uint32_t first, zend_string **user_ids, int count)
{
	bool worked = true;
	while (worked && count > 0) {
		int part = MIN(PHP_COOP_MANY, count);
		for (int i = 0; i < part; i++) {
			ZVAL_STR(&values[first + i], user_ids[i]);
		}
		php_coop_sql_fill_up(values + first, part);
		worked = execute(leases, statement, first + PHP_COOP_MANY, values);
		user_ids += part;
		count -= part;
	}
	return worked;
}

/* Returns the date of a save. It is not before the start of the run, so that the run finds that the row is done. */
static coop_instant date_of_save(const php_coop_holder *holder)
{
	return takes_saved_rows(holder) ? holder->now : MAX(holder->now, holder->started_at);
}

/* Notes up to PHP_COOP_MANY rows. `values` has room for all values of the statement. */
static bool execute_done(
	php_coop_leases *leases, zval *values, zend_string *holders, const php_coop_done *rows, int count)
{
	zval *pairs = values + 2, *end = pairs + 2 * PHP_COOP_MANY;
	for (int i = 0; i < PHP_COOP_MANY; i++) {
		ZVAL_NULL(&pairs[2 * i]);
		ZVAL_NULL(&pairs[2 * i + 1]);
		if (i < count) {
			ZVAL_STR(&pairs[2 * i], rows[i].user_id);
			ZVAL_STRING(&pairs[2 * i + 1], rows[i].token_fingerprint);
		}
	}
	ZVAL_STR(&end[0], holders);
	ZVAL_STR(&end[1], holders);
	bool worked = execute(leases, PHP_COOP_SQL_LEASE_DONE, 4 + 2 * PHP_COOP_MANY, values);
	for (int i = 0; i < count; i++) {
		zval_ptr_dtor(&pairs[2 * i + 1]);
	}
	return worked;
}

bool php_coop_leases_done(php_coop_leases *leases, const php_coop_holder *holder, const php_coop_done *rows, int count)
{
	zval values[4 + 2 * PHP_COOP_MANY];
	zend_string *holders = holders_of(holder);
	bool worked = true;
	ZVAL_STR(&values[0], leases->store);
	ZVAL_LONG(&values[1], (zend_long) date_of_save(holder));
	for (int i = 0; worked && i < count; i += PHP_COOP_MANY) {
		worked = execute_done(leases, values, holders, rows + i, MIN(PHP_COOP_MANY, count - i));
	}
	zend_string_release(holders);
	return worked;
}

bool php_coop_leases_release(php_coop_leases *leases, const php_coop_holder *holder, zend_string **user_ids, int count)
{
	zval values[2 + PHP_COOP_MANY];
	zend_string *holders = holders_of(holder);
	ZVAL_STR(&values[0], holders);
	ZVAL_STR(&values[1], leases->store);
	bool worked = execute_many(leases, PHP_COOP_SQL_LEASE_RELEASE, values, 2, user_ids, count);
	zend_string_release(holders);
	return worked;
}

/* Returns since when the token is in trouble. A first refusal counts from now on, however long other tries have failed
 * before, because a verdict asks how long the server has been refusing. */
static coop_instant since(const php_coop_trouble *before, php_coop_note note, coop_instant now)
{
	bool is_first_refusal = note != PHP_COOP_NOTE_FAILED && before->reason == PHP_COOP_REASON_FAILED;
	return before->fingerprint[0] && before->since_at > 0 && !is_first_refusal ? before->since_at : now;
}

/* Web pages wait for as long as tries have failed already, so that the wait doubles with each. */
static coop_instant hold_after(coop_instant since_at, int retry_after, coop_instant now)
{
	coop_instant hold = MAX(COOP_HOLD_MINIMUM, MIN(now - since_at, COOP_HOLD_MAXIMUM));
	return MAX(hold, MIN(retry_after, COOP_REST_REJECTED));
}

/* A refusal stays in memory while other tries fail, and so does the end of a login. */
static php_coop_reason reason_after(const php_coop_trouble *before, php_coop_note note)
{
	if (php_coop_has_ended(before)) {
		return before->reason == PHP_COOP_REASON_NONE ? PHP_COOP_REASON_INVALID_GRANT : before->reason;
	}
	if (note == PHP_COOP_NOTE_REJECTED) {
		return PHP_COOP_REASON_REJECTED;
	}
	if (note == PHP_COOP_NOTE_REFUSED || before->reason == PHP_COOP_REASON_REJECTED) {
		return PHP_COOP_REASON_DOUBTED;
	}
	return before->fingerprint[0] ? before->reason : PHP_COOP_REASON_FAILED;
}

bool php_coop_leases_tried(php_coop_leases *leases, const php_coop_holder *holder, const php_coop_settling *settling)
{
	zval values[8];
	const php_coop_trouble *before = &settling->row->trouble;
	php_coop_reason reason = reason_after(before, settling->note);
	coop_instant since_at = since(before, settling->note, holder->now);
	coop_instant rest = settling->note == PHP_COOP_NOTE_REJECTED
		? COOP_REST_REJECTED
		: hold_after(since_at, settling->retry_after, holder->now);
	ZVAL_LONG(&values[0], before->strikes);
	ZVAL_LONG(&values[1], (zend_long) since_at);
	ZVAL_LONG(&values[2], (zend_long) rest);
	ZVAL_STRING(&values[3], php_coop_reason_name(reason));
	ZVAL_STRING(&values[4], settling->row->token_fingerprint);
	ZVAL_STR(&values[5], holders_of(holder));
	ZVAL_STR(&values[6], leases->store);
	ZVAL_STR(&values[7], settling->row->user_id);
	bool worked = execute(leases, PHP_COOP_SQL_LEASE_TRIED, 8, values);
	zval_ptr_dtor(&values[3]);
	zval_ptr_dtor(&values[4]);
	zval_ptr_dtor(&values[5]);
	return worked;
}

bool php_coop_leases_unsaveable(php_coop_leases *leases, const php_coop_holder *holder, const php_coop_row *row)
{
	zval values[6];
	ZVAL_LONG(&values[0], COOP_REST_UNSAVEABLE);
	ZVAL_STRING(&values[1], row->token_fingerprint);
	ZVAL_STR(&values[2], holders_of(holder));
	ZVAL_COPY_VALUE(&values[3], &values[2]);
	ZVAL_STR(&values[4], leases->store);
	ZVAL_STR(&values[5], row->user_id);
	bool worked = execute(leases, PHP_COOP_SQL_LEASE_UNSAVEABLE, 6, values);
	zval_ptr_dtor(&values[1]);
	zval_ptr_dtor(&values[2]);
	return worked;
}

/* ---- After a run, or between its transactions -------------------------------------------------------------------- */

static bool judge_all(php_coop_leases *leases, const php_coop_judgement *judgements, int count)
{
	bool worked = true;
	for (int i = 0; worked && i < count; i++) {
		zval values[8];
		ZVAL_LONG(&values[0], judgements[i].strikes);
		ZVAL_LONG(&values[1], judgements[i].rest);
		ZVAL_STRING(&values[2], php_coop_reason_name(judgements[i].reason));
		ZVAL_STR(&values[3], leases->store);
		ZVAL_STR(&values[4], judgements[i].row->user_id);
		ZVAL_STRING(&values[5], judgements[i].row->token_fingerprint);
		ZVAL_LONG(&values[6], judgements[i].row->trouble.strikes);
		ZVAL_LONG(&values[7], php_coop_has_ended(&judgements[i].row->trouble) ? 1 : 0);
		worked = execute(leases, PHP_COOP_SQL_LEASE_JUDGED, 8, values);
		zval_ptr_dtor(&values[2]);
		zval_ptr_dtor(&values[5]);
	}
	return worked;
}

bool php_coop_leases_judge(php_coop_leases *leases, const php_coop_judgement *judgements, int count)
{
	if (!php_coop_pdo_begin(leases->pdo)) {
		return false;
	}
	if (judge_all(leases, judgements, count) && php_coop_pdo_commit(leases->pdo)) {
		return true;
	}
	php_coop_pdo_roll_back(leases->pdo);
	return false;
}
