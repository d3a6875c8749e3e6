/* SPDX-License-Identifier: MIT */
#include "pdo_token_store.h"

#include "convert.h"
#include "pdo_expiry.h"

/* The order of a walk is that of the stored values, because only that one an index gives and only that one never skips
 * or repeats a row while others save. It has sections, each with a key of its own:
 *     no expiry           by user id
 *     ''                  by user id
 *     whole numbers       by expiry, user id
 *     other numbers       by user id: a literal might not be quite the number again
 *     Y-m-d... texts      by expiry, user id: within a day or two the order of their instants
 *     anything else       by user id: Unix seconds as text, garbage, texts that are too long for a place
 * The texts that come out of SQL are a superset of those that are due; what each means is looked at here. */
enum {
	SECTION_UNKNOWN_PLACE, /* zero in php_coop_place */
	SECTION_NULL,
	SECTION_EMPTY,
	SECTION_NUMBER,
	SECTION_FRACTION,
	SECTION_TEXT,
	SECTION_OTHER,
	SECTION_END,
	SECTION_EVERYONE /* a walk's only one */
};

#define PAGE 4096
#define SMALLEST_PAGE 32
#define NO_SMALL_PAGE(section) ((section) == SECTION_TEXT || (section) == SECTION_OTHER)

#define IS_FRACTION "(typeof({expiry}) = 'real' AND {expiry} <> CAST({expiry} AS INTEGER))"
#define IS_DATE \
 "(typeof({expiry}) = 'text' AND length({expiry}) <= 35 AND " \
 "{expiry} GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*')"

/* ---- One page ------------------------------------------------------------------------------------------------------ */

typedef struct query {
	smart_str sql;
	zval values[8]; /* owned texts */
	uint32_t count;
} query;

static void add_value(query *q, const char *text, size_t len)
{
	ZVAL_STRINGL(&q->values[q->count++], text, len);
}

static void bind_string(query *q, zend_string *string)
{
	ZVAL_STR_COPY(&q->values[q->count++], string);
}

static void query_clear(query *q)
{
	smart_str_free(&q->sql);
	for (uint32_t i = 0; i < q->count; i++) {
		zval_ptr_dtor(&q->values[i]);
	}
}

static void append(query *q, const php_coop_walk *walk, const char *template_text)
{
	php_coop_sql_append(&q->sql, walk->store->pdo.driver, &walk->store->names, template_text);
}

/* Whether a page begins behind the walk's place, and not where its section does. */
static bool continues(const php_coop_walk *walk, int section)
{
	return walk->user_id && walk->place.section == section;
}

/* Naive texts up to the instant itself, in their plain form; others (with T, with a zone) up to two days later, since
 * their zone may be far away. Naive texts of a zone with summer time are not quite in the order of their instants. */
static bool append_date_condition(query *q, php_coop_walk *walk)
{
	const coop_instant slack = Z_ISUNDEF(walk->store->zone) ? 0 : 3 * 3600;
	char exact[COOP_INSTANT_TEXT_SIZE + 1], day[COOP_INSTANT_TEXT_SIZE];
	size_t len = php_coop_expiry_format(&walk->store->zone, coop_instant_add(walk->before, slack), exact);
	if (len == 0) {
		return false;
	}
	exact[len++] = '~'; /* behind every fraction of that second */
	coop_instant_format(coop_instant_add(walk->before, 2 * COOP_SECONDS_PER_DAY), 0, day);
	if (!continues(walk, SECTION_TEXT)) {
		append(q, walk, "{expiry} > '' AND "); /* with a second lower bound, SQLite may take the worse one */
	}
	append(q, walk, "{expiry} < ? AND " IS_DATE " AND ({expiry} < ? OR substr({expiry}, 11) GLOB '*[-+TtZz]*')");
	add_value(q, day, strlen("Y000-m0-d0"));
	add_value(q, exact, len);
	return true;
}

static bool append_section(query *q, php_coop_walk *walk, int section)
{
	switch (section) {
		case SECTION_NULL:
			append(q, walk, "{expiry} IS NULL");
			return true;
		case SECTION_EMPTY:
			append(q, walk, "{expiry} = ''");
			return true;
		case SECTION_NUMBER:
			append(q, walk, "NOT " IS_FRACTION " AND {expiry} <= ");
			smart_str_append_long(&q->sql, (zend_long) walk->before);
			append(q, walk, " AND typeof({expiry}) IN ('integer', 'real')");
			return true;
		case SECTION_FRACTION:
			append(q, walk, IS_FRACTION " AND {expiry} < ");
			smart_str_append_long(&q->sql, (zend_long) coop_instant_add(walk->before, 1));
			return true;
		case SECTION_TEXT:
			return append_date_condition(q, walk);
		default:
			/* Garbage casts to 0 or to the number that it begins with: a year, at most a date without separators. */
			append(q, walk,
				"{expiry} > '' AND typeof({expiry}) IN ('text', 'blob') AND NOT " IS_DATE
				" AND CAST({expiry} AS INTEGER) <= ");
			smart_str_append_long(&q->sql, walk->before > 99991231 ? (zend_long) walk->before : 99991231);
			return true;
	}
}

/* Behind the walk's place. The outer comparison of the expiry is for the index. */
static void append_key(query *q, const php_coop_walk *walk, int section)
{
	if (section == SECTION_NUMBER) {
		append(q, walk, " AND {expiry} >= ");
		smart_str_appends(&q->sql, walk->place.raw);
		append(q, walk, " AND ({expiry} > ");
		smart_str_appends(&q->sql, walk->place.raw);
		append(q, walk, " OR {id} > ?)");
	} else if (section == SECTION_TEXT) {
		append(q, walk, " AND {expiry} >= ? AND ({expiry} > ? OR {id} > ?)");
		add_value(q, walk->place.raw, strlen(walk->place.raw));
		add_value(q, walk->place.raw, strlen(walk->place.raw));
	} else {
		append(q, walk, " AND {id} > ?");
	}
	bind_string(q, walk->user_id);
}

static bool append_conditions(query *q, php_coop_walk *walk, int section)
{
	append(q, walk, walk->everyone ? "({refresh} <> '' OR {access} <> '')" : "{refresh} <> ''");
	append(q, walk, "{and_provider}");
	bind_string(q, walk->store->leases.store);
	if (walk->store->provider) {
		bind_string(q, walk->store->provider);
	}
	if (section != SECTION_EVERYONE) {
		append(q, walk, " AND ");
		if (!append_section(q, walk, section)) {
			return false;
		}
	}
	if (continues(walk, section)) {
		append_key(q, walk, section);
	}
	return true;
}

/* The sections of what is odd are all but empty: to sort them costs nothing, to walk the whole table in the order of its
 * ids does. */
static const char *order_of(int section)
{
	switch (section) {
		case SECTION_NUMBER:
		case SECTION_TEXT:
			return " ORDER BY {expiry}, {id}";
		case SECTION_FRACTION:
		case SECTION_OTHER:
			return " ORDER BY {by_no_index}{id}";
		default:
			return " ORDER BY {id}";
	}
}

/* *rows: a list of rows, owned by the caller. */
static bool fetch_page(php_coop_walk *walk, int section, zend_long size, zval *rows)
{
	query q = {0};
	php_coop_pdo *pdo = &walk->store->pdo;
	zend_string *start =
		php_coop_sql_text(pdo->driver, &walk->store->names, walk->whole_rows ? PHP_COOP_SQL_ROWS : PHP_COOP_SQL_KEYS);
	smart_str_append(&q.sql, start);
	zend_string_release(start);
	bool worked = append_conditions(&q, walk, section);
	if (worked) {
		append(&q, walk, order_of(section));
		append(&q, walk, " LIMIT ");
		smart_str_append_long(&q.sql, size);
		smart_str_0(&q.sql);
		worked = php_coop_pdo_query(pdo, q.sql.s, q.count, q.values, rows);
	}
	query_clear(&q);
	return worked;
}

/* ---- One row ------------------------------------------------------------------------------------------------------- */

/* Whether what the companion table says about a rejected token is about this one. */
static bool speaks_of(const zend_string *fingerprint, const zend_string *refresh_token, char *computed)
{
	return fingerprint && refresh_token && coop_fingerprint(php_coop_view(refresh_token), computed) &&
		zend_string_equals_cstr(fingerprint, computed, COOP_FINGERPRINT_LENGTH);
}

static bool must_log_in(const php_coop_walk *walk, zval *row)
{
	zend_long strikes = php_coop_sql_long(row, PHP_COOP_COLUMN_STRIKES);
	if (walk->everyone || strikes < 2) {
		return false;
	}
	if (walk->second_chances && strikes < 2 + PHP_COOP_SECOND_CHANCES &&
		php_coop_sql_long(row, PHP_COOP_COLUMN_NEXT_HAS_COME)) {
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

static void move_to(php_coop_walk *walk, zval *row, int section, zend_string *user_id)
{
	if (walk->user_id) {
		zend_string_release(walk->user_id);
	}
	walk->user_id = zend_string_copy(user_id);
	memset(&walk->place, 0, sizeof(walk->place));
	walk->place.section = (uint8_t) section;
	if (section == SECTION_NUMBER || section == SECTION_TEXT) {
		zend_string *raw = zval_get_string(php_coop_sql_value(row, PHP_COOP_COLUMN_EXPIRY));
		size_t len = MIN(ZSTR_LEN(raw), sizeof(walk->place.raw) - 1);
		memcpy(walk->place.raw, ZSTR_VAL(raw), len);
		zend_string_release(raw);
	}
}

static bool visit(php_coop_walk *walk, zval *row, int section)
{
	zend_string *user_id = php_coop_sql_string(row, PHP_COOP_COLUMN_USER_ID);
	if (!user_id) {
		return true; /* '' names the store itself in the companion table */
	}
	move_to(walk, row, section, user_id);
	zend_string_release(user_id);

	bool known;
	coop_instant instant;
	zval *expiry = php_coop_sql_value(row, PHP_COOP_COLUMN_EXPIRY);
	if (!php_coop_expiry_read(&walk->store->zone, expiry, &known, &instant)) {
		return false;
	}
	if ((!walk->everyone && known && instant > walk->before) || must_log_in(walk, row)) {
		return true;
	}
	walk->taken++;
	return walk->take(walk, row, known, instant);
}

/* ---- The walk ------------------------------------------------------------------------------------------------------ */

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
	return NO_SMALL_PAGE(section) && rest < SMALLEST_PAGE ? SMALLEST_PAGE : rest;
}

static bool walk_section(php_coop_walk *walk, int section)
{
	bool more = true;
	while (more && !is_full(walk)) {
		zval rows, *row;
		zend_long size = page_size(walk, section);
		if (!fetch_page(walk, section, size, &rows)) {
			return false;
		}
		bool worked = true;
		more = zend_hash_num_elements(Z_ARRVAL(rows)) == size;
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL(rows), row) {
			ZVAL_DEREF(row);
			worked = Z_TYPE_P(row) != IS_ARRAY || visit(walk, row, section);
			if (!worked || is_full(walk)) {
				break;
			}
		}
		ZEND_HASH_FOREACH_END();
		zval_ptr_dtor(&rows);
		if (!worked) {
			return false;
		}
	}
	return true;
}

bool php_coop_walk_run(php_coop_walk *walk)
{
	if (walk->everyone) {
		walk->place.section = SECTION_EVERYONE;
		return walk_section(walk, SECTION_EVERYONE);
	}
	int section = walk->user_id ? walk->place.section : SECTION_NULL;
	for (; section < SECTION_END && !is_full(walk); section++) {
		bool is_of_numbers = section == SECTION_NUMBER || section == SECTION_FRACTION;
		bool empty = is_of_numbers && walk->store->expiry_is_text;
		if (!empty && !walk_section(walk, section)) {
			return false;
		}
	}
	return true;
}

/* Out of an instant: where a value that this store wrote would stand. */
static bool place_of(php_coop_walk *walk, bool expiry_known, coop_instant expires_at)
{
	if (!expiry_known) {
		walk->place.section = SECTION_NULL;
		return true;
	}
	walk->place.section = walk->store->expiry_as_number ? SECTION_NUMBER : SECTION_TEXT;
	zend_string *raw = php_coop_expiry_write(&walk->store->zone, walk->store->expiry_as_number, expires_at);
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
	return place->section != SECTION_UNKNOWN_PLACE || place_of(walk, expiry_known, expires_at);
}

void php_coop_walk_end(php_coop_walk *walk)
{
	if (walk->user_id) {
		zend_string_release(walk->user_id);
		walk->user_id = NULL;
	}
}

/* ---- Rows with all columns ----------------------------------------------------------------------------------------- */

bool php_coop_pdo_row(php_coop_pdo_token_store *self, zval *values, php_coop_row *row)
{
	memset(row, 0, sizeof(*row));
	row->user_id = php_coop_sql_string(values, PHP_COOP_COLUMN_USER_ID);
	row->access_token = php_coop_sql_string(values, PHP_COOP_COLUMN_ACCESS_TOKEN);
	row->refresh_token = php_coop_sql_string(values, PHP_COOP_COLUMN_REFRESH_TOKEN);
	row->resource_owner_id = php_coop_sql_string(values, PHP_COOP_COLUMN_RESOURCE_OWNER_ID);
	row->done_at = php_coop_sql_long(values, PHP_COOP_COLUMN_DONE);
	zend_string *fingerprint = php_coop_sql_string(values, PHP_COOP_COLUMN_FINGERPRINT);
	if (!fingerprint || speaks_of(fingerprint, row->refresh_token, row->fingerprint)) {
		row->next_at = php_coop_sql_long(values, PHP_COOP_COLUMN_NEXT);
		row->strikes = fingerprint ? (int) php_coop_sql_long(values, PHP_COOP_COLUMN_STRIKES) : 0;
	} else {
		row->fingerprint[0] = '\0'; /* a login of since then: what was rejected is another token */
	}
	php_coop_secret_release(fingerprint);
	row->leased_until = php_coop_sql_long(values, PHP_COOP_COLUMN_UNTIL);
	zend_string *holder = php_coop_sql_string(values, PHP_COOP_COLUMN_HOLDER);
	if (holder) {
		strlcpy(row->holder, ZSTR_VAL(holder), sizeof(row->holder));
		zend_string_release(holder);
	}
	zval *expiry = php_coop_sql_value(values, PHP_COOP_COLUMN_EXPIRY);
	return php_coop_expiry_read(&self->zone, expiry, &row->expiry_known, &row->expires_at);
}

php_coop_read php_coop_pdo_find(php_coop_pdo_token_store *self, zend_string *user_id, php_coop_row *row)
{
	zval values[3], fetched;
	bool found;
	ZVAL_STR(&values[0], self->leases.store);
	ZVAL_STR(&values[1], user_id);
	if (self->provider) {
		ZVAL_STR(&values[2], self->provider);
	}
	memset(row, 0, sizeof(*row));
	if (!php_coop_sql_execute(&self->pdo, &self->names, PHP_COOP_SQL_READ, self->provider ? 3 : 2, values) ||
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
