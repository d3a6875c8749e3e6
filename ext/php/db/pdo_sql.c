/* SPDX-License-Identifier: MIT */
#include "pdo_sql.h"

/* ---- The names of the templates ---------------------------------------------------------------------------------- */

typedef enum condition {
	ALWAYS,
	HAS_RETURNING,
	ID_AS_TEXT,
	ID_IS_INTEGER,
	ID_IS_BINARY,
	HAS_PROVIDER,
	HAS_OWNER,
	WITHOUT_COMPANION,
	EXPIRY_IS_TIME,
	EXPIRY_IS_ZONED,
	SHORT_NOT_NULL
} condition;

typedef enum part_kind {
	NAME, /* a table or a column of the store */
	COLUMN, /* a column of the store, with the alias u */
	OWN, /* a member of php_coop_database */
	TEXT, /* a text that may depend on the store and on what the database can do */
	MANY, /* a text that is repeated PHP_COOP_MANY times */
	INDEX_NAME
} part_kind;

/* A {name} of the templates. Its texts may hold names too. */
typedef struct part {
	const char *name;
	part_kind kind;
	size_t member; /* of php_coop_sql_names or, if OWN, of php_coop_database */
	condition condition;
	const char *text; /* of TEXT, if the condition holds; the first one of MANY */
	const char *otherwise; /* of TEXT, if the condition does not hold; the others of MANY */
} part;

#define STORE(name) .member = offsetof(php_coop_sql_names, name)
#define DATABASE(name) \
 { \
#  name, OWN, .member = offsetof(php_coop_database, name) \
 }

static const part parts[] = {
	{"users", NAME, STORE(table)},
	{"companion", NAME, STORE(companion)},
	{"set_id", NAME, STORE(user_id)},
	{"set_access", NAME, STORE(access_token)},
	{"set_expiry", NAME, STORE(expires_at)},
	{"set_refresh", NAME, STORE(refresh_token)},
	{"set_provider", NAME, STORE(provider)},
	{"set_owner", NAME, STORE(resource_owner_id)},
	{"set_short", NAME, STORE(short_column)},
	{"raw_id", COLUMN, STORE(user_id)},
	{"access", COLUMN, STORE(access_token)},
	{"expiry", COLUMN, STORE(expires_at)},
	{"refresh", COLUMN, STORE(refresh_token)},
	{"provider", COLUMN, STORE(provider)},
	{"owner", COLUMN, STORE(resource_owner_id)},
	{"index", INDEX_NAME, .condition = ALWAYS},

	DATABASE(now),
	DATABASE(integer),
	DATABASE(bytes),
	DATABASE(text_key),
	DATABASE(read_id),
	DATABASE(id_value_for_integers),
	DATABASE(plain_expiry),
	DATABASE(time_expiry),
	DATABASE(zoned_expiry),
	DATABASE(same_access),
	DATABASE(same_refresh),
	DATABASE(window_by_ids),
	DATABASE(window_lock),
	DATABASE(leases_of_many),
	DATABASE(row),
	DATABASE(take),
	DATABASE(done),
	DATABASE(text),
	DATABASE(on_take),
	DATABASE(on_conflict),
	DATABASE(columns),
	DATABASE(table_end),
	DATABASE(create_index),
	DATABASE(widen),
	DATABASE(is_number),
	DATABASE(is_fraction),
	DATABASE(is_date),
	DATABASE(has_zone),
	DATABASE(beside_dates),
	DATABASE(other_number),
	DATABASE(by_no_index),

	{"rows", TEXT,
		.text =
			"{expiring}, c.strikes, c.fp, c.token_fp, {refresh}, {access}, {owner}, c.done_ts, c.next_ts, c.holder, "
			"c.until_ts, c.since_ts, c.reason"},
	{"window", TEXT, .text = "{expiring}, NULL, NULL, NULL, {refresh}, {access}, {owner}, NULL, NULL"},
	{"source", TEXT, .text = "{users} AS u LEFT JOIN {companion_rows} AS c ON c.store = ? AND c.user_key = {key}"},
	{"expiring", TEXT, .text = "{read_id}, {read_expiry}"},
	{"is_past", TEXT, .text = "done_ts < {now} - {seconds}"}, /* of a run */
	/* As php_coop_has_ended(). */
	{"is_ended", TEXT,
		.text = "strikes >= {number} AND COALESCE(reason, 'invalid_grant') IN ('invalid_grant', 'refused')"},
	{"number", TEXT, .text = "CAST(? AS {integer})"},
	{"seconds", TEXT, .text = "{number}"},
	{"forget_rejections", TEXT, .text = "fp = '', strikes = 0, since_ts = 0, next_ts = 0, reason = NULL"},
	{"returning_now", TEXT, 0, HAS_RETURNING, " RETURNING {now}", ""},
	{"returning_taken", TEXT, 0, HAS_RETURNING, " RETURNING user_key, holder", ""},
	{"key", TEXT, 0, ID_IS_BINARY, "{raw_id}", "{text_key}"},
	{"id", TEXT, 0, ID_AS_TEXT, "CAST({raw_id} AS TEXT)", "{raw_id}"},
	{"own_id", TEXT, 0, ID_AS_TEXT, "CAST({users}.{set_id} AS TEXT)", "{users}.{set_id}"},
	{"window_source", TEXT, 0, ID_AS_TEXT, "{users} AS u WHERE {id} IN ({many})", "{window_by_ids}"},
	{"id_value", TEXT, 0, ID_IS_INTEGER, "{id_value_for_integers}", "?"},
	{"and_provider", TEXT, 0, HAS_PROVIDER, " AND {provider} = ?", ""},
	{"owner_column", TEXT, 0, HAS_OWNER, "{set_owner}", "{set_id}"}, /* without such a column nobody executes it */
	{"and_own_provider", TEXT, 0, HAS_PROVIDER, " AND {users}.{set_provider} = ?", ""},
	{"read_expiry", TEXT, 0, EXPIRY_IS_ZONED, "{zoned_expiry}", "{read_naive_expiry}"},
	{"read_naive_expiry", TEXT, 0, EXPIRY_IS_TIME, "{time_expiry}", "{plain_expiry}"},
	{"short_null", TEXT, 0, SHORT_NOT_NULL, " NOT NULL", ""},
	{"companion_rows", TEXT, 0, WITHOUT_COMPANION,
		"(SELECT '' AS store, '' AS user_key, 0 AS done_ts, '' AS token_fp, '' AS fp, 0 AS strikes, 0 AS since_ts, 0 "
		"AS "
		"next_ts, '' AS holder, 0 AS until_ts, '' AS reason WHERE false)",
		"{companion}"},

	{"many", MANY, .text = "?", .otherwise = ", ?"},
	{"many_ids", MANY, .text = "{id_value}", .otherwise = ", {id_value}"},
	{"many_rows", MANY, .text = "(?)", .otherwise = ", (?)"},
	{"many_pairs", MANY, .text = "(?, ?)", .otherwise = ", (?, ?)"},
	{"many_binary_rows", MANY, .text = "{row}(CAST(? AS BINARY))", /* otherwise ann would equal Ann */
		.otherwise = ", {row}(CAST(? AS BINARY))"},
	{"many_binary_pairs", MANY, .text = "{row}(CAST(? AS BINARY), CAST(? AS BINARY))",
		.otherwise = ", {row}(CAST(? AS BINARY), CAST(? AS BINARY))"},
};

/* ---- Filling in -------------------------------------------------------------------------------------------------- */

/* What a template is filled in with, and where its text goes. All members are borrowed. */
typedef struct target {
	smart_str *sql;
	const php_coop_database *database;
	const php_coop_sql_names *names;
} target;

static void append(const target *to, const char *template_text);

static void append_identifier(const target *to, const zend_string *name)
{
	char quote = to->database->quote;
	smart_str_appendc(to->sql, quote);
	for (size_t i = 0; i < ZSTR_LEN(name); i++) {
		if (ZSTR_VAL(name)[i] == quote) {
			smart_str_appendc(to->sql, quote);
		}
		smart_str_appendc(to->sql, ZSTR_VAL(name)[i]);
	}
	smart_str_appendc(to->sql, quote);
}

static void append_name(const target *to, const part *p)
{
	const zend_string *name = *(const zend_string *const *) ((const char *) to->names + p->member);
	if (!name) {
		smart_str_appends(to->sql, "NULL");
		return;
	}
	smart_str_appends(to->sql, p->kind == COLUMN ? "u." : "");
	append_identifier(to, name);
}

#define LONGEST_NAME 63 /* PostgreSQL's limit; MariaDB and MySQL allow one more */

/* The name is different for every table and column, since names of indexes belong to the whole database. */
static void append_index_name(const target *to)
{
	const php_coop_sql_names *names = to->names;
	zend_string *name =
		zend_strpprintf(0, "%s_%s_%s", ZSTR_VAL(names->companion), ZSTR_VAL(names->table), ZSTR_VAL(names->expires_at));
	if (ZSTR_LEN(name) > LONGEST_NAME) {
		zend_string *short_name = zend_strpprintf(0, "coop_refresh_%08x", (unsigned) zend_string_hash_val(name));
		zend_string_release(name);
		name = short_name;
	}
	append_identifier(to, name);
	zend_string_release(name);
}

static bool holds(const target *to, condition c)
{
	switch (c) {
		case ALWAYS:
			return true;
		case HAS_RETURNING:
			return to->database->has_returning;
		case ID_AS_TEXT:
			return to->names->id_as_text;
		case ID_IS_INTEGER:
			return to->names->id_is_integer;
		case ID_IS_BINARY:
			return to->names->id_is_binary;
		case HAS_PROVIDER:
			return to->names->provider != NULL;
		case HAS_OWNER:
			return to->names->resource_owner_id != NULL;
		case WITHOUT_COMPANION:
			return to->names->without_companion;
		case EXPIRY_IS_TIME:
			return to->names->expiry_kind == PHP_COOP_EXPIRY_TIME;
		case EXPIRY_IS_ZONED:
			return to->names->expiry_kind == PHP_COOP_EXPIRY_ZONED;
		case SHORT_NOT_NULL:
			return to->names->short_not_null;
	}
	ZEND_ASSERT(0 && "a condition that nobody judges");
	return false;
}

static void append_part(const target *to, const part *p)
{
	switch (p->kind) {
		case NAME:
		case COLUMN:
			append_name(to, p);
			break;
		case OWN:
			append(to, *(const char *const *) ((const char *) to->database + p->member));
			break;
		case TEXT:
			append(to, holds(to, p->condition) ? p->text : p->otherwise);
			break;
		case MANY:
			append(to, p->text);
			for (int i = 1; i < PHP_COOP_MANY; i++) {
				append(to, p->otherwise);
			}
			break;
		case INDEX_NAME:
			append_index_name(to);
			break;
	}
}

/* If there is no such name, it stays as it is, and the database refuses the statement. */
static void append_named(const target *to, const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (strlen(parts[i].name) == len && memcmp(parts[i].name, name, len) == 0) {
			append_part(to, &parts[i]);
			return;
		}
	}
	ZEND_ASSERT(0 && "a template with a name that there is not");
	smart_str_appendc(to->sql, '{');
	smart_str_appendl(to->sql, name, len);
	smart_str_appendc(to->sql, '}');
}

static void append(const target *to, const char *template_text)
{
	static const char NEW[] = "new.";
	for (const char *rest = template_text; *rest;) {
		size_t plain = strcspn(rest, "{");
		smart_str_appendl(to->sql, rest, plain);
		rest += plain;
		if (*rest != '{') {
			break;
		}
		const char *name = rest + 1;
		size_t len = strcspn(name, "}");
		if (strncmp(name, NEW, strlen(NEW)) == 0) {
			smart_str_appends(to->sql, to->database->new_value[0]);
			smart_str_appendl(to->sql, name + strlen(NEW), len - strlen(NEW));
			smart_str_appends(to->sql, to->database->new_value[1]);
		} else {
			append_named(to, name, len);
		}
		rest = name + len + (name[len] == '}');
	}
}

void php_coop_sql_append(
	smart_str *sql, const php_coop_database *database, const php_coop_sql_names *names, php_coop_sql statement)
{
	append(&(target){sql, database, names}, php_coop_sql_templates[statement]);
}

zend_string *php_coop_sql_text(
	const php_coop_database *database, const php_coop_sql_names *names, php_coop_sql statement)
{
	smart_str sql = {0};
	php_coop_sql_append(&sql, database, names, statement);
	return smart_str_extract(&sql);
}

/* ---- Executing --------------------------------------------------------------------------------------------------- */

bool php_coop_sql_execute(
	php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count, zval *values)
{
	zend_string *text = NULL;
	if (Z_ISUNDEF(pdo->statements[statement])) {
		text = php_coop_sql_text(pdo->database, names, statement);
	}
	bool worked = php_coop_pdo_execute(pdo, statement, text, count, values);
	if (text) {
		zend_string_release(text);
	}
	return worked;
}

bool php_coop_sql_query(php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count,
	zval *values, zval *rows)
{
	zend_string *text = php_coop_sql_text(pdo->database, names, statement);
	bool worked = php_coop_pdo_query(pdo, text, count, values, rows);
	zend_string_release(text);
	return worked;
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

zval *php_coop_sql_value(zval *row, uint32_t column)
{
	ZVAL_DEREF(row);
	zval *value = Z_TYPE_P(row) == IS_ARRAY ? zend_hash_index_find_deref(Z_ARRVAL_P(row), column) : NULL;
	return value ? value : &EG(uninitialized_zval);
}

zend_long php_coop_sql_long(zval *row, uint32_t column)
{
	return zval_get_long(php_coop_sql_value(row, column));
}

zend_string *php_coop_sql_string(zval *row, uint32_t column)
{
	zval *value = php_coop_sql_value(row, column);
	if (Z_TYPE_P(value) == IS_STRING) {
		return Z_STRLEN_P(value) > 0 ? zend_string_copy(Z_STR_P(value)) : NULL;
	}
	return Z_TYPE_P(value) == IS_LONG || Z_TYPE_P(value) == IS_DOUBLE ? zval_get_string(value) : NULL;
}

void php_coop_sql_fill_up(zval *values, int count)
{
	for (int i = count; i < PHP_COOP_MANY; i++) {
		ZVAL_COPY_VALUE(&values[i], &values[count - 1]);
	}
}
