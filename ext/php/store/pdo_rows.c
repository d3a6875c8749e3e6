/* SPDX-License-Identifier: MIT */
#include "pdo_rows.h"
#include "pdo_columns.h"
#include "pdo_page.h"

#include "php/values/convert.h"
#include "php/db/pdo_expiry.h"

#define PAGE 4096
#define SMALLEST_PAGE 32

/* ---- One row ----------------------------------------------------------------------------------------------------- */

/* Returns whether `fingerprint`, which may be NULL, is that of this refresh token. `computed` receives the token's. */
static bool speaks_of(const zend_string *fingerprint, const zend_string *refresh_token, char *computed)
{
	return fingerprint && refresh_token && coop_fingerprint(php_coop_view(refresh_token), computed) &&
		zend_string_equals_cstr(fingerprint, computed, COOP_FINGERPRINT_LENGTH);
}

static bool must_log_in(const php_coop_walk *walk, zval *row)
{
	const php_coop_trouble trouble = {
		.reason = php_coop_reason_of(php_coop_sql_value(row, PHP_COOP_COLUMN_REASON)),
		.strikes = (int) php_coop_sql_long(row, PHP_COOP_COLUMN_STRIKES),
	};
	if (walk->everyone || !php_coop_has_ended(&trouble)) {
		return false;
	}
	char computed[COOP_FINGERPRINT_LENGTH + 1];
	zend_string *fingerprint = php_coop_sql_string(row, PHP_COOP_COLUMN_FINGERPRINT);
	zend_string *refresh_token = php_coop_sql_string(row, PHP_COOP_COLUMN_REFRESH_TOKEN);
	bool same = speaks_of(fingerprint, refresh_token, computed);
	php_coop_secret_release(fingerprint);
	php_coop_secret_release(refresh_token);
	return same;
}

/* Reads an expiry. A column of numbers gives numbers with fractions and exponents as text. In SQLite, whose columns can
 * hold real texts, a text is a text. */
static bool read_expiry(php_coop_pdo_token_store *self, zval *value, bool *known, coop_instant *instant)
{
	zval number;
	bool is_text = Z_TYPE_P(value) == IS_STRING && Z_STRLEN_P(value) > 0;
	if (is_text && self->names.expiry_kind == PHP_COOP_EXPIRY_NUMBER && !self->pdo.database->has_affinities) {
		ZVAL_LONG(&number, zval_get_long(value));
		value = &number;
	}
	return php_coop_expiry_read(&self->zone, value, known, instant);
}

static php_coop_place place_of_row(zval *row, int section)
{
	php_coop_place place = {.section = (uint8_t) section};
	if (php_coop_page_is_ordered(section)) {
		zend_string *raw = zval_get_string(php_coop_sql_value(row, PHP_COOP_COLUMN_EXPIRY));
		memcpy(place.raw, ZSTR_VAL(raw), MIN(ZSTR_LEN(raw), sizeof(place.raw) - 1));
		zend_string_release(raw);
	}
	return place;
}

static void move_to(php_coop_walk *walk, const php_coop_place *place, zend_string *user_id)
{
	if (walk->user_id) {
		zend_string_release(walk->user_id);
	}
	walk->user_id = zend_string_copy(user_id);
	walk->place = *place;
	walk->moved = true;
}

/* A row that is nobody's: '' names the store itself in the companion table. Among those with the same expiry it comes
 * first, as a null does, but PostgreSQL's nulls come last: there is nothing behind them to go on to. */
static void pass_over(php_coop_walk *walk, const php_coop_place *place)
{
	bool is_last = walk->user_id && ZSTR_LEN(walk->user_id) > 0 && walk->place.section == place->section &&
		strcmp(walk->place.raw, place->raw) == 0;
	if (!is_last) {
		move_to(walk, place, ZSTR_EMPTY_ALLOC());
	}
}

static bool visit(php_coop_walk *walk, zval *row, int section)
{
	php_coop_place place = place_of_row(row, section);
	zend_string *user_id = php_coop_sql_string(row, PHP_COOP_COLUMN_USER_ID);
	if (!user_id) {
		pass_over(walk, &place); /* an empty id is no user's: in the companion table it is the store's own row */
		return true;
	}
	move_to(walk, &place, user_id);
	zend_string_release(user_id);

	bool known;
	coop_instant instant;
	zval *expiry = php_coop_sql_value(row, PHP_COOP_COLUMN_EXPIRY);
	if (!read_expiry(walk->store, expiry, &known, &instant)) {
		return false;
	}
	bool is_due = known ? instant <= walk->before : !walk->expired_logins;
	if ((!walk->everyone && !is_due) || must_log_in(walk, row)) {
		return true;
	}
	walk->taken++;
	return walk->take(walk, row, known, instant);
}

/* ---- The walk ---------------------------------------------------------------------------------------------------- */

static bool is_full(const php_coop_walk *walk)
{
	return walk->limit >= 0 && walk->taken >= walk->limit;
}

static zend_long page_size(const php_coop_walk *walk, int section)
{
	if (walk->limit < 0 || walk->limit - walk->taken > PAGE) {
		return PAGE;
	}
	zend_long rest = walk->limit - walk->taken;
	bool is_superset = section >= PHP_COOP_SECTION_TEXT && section <= PHP_COOP_SECTION_OTHER;
	return is_superset && rest < SMALLEST_PAGE ? SMALLEST_PAGE : rest;
}

/* Visits one page. `more` receives whether there may be more rows of the same part. */
static bool walk_page(php_coop_walk *walk, int section, php_coop_page_part part, bool *more)
{
	zval rows, *row;
	bool worked = true;
	zend_long size = page_size(walk, section);
	if (!php_coop_page_fetch(walk, section, part, size, &rows)) {
		return false;
	}
	walk->moved = false;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL(rows), row) {
		worked = visit(walk, row, section);
		if (!worked || is_full(walk)) {
			break;
		}
	}
	ZEND_HASH_FOREACH_END();
	*more = walk->moved && (zend_long) zend_hash_num_elements(Z_ARRVAL(rows)) == size;
	zval_ptr_dtor(&rows);
	return worked;
}

/* Behind a row come first the rows with the same expiry, and then those with a later one. These are two statements,
 * because a database answers each of them out of the index, without looking at rows that come before. For one statement
 * with an OR, it would look at all rows with the same expiry, which may be the whole table. */
static bool walk_section(php_coop_walk *walk, int section)
{
	bool continues = walk->user_id && walk->place.section == section;
	bool ordered = php_coop_page_is_ordered(section);
	php_coop_page_part part = continues ? PHP_COOP_PAGE_SAME : PHP_COOP_PAGE_ALL;
	while (!is_full(walk)) {
		bool more;
		if (!walk_page(walk, section, part, &more)) {
			return false;
		}
		if (more) {
			part = PHP_COOP_PAGE_SAME;
		} else if (ordered && part == PHP_COOP_PAGE_SAME) {
			part = PHP_COOP_PAGE_LATER;
		} else {
			break;
		}
	}
	return true;
}

/* Returns whether rows of this section belong to the walk. Expired logins have an expiry. If its text names a zone, they may
 * come up to a day later, since that section reads all texts of the next two days, which are those of everybody who was
 * just refreshed. */
static bool has_section(const php_coop_walk *walk, int section)
{
	bool is_passed = walk->expired_logins &&
		(section == PHP_COOP_SECTION_NULL || section == PHP_COOP_SECTION_EMPTY || section == PHP_COOP_SECTION_ZONED);
	return !is_passed && php_coop_page_has_section(walk->store, section);
}

bool php_coop_walk_run(php_coop_walk *walk)
{
	if (walk->everyone) {
		walk->place.section = PHP_COOP_SECTION_EVERYONE;
		return walk_section(walk, PHP_COOP_SECTION_EVERYONE);
	}
	if (walk->backwards) {
		bool more;
		return walk_page(walk, php_coop_page_section_of(walk->store), PHP_COOP_PAGE_ALL, &more);
	}
	int section = walk->user_id ? walk->place.section : PHP_COOP_SECTION_NULL;
	for (; section < PHP_COOP_SECTION_END && !is_full(walk); section++) {
		if (has_section(walk, section) && !walk_section(walk, section)) {
			return false;
		}
	}
	return true;
}

int64_t php_coop_walk_count(php_coop_walk *walk)
{
	int64_t sum = 0;
	for (int section = PHP_COOP_SECTION_NULL; section < PHP_COOP_SECTION_END && sum >= 0; section++) {
		if (php_coop_page_has_section(walk->store, section)) {
			int64_t count = php_coop_page_count(walk, section);
			sum = count < 0 ? -1 : sum + count;
		}
	}
	return sum;
}

/* Makes the walk's place out of an expiry: the place of the value that this store would write for it. */
static bool place_of(php_coop_walk *walk, bool expiry_known, coop_instant expires_at)
{
	if (!expiry_known) {
		walk->place.section = PHP_COOP_SECTION_NULL;
		return true;
	}
	walk->place.section = php_coop_page_section_of(walk->store);
	zend_string *raw = php_coop_expiry_write(&walk->store->zone, walk->store->names.expiry_kind, expires_at);
	if (!raw) {
		return false;
	}
	memcpy(walk->place.raw, ZSTR_VAL(raw), MIN(ZSTR_LEN(raw), sizeof(walk->place.raw) - 1));
	zend_string_release(raw);
	return true;
}

bool php_coop_walk_after(
	php_coop_walk *walk, zend_string *user_id, const php_coop_place *place, bool expiry_known, coop_instant expires_at)
{
	walk->user_id = zend_string_copy(user_id);
	walk->place = *place;
	return place->section != PHP_COOP_SECTION_UNKNOWN_PLACE || place_of(walk, expiry_known, expires_at);
}

void php_coop_walk_end(php_coop_walk *walk)
{
	if (walk->user_id) {
		zend_string_release(walk->user_id);
		walk->user_id = NULL;
	}
}

/* ---- Rows with all columns --------------------------------------------------------------------------------------- */

bool php_coop_pdo_row(php_coop_pdo_token_store *self, zval *values, php_coop_row *row)
{
	memset(row, 0, sizeof(*row));
	row->user_id = php_coop_sql_string(values, PHP_COOP_COLUMN_USER_ID);
	row->access_token = php_coop_sql_string(values, PHP_COOP_COLUMN_ACCESS_TOKEN);
	row->refresh_token = php_coop_sql_string(values, PHP_COOP_COLUMN_REFRESH_TOKEN);
	row->resource_owner_id = php_coop_sql_string(values, PHP_COOP_COLUMN_RESOURCE_OWNER_ID);
	row->done_at = php_coop_sql_long(values, PHP_COOP_COLUMN_DONE);
	zend_string *fingerprint = php_coop_sql_string(values, PHP_COOP_COLUMN_FINGERPRINT);
	php_coop_trouble trouble = {.reason = php_coop_reason_of(php_coop_sql_value(values, PHP_COOP_COLUMN_REASON))};
	/* If the fingerprint is another token's, the user has logged in since. */
	if (speaks_of(fingerprint, row->refresh_token, trouble.fingerprint)) {
		trouble.strikes = (int) php_coop_sql_long(values, PHP_COOP_COLUMN_STRIKES);
		trouble.since_at = php_coop_sql_long(values, PHP_COOP_COLUMN_SINCE);
		trouble.next_at = php_coop_sql_long(values, PHP_COOP_COLUMN_NEXT);
		row->trouble = trouble;
	}
	php_coop_secret_release(fingerprint);
	zend_string *saved = php_coop_sql_string(values, PHP_COOP_COLUMN_SAVED);
	if (saved) {
		strlcpy(row->saved_fingerprint, ZSTR_VAL(saved), sizeof(row->saved_fingerprint));
		zend_string_release(saved);
	}
	row->leased_until = php_coop_sql_long(values, PHP_COOP_COLUMN_UNTIL);
	zend_string *holder = php_coop_sql_string(values, PHP_COOP_COLUMN_HOLDER);
	if (holder) {
		strlcpy(row->holder, ZSTR_VAL(holder), sizeof(row->holder));
		zend_string_release(holder);
	}
	zval *expiry = php_coop_sql_value(values, PHP_COOP_COLUMN_EXPIRY);
	return read_expiry(self, expiry, &row->expiry_known, &row->expires_at);
}

php_coop_read php_coop_pdo_find(php_coop_pdo_token_store *self, zend_string *user_id, php_coop_row *row)
{
	zval values[3], fetched;
	bool found;
	ZVAL_STR(&values[0], self->leases.store);
	php_coop_pdo_store_bind_id(self, &values[1], user_id);
	uint32_t count = php_coop_pdo_store_add_provider(self, values, 2);
	memset(row, 0, sizeof(*row));
	if (!php_coop_sql_execute(&self->pdo, &self->names, PHP_COOP_SQL_READ, count, values) ||
		!php_coop_pdo_fetch(&self->pdo, PHP_COOP_SQL_READ, &fetched, &found)) {
		return PHP_COOP_READ_FAILED;
	}
	if (!php_coop_pdo_close_cursor(&self->pdo, PHP_COOP_SQL_READ)) {
		zval_ptr_dtor(&fetched);
		return PHP_COOP_READ_FAILED;
	}
	if (!found) {
		return PHP_COOP_READ_NONE;
	}
	bool worked = php_coop_pdo_row(self, &fetched, row);
	zval_ptr_dtor(&fetched);
	if (worked && row->user_id && (row->access_token || row->refresh_token)) {
		return PHP_COOP_READ_ROW;
	}
	php_coop_row_clear(row);
	return worked ? PHP_COOP_READ_NONE : PHP_COOP_READ_FAILED;
}
