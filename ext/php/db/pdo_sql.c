/* SPDX-License-Identifier: MIT */
#include "pdo_sql.h"

#include "core/lease.h"

/* ---- Templates ---------------------------------------------------------------------------------------------------- */

/* Columns are written with their table or its alias throughout: SQLite takes a quoted name that is no column for a text.
 * An UPDATE has no alias, since with one SQLite does not find the columns of a view.
 *
 * {users} {companion}         tables                     {id} {access} {expiry} {refresh}   columns of u
 * {rows} {keys} {source}      parts, see below           {now}                              the database's clock
 * {and_provider}              " AND u.provider = ?", or nothing; always the last parameter
 */
/* In MariaDB tokens are compared as bytes: its texts are equal to others that differ in case or in spaces at the end. */
#define ALIKE(text) \
 { \
  text, text, text \
 }
#define SAVE(access, refresh) \
 "UPDATE {users} SET {set_access} = COALESCE(?, {users}.{set_access}), " \
 "{set_expiry} = COALESCE(?, {users}.{set_expiry}), {set_refresh} = COALESCE(?, {users}.{set_refresh}) " \
 "WHERE {own_id} = {id_value} AND " access " AND " refresh "{and_own_provider}"
#define SAME_TEXT(column, collation) "COALESCE(CAST({users}." column " AS TEXT), '') = ? COLLATE " collation
#define SAME_BYTES(column) "COALESCE(CAST(CAST({users}." column " AS CHAR) AS BINARY), '') = CAST(? AS BINARY)"
#define WINDOW(locked) "SELECT {window} FROM {users} AS u WHERE {id} IN ({many_ids}){and_provider}" locked
#define LEASE_READ "SELECT c.user_key, c.holder, c.until_ts, c.done_ts, c.next_ts, c.strikes, c.fp FROM "
#define LEASES_OF_MANY "{companion} AS c WHERE c.store = ? AND c.user_key IN ({many})"
#define LEASE_TAKE(store, key, holder, keys) \
 "INSERT INTO {companion} (store, user_key, holder, until_ts) SELECT " store ", " key ", " holder \
 ", CAST(? AS {integer}) FROM " keys " {on_take} RETURNING user_key, holder"
#define STORE_ID_WRITE "INSERT INTO {companion} (store, user_key, holder) VALUES (?, '', ?) "
#define KEEP_STORE_ID \
 "ON CONFLICT (store, user_key) DO UPDATE SET holder = CASE {companion}.holder WHEN '' THEN excluded.holder " \
 "ELSE {companion}.holder END"
#define COMPANION(key, text, end) \
 "CREATE TABLE IF NOT EXISTS {companion} (\n" \
 "  store     " key \
 "(" ZEND_TOSTR(COOP_USER_KEY_MAXIMUM) ") NOT NULL,\n" \
									   "  user_key  " key "(" ZEND_TOSTR( \
										   COOP_USER_KEY_MAXIMUM) ") NOT NULL,\n" \
																  "  holder    " text "(64)  NOT NULL DEFAULT '',\n" \
																  "  until_ts  BIGINT       NOT NULL DEFAULT 0,\n" \
																  "  done_ts   BIGINT       NOT NULL DEFAULT 0,\n" \
																  "  fp        " text "(32)  NOT NULL DEFAULT '',\n" \
																  "  strikes   INT          NOT NULL DEFAULT 0,\n" \
																  "  next_ts   BIGINT       NOT NULL DEFAULT 0,\n" \
																  "  reason    VARCHAR(40),\n" \
																  "  PRIMARY KEY (store, user_key)\n" \
																  ")" end

static const char *const statements[PHP_COOP_SQL_STATEMENTS][PHP_COOP_PDO_DRIVERS] = {
	[PHP_COOP_SQL_READ] = ALIKE("SELECT {rows} FROM {source} WHERE {id} = {id_value}{and_provider}"),
	[PHP_COOP_SQL_SAVE] = {SAVE(SAME_TEXT("{set_access}", "BINARY"), SAME_TEXT("{set_refresh}", "BINARY")),
		SAVE(SAME_TEXT("{set_access}", "\"C\""), SAME_TEXT("{set_refresh}", "\"C\"")),
		SAVE(SAME_BYTES("{set_access}"), SAME_BYTES("{set_refresh}"))},
	[PHP_COOP_SQL_LOGIN] = ALIKE("UPDATE {users} SET {set_access} = ?, {set_expiry} = ?, "
								 "{set_refresh} = COALESCE(?, {users}.{set_refresh}) "
								 "WHERE {own_id} = {id_value}{and_own_provider}"),
	[PHP_COOP_SQL_REMOVE] = ALIKE("UPDATE {users} SET {set_access} = ?, {set_expiry} = ?, {set_refresh} = ? "
								  "WHERE {own_id} = {id_value}{and_own_provider}"),
	/* On SQLite not by a list: for each it builds a table in memory. */
	[PHP_COOP_SQL_WINDOW] = {"SELECT {window} FROM {window_source}{and_provider}",
		WINDOW(" FOR NO KEY UPDATE OF u SKIP LOCKED"), WINDOW(" FOR UPDATE SKIP LOCKED")},
	[PHP_COOP_SQL_LEASE_LOGIN] = ALIKE(
		"INSERT INTO {companion} (store, user_key, done_ts) SELECT ?, {key}, {now} FROM {users} AS u WHERE {id} = "
		"{id_value}{and_provider} {on_login}"),
	[PHP_COOP_SQL_LEASE_RUN] =
		ALIKE("INSERT INTO {companion} (store, user_key, until_ts, done_ts, next_ts, strikes) VALUES (?, ?, {now} + "
			  "CAST(? AS {integer}), {now}, {now}, 1) {on_run} RETURNING {now}"),
	[PHP_COOP_SQL_LEASE_READ] = {LEASE_READ "(SELECT ? AS store) AS s CROSS JOIN (VALUES {many_rows}) AS v CROSS JOIN "
											"{companion} AS c ON c.store = s.store AND c.user_key = v.column1",
		LEASE_READ LEASES_OF_MANY, LEASE_READ LEASES_OF_MANY},
	/* A lease is free when nobody holds it. A row that was saved since the start is done; of those of the same second it
	 * has been found out before. */
	[PHP_COOP_SQL_LEASE_TAKE] = {LEASE_TAKE("?", "column1", "?", "(VALUES {many_rows}) WHERE true"),
		LEASE_TAKE("DISTINCT CAST(? AS VARCHAR)", "v.k", "CAST(? AS VARCHAR)", "(VALUES {many_rows}) AS v(k)"),
		LEASE_TAKE("?", "v.k", "?", "({many_unions}) AS v")},
	[PHP_COOP_SQL_LEASE_TAKE_OVER] =
		ALIKE("UPDATE {companion} SET holder = ?, until_ts = CAST(? AS {integer}) WHERE store "
			  "= ? AND user_key = ? AND holder = ? AND done_ts <= CAST(? AS {integer})"),
	/* MariaDB assigns from left to right, the others all at once: what is looked at comes before it is changed. */
	[PHP_COOP_SQL_LEASE_DONE] =
		ALIKE("UPDATE {companion} SET done_ts = CAST(? AS {integer}), fp = '', strikes = 0, next_ts = 0, reason = "
			  "NULL, until_ts = CASE "
			  "WHEN holder LIKE ? THEN 0 ELSE until_ts END, holder = CASE WHEN holder LIKE ? THEN '' ELSE holder END "
			  "WHERE store = ? AND user_key IN ({many})"),
	[PHP_COOP_SQL_LEASE_RELEASE] = ALIKE(
		"UPDATE {companion} SET until_ts = 0, holder = '' WHERE holder LIKE ? AND store = ? AND user_key IN ({many})"),
	[PHP_COOP_SQL_LEASE_REJECTED] = ALIKE(
		"UPDATE {companion} SET strikes = CASE WHEN fp = ? THEN strikes ELSE 0 END, next_ts = {now} + {seconds}, "
		"reason = 'rejected', fp = ?, until_ts = 0, holder = '' WHERE holder LIKE ? AND store = ? AND user_key = ?"),
	[PHP_COOP_SQL_LEASE_UNSAVEABLE] = ALIKE(
		"UPDATE {companion} SET next_ts = {now} + {seconds}, reason = 'unsaveable', until_ts = CASE WHEN holder LIKE "
		"? THEN 0 ELSE until_ts END, holder = CASE WHEN holder LIKE ? THEN '' ELSE holder END WHERE store = ? "
		"AND user_key = ?"),
	[PHP_COOP_SQL_LEASE_STRIKE] = ALIKE(
		"UPDATE {companion} SET next_ts = {now} + CASE WHEN strikes + 1 >= {number} THEN {seconds} ELSE {seconds} END, "
		"strikes = strikes + 1, reason = 'invalid_grant' WHERE store = ? AND user_key = ? AND fp = ? AND reason = "
		"'rejected'"),
	[PHP_COOP_SQL_LEASE_FORGIVE] = ALIKE(
		"UPDATE {companion} SET next_ts = 0, reason = NULL WHERE store = ? AND user_key = ? AND fp = ? AND reason = "
		"'rejected'"),
	[PHP_COOP_SQL_RUNS] =
		ALIKE("SELECT user_key, strikes, until_ts, done_ts, next_ts, CASE WHEN {is_past} THEN 1 ELSE 0 END FROM "
			  "{companion} WHERE store = ?"),
	[PHP_COOP_SQL_RUN_COUNT] = ALIKE("INSERT INTO {companion} (store, user_key, done_ts, next_ts, strikes) VALUES (?, "
									 "?, {now}, {now}, CAST(? AS {integer})) {on_count}"),
	[PHP_COOP_SQL_RUN_END] = ALIKE("UPDATE {companion} SET until_ts = 0 WHERE store = ? AND user_key = ?"),
	[PHP_COOP_SQL_RUNS_REMOVE] =
		ALIKE("DELETE FROM {companion} WHERE store = ? AND user_key IN ({many}) AND {is_past}"),
	/* PostgreSQL: the base type of a domain, and no modifier of it but the length. */
	[PHP_COOP_SQL_COLUMNS] = {"SELECT name, type, \"notnull\", NULL FROM pragma_table_xinfo(?)",
		"SELECT a.attname, format_type(b.oid, -1), CASE WHEN a.attnotnull THEN 1 ELSE 0 END, "
		"CASE WHEN b.oid IN (1042, 1043) AND m.length > 4 THEN m.length - 4 END "
		"FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid "
		"JOIN pg_catalog.pg_type AS b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END "
		"CROSS JOIN LATERAL (SELECT CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END AS length) AS m "
		"WHERE a.attrelid = to_regclass(quote_ident(CAST(? AS TEXT))) AND a.attnum > 0 AND NOT a.attisdropped "
		"ORDER BY a.attnum",
		"SELECT column_name, data_type, is_nullable = 'NO', character_maximum_length FROM information_schema.columns "
		"WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position"},
	[PHP_COOP_SQL_STORE_ID] =
		ALIKE("SELECT holder FROM {companion} WHERE store = ? AND user_key = '' AND holder <> ''"),
	[PHP_COOP_SQL_STORE_ID_WRITE] = {STORE_ID_WRITE KEEP_STORE_ID, STORE_ID_WRITE KEEP_STORE_ID,
		STORE_ID_WRITE "ON DUPLICATE KEY UPDATE holder = IF(holder = '', VALUES(holder), holder)"},
	[PHP_COOP_SQL_REAUTHORIZE] =
		ALIKE("SELECT user_key FROM {companion} WHERE store = ? AND strikes >= {number} ORDER BY user_key"),
	[PHP_COOP_SQL_COMPANION] = {COMPANION("VARCHAR", "VARCHAR", " WITHOUT ROWID"), COMPANION("VARCHAR", "VARCHAR", ""),
		COMPANION("VARBINARY", "VARBINARY", " ENGINE=InnoDB")},
	[PHP_COOP_SQL_INDEX] = ALIKE("CREATE INDEX IF NOT EXISTS {index} ON {users} ({set_expiry}, {set_id})"),
	[PHP_COOP_SQL_WIDEN] = {"", "ALTER TABLE {users} ALTER COLUMN {set_short} TYPE TEXT",
		"ALTER TABLE {users} MODIFY {set_short} VARCHAR(2048){short_null}"},
	[PHP_COOP_SQL_COUNT] = ALIKE("SELECT COUNT(*) FROM {users} AS u WHERE "),
	[PHP_COOP_SQL_KEYS] = ALIKE("SELECT {expiring} FROM {users} AS u WHERE "),
	[PHP_COOP_SQL_ROWS] = ALIKE("SELECT {rows} FROM {source} WHERE "),
};

typedef enum part_kind { IDENTIFIER, COLUMN, TEXT } part_kind;

/* A {name} of a template: an identifier, a column of u, or text with names of its own. */
typedef struct part {
	const char *name;
	part_kind kind;
	size_t member; /* of php_coop_sql_names, for the first two */
	const char *text[PHP_COOP_PDO_DRIVERS];
} part;

#define MEMBER(name) \
 offsetof(php_coop_sql_names, name), \
 { \
  NULL \
 }

#define DATE_GLOB "'[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'"
#define DATE_PATTERN "^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]"
#define ON_LOGIN \
 "ON CONFLICT (store, user_key) DO UPDATE SET done_ts = excluded.done_ts, fp = '', strikes = 0, next_ts = 0, reason " \
 "= NULL"
#define ON_RUN \
 "ON CONFLICT (store, user_key) DO UPDATE SET until_ts = excluded.until_ts, done_ts = excluded.done_ts, strikes = " \
 "{companion}.strikes + 1"
#define ON_TAKE \
 "ON CONFLICT (store, user_key) DO UPDATE SET holder = excluded.holder, until_ts = excluded.until_ts WHERE " \
 "{companion}.holder = '' AND {companion}.done_ts <= CAST(? AS {integer})"
/* PostgreSQL, whatever the session's DateStyle; the cast is for infinity. */
#define PG_TEXT(instant, zone) \
 "COALESCE(to_char(" instant ", 'YYYY-MM-DD HH24:MI:SS.US')" zone ", CAST({expiry} AS TEXT))"

static const part parts[] = {
	{"users", IDENTIFIER, MEMBER(table)},
	{"companion", IDENTIFIER, MEMBER(companion)},
	{"set_id", IDENTIFIER, MEMBER(user_id)},
	{"set_access", IDENTIFIER, MEMBER(access_token)},
	{"set_expiry", IDENTIFIER, MEMBER(expires_at)},
	{"set_refresh", IDENTIFIER, MEMBER(refresh_token)},
	{"set_provider", IDENTIFIER, MEMBER(provider)},
	{"raw_id", COLUMN, MEMBER(user_id)},
	{"access", COLUMN, MEMBER(access_token)},
	{"expiry", COLUMN, MEMBER(expires_at)},
	{"refresh", COLUMN, MEMBER(refresh_token)},
	{"provider", COLUMN, MEMBER(provider)},
	{"owner", COLUMN, MEMBER(resource_owner_id)},
	{"set_short", IDENTIFIER, MEMBER(short_column)},
	{"now", TEXT, 0,
		{"CAST(strftime('%s', 'now') AS INTEGER)", "CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)",
			"UNIX_TIMESTAMP()"}},
	{"integer", TEXT, 0, {"INTEGER", "BIGINT", "SIGNED"}},
	/* The user id as the companion table has it: what a program reads from the row. */
	{"key", TEXT, 0, {"CAST({raw_id} AS TEXT)", "CAST({raw_id} AS TEXT)", "CAST({raw_id} AS CHAR)"}},
	{"by_no_index", TEXT, 0, {"+", "", ""}}, /* before a column: SQLite uses no index for it */
	/* A REAL would be read as "1700000000.5", which is no instant. */
	{"expiring", TEXT, 0,
		{"{raw_id}, CASE typeof({expiry}) WHEN 'real' THEN CAST({expiry} AS INTEGER) ELSE {expiry} END",
			"{key}, {pg_zoned_expiry}", "{raw_id}, CAST({expiry} AS CHAR)"}},
	{"rows", TEXT, 0,
		ALIKE("{expiring}, c.strikes, c.fp, NULL, {refresh}, {access}, {owner}, c.done_ts, c.next_ts, c.holder, "
			  "c.until_ts")},
	{"window", TEXT, 0, ALIKE("{expiring}, NULL, NULL, NULL, {refresh}, {access}, {owner}, NULL, NULL")},
	{"source", TEXT, 0, ALIKE("{users} AS u LEFT JOIN {companion_rows} AS c ON c.store = ? AND c.user_key = {key}")},
	{"on_login", TEXT, 0,
		{ON_LOGIN, ON_LOGIN,
			"ON DUPLICATE KEY UPDATE done_ts = VALUES(done_ts), fp = '', strikes = 0, next_ts = 0, reason = NULL"}},
	{"on_run", TEXT, 0,
		{ON_RUN, ON_RUN,
			"ON DUPLICATE KEY UPDATE until_ts = VALUES(until_ts), done_ts = VALUES(done_ts), strikes = strikes + 1"}},
	/* Whose journal is replayed goes on no more. */
	{"on_count", TEXT, 0,
		{"ON CONFLICT (store, user_key) DO UPDATE SET strikes = excluded.strikes, until_ts = 0",
			"ON CONFLICT (store, user_key) DO UPDATE SET strikes = excluded.strikes, until_ts = 0",
			"ON DUPLICATE KEY UPDATE strikes = VALUES(strikes), until_ts = 0"}},
	{"on_take", TEXT, 0,
		{ON_TAKE, ON_TAKE,
			"ON DUPLICATE KEY UPDATE until_ts = IF({companion}.holder = '' AND {companion}.done_ts <= CAST(? AS "
			"SIGNED), "
			"VALUES(until_ts), {companion}.until_ts), holder = IF({companion}.holder = '' AND {companion}.until_ts = "
			"VALUES(until_ts), VALUES(holder), {companion}.holder)"}},
	{"is_past", TEXT, 0, ALIKE("done_ts < {now} - {seconds}")}, /* of a run */
	{"number", TEXT, 0, ALIKE("CAST(? AS {integer})")},
	{"seconds", TEXT, 0, ALIKE("{number}")},
	/* Of the walk over the due rows. */
	{"is_fraction", TEXT, 0,
		{"(typeof({expiry}) = 'real' AND {expiry} <> CAST({expiry} AS INTEGER))", "false", "false"}},
	{"is_number_until", TEXT, 0,
		{"NOT {is_fraction} AND typeof({expiry}) IN ('integer', 'real') AND {expiry} <= ", "{expiry} <= ",
			"{expiry} <= "}},
	{"is_date", TEXT, 0,
		{"(typeof({expiry}) = 'text' AND length({expiry}) <= 35 AND "
		 "{expiry} GLOB " DATE_GLOB ")",
			"(length({expiry}) <= 35 AND {expiry} ~ '" DATE_PATTERN "')",
			"(CHAR_LENGTH({expiry}) <= 35 AND {expiry} REGEXP '" DATE_PATTERN "')"}},
	{"has_zone", TEXT, 0,
		{"substr({expiry}, 11) GLOB '*[-+TtZz]*'", "substr({expiry}, 11) ~ '[-+TtZz]'",
			"SUBSTR({expiry}, 11) REGEXP '[-+TtZz]'"}},
	/* What is no date stands anywhere among the texts, and in SQLite every column can hold texts. Dates are most of a
	 * table, so the index is asked, day by day, for the first text behind all those of a day. */
	{"beside_dates", TEXT, 0,
		{"{expiry} IN (WITH RECURSIVE walk(text) AS (SELECT MIN(f.{set_expiry}) FROM {users} AS f WHERE f.{set_expiry} "
		 "> '' UNION SELECT (SELECT MIN(f.{set_expiry}) FROM {users} AS f WHERE f.{set_expiry} > CASE WHEN text "
		 "GLOB " DATE_GLOB " THEN substr(text, 1, 10) || '~' ELSE text END) FROM walk) SELECT text FROM walk WHERE NOT "
		 "text GLOB " DATE_GLOB ")",
			"{expiry} > ''", "{expiry} > ''"}},
	/* Garbage casts to 0 or to the number that it begins with: a year, at most a date without separators. */
	{"is_other_until", TEXT, 0,
		{"typeof({expiry}) IN ('text', 'blob') AND NOT {is_date} AND CAST({expiry} AS INTEGER) <= ",
			"NOT {is_date} AND CASE WHEN {expiry} ~ '^[0-9]+$' AND length({expiry}) < 19 "
			"THEN CAST({expiry} AS BIGINT) ELSE 0 END <= ",
			"NOT {is_date} AND CAST({expiry} AS SIGNED) <= "}},
};

#define NO_COMPANION \
 "(SELECT '' AS store, '' AS user_key, 0 AS done_ts, '' AS fp, 0 AS strikes, 0 AS next_ts, '' AS holder, 0 AS " \
 "until_ts WHERE false)"

typedef enum condition {
	ID_AS_TEXT,
	ID_AS_BIGINT,
	HAS_PROVIDER,
	WITHOUT_COMPANION,
	EXPIRY_IS_TIME,
	EXPIRY_IS_ZONED,
	SHORT_NOT_NULL
} condition;

/* A {name} whose text depends on the store. */
typedef struct choice {
	const char *name;
	condition condition;
	const char *when_it_holds;
	const char *otherwise;
} choice;

static const choice choices[] = {
	{"id", ID_AS_TEXT, "CAST({raw_id} AS TEXT)", "{raw_id}"},
	{"window_source", ID_AS_TEXT, "{users} AS u WHERE {id} IN ({many})",
		"(VALUES {many_rows}) AS v CROSS JOIN {users} AS u ON {id} = v.column1"},
	{"id_value", ID_AS_BIGINT, "CAST(? AS BIGINT)", "?"},
	{"own_id", ID_AS_TEXT, "CAST({users}.{set_id} AS TEXT)", "{users}.{set_id}"},
	{"and_provider", HAS_PROVIDER, " AND {provider} = ?", ""},
	{"and_own_provider", HAS_PROVIDER, " AND {users}.{set_provider} = ?", ""},
	{"pg_zoned_expiry", EXPIRY_IS_ZONED, PG_TEXT("{expiry} AT TIME ZONE 'UTC'", " || '+00'"), "{pg_expiry}"},
	{"pg_expiry", EXPIRY_IS_TIME, PG_TEXT("{expiry}", ""), "CAST({expiry} AS TEXT)"},
	{"short_null", SHORT_NOT_NULL, " NOT NULL", ""},
	{"companion_rows", WITHOUT_COMPANION, NO_COMPANION, "{companion}"},
};

/* A {name} that stands for PHP_COOP_MANY parameters. */
typedef struct list {
	const char *name;
	const char *first; /* one parameter */
	const char *next;
} list;

static const list lists[] = {
	{"many", "?", ", ?"}, {"many_ids", "{id_value}", ", {id_value}"}, {"many_rows", "(?)", ", (?)"},
	{"many_unions", "SELECT CAST(? AS BINARY) AS k", " UNION SELECT CAST(? AS BINARY)"}, /* else ann were Ann */
};

/* ---- Filling in --------------------------------------------------------------------------------------------------- */

static void append_identifier(smart_str *sql, php_coop_pdo_driver driver, const zend_string *name)
{
	char quote = driver == PHP_COOP_PDO_MYSQL ? '`' : '"';
	smart_str_appendc(sql, quote);
	for (size_t i = 0; i < ZSTR_LEN(name); i++) {
		if (ZSTR_VAL(name)[i] == quote) {
			smart_str_appendc(sql, quote);
		}
		smart_str_appendc(sql, ZSTR_VAL(name)[i]);
	}
	smart_str_appendc(sql, quote);
}

#define LONGEST_NAME 63 /* PostgreSQL; MariaDB allows one more */

/* Different for every column, since the name of an index is one of the whole database. */
static void append_index_name(smart_str *sql, php_coop_pdo_driver driver, const php_coop_sql_names *names)
{
	zend_string *name =
		zend_strpprintf(0, "%s_%s_%s", ZSTR_VAL(names->companion), ZSTR_VAL(names->table), ZSTR_VAL(names->expires_at));
	if (ZSTR_LEN(name) > LONGEST_NAME) {
		zend_string *short_name = zend_strpprintf(0, "coop_refresh_%08x", (unsigned) zend_string_hash_val(name));
		zend_string_release(name);
		name = short_name;
	}
	append_identifier(sql, driver, name);
	zend_string_release(name);
}

static void append_list(smart_str *sql, php_coop_pdo_driver driver, const php_coop_sql_names *names, const list *l)
{
	php_coop_sql_append(sql, driver, names, l->first);
	for (int i = 1; i < PHP_COOP_MANY; i++) {
		php_coop_sql_append(sql, driver, names, l->next);
	}
}

static bool holds(const php_coop_sql_names *names, condition c)
{
	switch (c) {
		case ID_AS_TEXT:
			return names->id_as_text;
		case ID_AS_BIGINT:
			return names->id_as_bigint;
		case HAS_PROVIDER:
			return names->provider != NULL;
		case EXPIRY_IS_TIME:
			return names->expiry_kind == PHP_COOP_EXPIRY_TIME;
		case EXPIRY_IS_ZONED:
			return names->expiry_kind == PHP_COOP_EXPIRY_ZONED;
		case SHORT_NOT_NULL:
			return names->short_not_null;
		default:
			return names->without_companion;
	}
}

static bool is_named(const char *part_name, const char *name, size_t len)
{
	return strlen(part_name) == len && memcmp(part_name, name, len) == 0;
}

static bool append_special(
	smart_str *sql, php_coop_pdo_driver driver, const php_coop_sql_names *names, const char *name, size_t len)
{
	if (is_named("index", name, len)) {
		append_index_name(sql, driver, names);
		return true;
	}
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (is_named(lists[i].name, name, len)) {
			append_list(sql, driver, names, &lists[i]);
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
		if (is_named(choices[i].name, name, len)) {
			const choice *c = &choices[i];
			php_coop_sql_append(sql, driver, names, holds(names, c->condition) ? c->when_it_holds : c->otherwise);
			return true;
		}
	}
	return false;
}

static void append_part(
	smart_str *sql, php_coop_pdo_driver driver, const php_coop_sql_names *names, const char *name, size_t len)
{
	if (append_special(sql, driver, names, name, len)) {
		return;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!is_named(parts[i].name, name, len)) {
			continue;
		}
		if (parts[i].kind == TEXT) {
			php_coop_sql_append(sql, driver, names, parts[i].text[driver]);
			return;
		}
		zend_string *identifier = *(zend_string *const *) ((const char *) names + parts[i].member);
		if (!identifier) {
			smart_str_appends(sql, "NULL");
			return;
		}
		smart_str_appends(sql, parts[i].kind == COLUMN ? "u." : "");
		append_identifier(sql, driver, identifier);
		return;
	}
	ZEND_UNREACHABLE();
}

void php_coop_sql_append(
	smart_str *sql, php_coop_pdo_driver driver, const php_coop_sql_names *names, const char *template_text)
{
	for (const char *rest = template_text; *rest;) {
		size_t plain = strcspn(rest, "{");
		smart_str_appendl(sql, rest, plain);
		rest += plain;
		if (*rest == '{') {
			size_t len = strcspn(rest + 1, "}");
			append_part(sql, driver, names, rest + 1, len);
			rest += len + 2;
		}
	}
}

zend_string *php_coop_sql_text(php_coop_pdo_driver driver, const php_coop_sql_names *names, php_coop_sql statement)
{
	smart_str sql = {0};
	php_coop_sql_append(&sql, driver, names, statements[statement][driver]);
	return smart_str_extract(&sql);
}

/* ---- Executing ---------------------------------------------------------------------------------------------------- */

bool php_coop_sql_execute(
	php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count, zval *values)
{
	zend_string *text = NULL;
	if (Z_ISUNDEF(pdo->statements[statement])) {
		text = php_coop_sql_text(pdo->driver, names, statement);
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
	zend_string *text = php_coop_sql_text(pdo->driver, names, statement);
	bool worked = php_coop_pdo_query(pdo, text, count, values, rows);
	zend_string_release(text);
	return worked;
}

/* ---- Values ------------------------------------------------------------------------------------------------------- */

zval *php_coop_sql_value(zval *row, uint32_t column)
{
	zval *value = zend_hash_index_find_deref(Z_ARRVAL_P(row), column);
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
