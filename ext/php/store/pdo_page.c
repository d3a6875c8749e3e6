/* SPDX-License-Identifier: MIT */
#include "pdo_page.h"
#include "pdo_columns.h"

#include "php/values/convert.h"

/* ---- Sections ---------------------------------------------------------------------------------------------------- */

bool php_coop_page_has_section(const php_coop_pdo_token_store *store, int section)
{
	bool holds_any = store->pdo.database->has_affinities;
	php_coop_expiry_kind kind = store->names.expiry_kind;
	switch (section) {
		case PHP_COOP_SECTION_NULL:
			/* For a NOT NULL column, IS NULL finds '0000-00-00' in MariaDB, which is also among the times. */
			return holds_any || !store->expiry_not_null;
		case PHP_COOP_SECTION_NUMBER:
			return holds_any ? !store->expiry_is_text : kind == PHP_COOP_EXPIRY_NUMBER;
		case PHP_COOP_SECTION_FRACTION:
			return holds_any && !store->expiry_is_text;
		case PHP_COOP_SECTION_EMPTY:
		case PHP_COOP_SECTION_TEXT:
		case PHP_COOP_SECTION_ZONED:
		case PHP_COOP_SECTION_OTHER:
			return holds_any || kind == PHP_COOP_EXPIRY_TEXT;
		case PHP_COOP_SECTION_TIME:
			return !holds_any && (kind == PHP_COOP_EXPIRY_TIME || kind == PHP_COOP_EXPIRY_ZONED);
		default:
			return false;
	}
}

bool php_coop_page_is_ordered(int section)
{
	return section == PHP_COOP_SECTION_NUMBER || section == PHP_COOP_SECTION_TEXT ||
		section == PHP_COOP_SECTION_ZONED || section == PHP_COOP_SECTION_TIME;
}

uint8_t php_coop_page_section_of(const php_coop_pdo_token_store *store)
{
	switch (store->names.expiry_kind) {
		case PHP_COOP_EXPIRY_NUMBER:
			return PHP_COOP_SECTION_NUMBER;
		case PHP_COOP_EXPIRY_TEXT:
			return PHP_COOP_SECTION_TEXT;
		case PHP_COOP_EXPIRY_TIME:
		case PHP_COOP_EXPIRY_ZONED:
			break;
	}
	return PHP_COOP_SECTION_TIME;
}

/* ---- A statement ------------------------------------------------------------------------------------------------- */

#define VALUES 8 /* at least: store, provider, two of a section, two of an expiry, id */

typedef struct query {
	smart_str sql;
	zval values[VALUES]; /* owned */
	uint32_t count;
} query;

static void add_value(query *q, const char *text, size_t len)
{
	ZVAL_STRINGL(&q->values[q->count++], text, len);
}

static void add_string(query *q, zend_string *string)
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

static void append(query *q, const php_coop_walk *walk, php_coop_sql part)
{
	php_coop_sql_append(&q->sql, walk->store->pdo.database, &walk->store->names, part);
}

/* Returns the latest instant whose row may be due. In a zone with summer time, the order of naive times is not quite
 * that of their instants. */
static coop_instant latest(const php_coop_walk *walk)
{
	const coop_instant slack = Z_ISUNDEF(walk->store->zone) ? 0 : 3 * 3600;
	return coop_instant_add(walk->before, slack);
}

/* A plain naive text that is later than the instant's own text is not due. Other texts, with T or with a zone, may be
 * due if they are up to two days later, because of their zone. */
static bool append_date_condition(query *q, php_coop_walk *walk, int section, php_coop_page_part part)
{
	char exact[COOP_INSTANT_TEXT_SIZE + 1], day[COOP_INSTANT_TEXT_SIZE];
	size_t len = php_coop_expiry_format(&walk->store->zone, latest(walk), exact);
	if (len == 0) {
		return false;
	}
	exact[len++] = '~'; /* sorts behind every fraction of that second */
	coop_instant_format(coop_instant_add(walk->before, 2 * COOP_SECONDS_PER_DAY), 0, day);
	/* The condition of the whole section is left out if there is a place, since of two lower bounds SQLite may use the
	 * worse one. */
	if (section == PHP_COOP_SECTION_TEXT) {
		if (part == PHP_COOP_PAGE_ALL) {
			append(q, walk, PHP_COOP_SQL_AND_TEXT);
		}
		append(q, walk, PHP_COOP_SQL_AND_DATE_BEFORE);
		add_value(q, exact, len);
		return true;
	}
	if (part == PHP_COOP_PAGE_ALL) {
		append(q, walk, PHP_COOP_SQL_AND_ZONED_FROM);
		add_value(q, exact, len);
	}
	append(q, walk, PHP_COOP_SQL_AND_ZONED_BEFORE);
	add_value(q, day, strlen("Y000-m0-d0"));
	return true;
}

static bool append_time_condition(query *q, php_coop_walk *walk)
{
	static const coop_instant FIRST = INT64_C(-62135596800), LAST = INT64_C(253402214400); /* years 1 to 9999 */
	coop_instant until = MAX(FIRST, MIN(latest(walk), LAST));
	zend_string *text = php_coop_expiry_write(&walk->store->zone, walk->store->names.expiry_kind, until);
	if (!text) {
		return false;
	}
	append(q, walk, PHP_COOP_SQL_AND_TIME_UNTIL);
	add_string(q, text);
	zend_string_release(text);
	return true;
}

static void append_number_condition(query *q, const php_coop_walk *walk, php_coop_sql condition, coop_instant number)
{
	append(q, walk, condition);
	smart_str_append_printf(&q->sql, "%" PRId64, number);
}

#define LATEST_PACKED_DATE 99991231 /* a date without separators, which as a number looks like an instant of 1973 */

static bool append_section(query *q, php_coop_walk *walk, int section, php_coop_page_part part)
{
	switch (section) {
		case PHP_COOP_SECTION_NULL:
			append(q, walk, PHP_COOP_SQL_AND_EXPIRY_NULL);
			return true;
		case PHP_COOP_SECTION_EMPTY:
			append(q, walk, PHP_COOP_SQL_AND_EXPIRY_EMPTY);
			return true;
		case PHP_COOP_SECTION_NUMBER:
			append_number_condition(q, walk, PHP_COOP_SQL_AND_NUMBER_UNTIL, walk->before);
			return true;
		case PHP_COOP_SECTION_FRACTION:
			append_number_condition(q, walk, PHP_COOP_SQL_AND_FRACTION_BEFORE, coop_instant_add(walk->before, 1));
			return true;
		case PHP_COOP_SECTION_TEXT:
		case PHP_COOP_SECTION_ZONED:
			return append_date_condition(q, walk, section, part);
		case PHP_COOP_SECTION_TIME:
			return append_time_condition(q, walk);
		case PHP_COOP_SECTION_OTHER:
			append_number_condition(
				q, walk, PHP_COOP_SQL_AND_OTHER_UNTIL, MAX(walk->before, (coop_instant) LATEST_PACKED_DATE));
			return true;
		default: /* PHP_COOP_SECTION_EVERYONE has no condition */
			return true;
	}
}

/* Appends a comparison of the expiry with that of the walk's place. */
static void append_place(query *q, const php_coop_walk *walk, int section, php_coop_sql comparison)
{
	append(q, walk, comparison);
	if (section == PHP_COOP_SECTION_NUMBER) {
		smart_str_appends(&q->sql, walk->place.raw);
	} else {
		smart_str_appendc(&q->sql, '?');
		add_value(q, walk->place.raw, strlen(walk->place.raw));
	}
}

static void append_expiry(query *q, const php_coop_walk *walk, int section, php_coop_page_part part)
{
	if (part == PHP_COOP_PAGE_LATER) {
		append_place(q, walk, section, PHP_COOP_SQL_AND_EXPIRY_AFTER);
	} else if (walk->store->pdo.database->wants_range) {
		append_place(q, walk, section, PHP_COOP_SQL_AND_EXPIRY_FROM);
		append_place(q, walk, section, PHP_COOP_SQL_AND_EXPIRY_TO);
	} else {
		append_place(q, walk, section, PHP_COOP_SQL_AND_EXPIRY_IS);
	}
}

static void append_key(query *q, const php_coop_walk *walk, int section, php_coop_page_part part)
{
	if (php_coop_page_is_ordered(section)) {
		append_expiry(q, walk, section, part);
	}
	if (part == PHP_COOP_PAGE_SAME) {
		append(q, walk, PHP_COOP_SQL_AND_ID_AFTER);
		zval *value = &q->values[q->count++];
		php_coop_pdo_store_bind_id(walk->store, value, walk->user_id);
		Z_TRY_ADDREF_P(value);
	}
}

static bool append_conditions(query *q, php_coop_walk *walk, int section, php_coop_page_part part)
{
	append(q, walk,
		walk->everyone			   ? PHP_COOP_SQL_WHERE_TOKENS
			: walk->expired_logins ? PHP_COOP_SQL_WHERE_NO_REFRESH_TOKEN
								   : PHP_COOP_SQL_WHERE_REFRESH_TOKEN);
	if (walk->store->provider) {
		add_string(q, walk->store->provider);
	}
	if (!append_section(q, walk, section, part)) {
		return false;
	}
	if (part != PHP_COOP_PAGE_ALL) {
		append_key(q, walk, section, part);
	}
	return true;
}

/* The two odd sections are nearly empty. Sorting them costs little, but walking the whole table in the order of its ids
 * to find their rows costs much. */
static php_coop_sql order_of(int section)
{
	if (php_coop_page_is_ordered(section)) {
		return PHP_COOP_SQL_BY_EXPIRY;
	}
	return section == PHP_COOP_SECTION_FRACTION || section == PHP_COOP_SECTION_OTHER ? PHP_COOP_SQL_BY_ID_SORTED
																					 : PHP_COOP_SQL_BY_ID;
}

bool php_coop_page_fetch(php_coop_walk *walk, int section, php_coop_page_part part, zend_long size, zval *rows)
{
	query q = {0};
	append(&q, walk, walk->whole_rows ? PHP_COOP_SQL_ROWS : PHP_COOP_SQL_KEYS);
	if (walk->whole_rows) {
		add_string(&q, walk->store->leases.store);
	}
	bool worked = append_conditions(&q, walk, section, part);
	if (worked) {
		append(&q, walk, walk->backwards ? PHP_COOP_SQL_BY_EXPIRY_BACKWARDS : order_of(section));
		smart_str_append_long(&q.sql, size);
		smart_str_0(&q.sql);
		worked = php_coop_pdo_query(&walk->store->pdo, q.sql.s, q.count, q.values, rows);
	}
	query_clear(&q);
	return worked;
}

int64_t php_coop_page_count(php_coop_walk *walk, int section)
{
	query q = {0};
	zval rows;
	int64_t count = -1;
	append(&q, walk, PHP_COOP_SQL_COUNT);
	if (append_conditions(&q, walk, section, PHP_COOP_PAGE_ALL)) {
		smart_str_0(&q.sql);
		if (php_coop_pdo_query(&walk->store->pdo, q.sql.s, q.count, q.values, &rows)) {
			zval *row = zend_hash_index_find(Z_ARRVAL(rows), 0);
			count = row ? php_coop_sql_long(row, 0) : 0;
			zval_ptr_dtor(&rows);
		}
	}
	query_clear(&q);
	return count;
}
