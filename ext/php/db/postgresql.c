/* SPDX-License-Identifier: MIT */
#include "database.h"

/* Whatever the session's DateStyle is. The cast is for infinity. */
#define EXPIRY(instant, zone) \
 "COALESCE(to_char(" instant ", 'YYYY-MM-DD HH24:MI:SS.US')" zone ", CAST({expiry} AS TEXT))"
#define SAME(column) "COALESCE(CAST({users}." column " AS TEXT), '') = ? COLLATE \"C\""

static const php_coop_fault faults[] = {
	{PHP_COOP_PDO_FAULT_RETRY, "55P03", 0, NULL}, /* lock_timeout */
	{PHP_COOP_PDO_FAULT_RETRY, "40P01", 0, NULL}, /* a deadlock */
	{PHP_COOP_PDO_FAULT_RETRY, "40001", 0, NULL}, /* serialization */
	{PHP_COOP_PDO_FAULT_LOST, "08", 0, NULL},
	{PHP_COOP_PDO_FAULT_LOST, "57P01", 0, NULL}, /* terminated, */
	{PHP_COOP_PDO_FAULT_LOST, "57P02", 0, NULL}, /* crashed, */
	{PHP_COOP_PDO_FAULT_LOST, "57P03", 0, NULL}, /* cannot connect now */
	{PHP_COOP_PDO_FAULT_LOST, "25006", 0, NULL}, /* read-only, as a primary is that another one has taken over from */
	{PHP_COOP_PDO_FAULT_ROW, "22", 0, NULL}, /* too long, no such date, not UTF-8, ... */
	{PHP_COOP_PDO_FAULT_ROW, "23", 0, NULL}, /* a constraint */
	{PHP_COOP_PDO_FAULT_ROW, "P0001", 0, NULL}, /* what a trigger raises */
	/* What libpq says itself, in the user's language, has no SQLSTATE: the connection is closed. */
	{PHP_COOP_PDO_FAULT_LOST, "HY000", 7, NULL},
	{PHP_COOP_PDO_FAULT_LOST, NULL, 7, "connection to server"},
	{PHP_COOP_PDO_FAULT_LOST, NULL, 7, "could not connect"},
	{PHP_COOP_PDO_FAULT_OTHER, NULL, 0, NULL},
};

const php_coop_database php_coop_postgresql = {
	.name = "PostgreSQL",
	.driver = "pgsql",
	.version = "SELECT version()",
	.mark = "PostgreSQL", /* what else speaks its protocol, CockroachDB for one, does not call itself so */
	.oldest = "13",

	.quote = '"',
	.has_returning = true,
	.cuts_at_zero_byte = true,
	.quotes_values = true,
	.key_unit = PHP_COOP_KEY_CHARACTERS,

	.waits = {{"SELECT CAST(setting AS BIGINT) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout'",
		"SET lock_timeout = " ZEND_LONG_FMT, PHP_COOP_WAIT_MILLISECONDS, true}},
	/* A session may commit without waiting for the disk: not this transaction. */
	.after_begin =
		"SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT set_config('synchronous_commit', 'on', true) "
		"WHERE current_setting('synchronous_commit') = 'off'",
	.faults = faults,

	.now = "CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)",
	.integer = "BIGINT",
	.text = "CAST(? AS VARCHAR)",
	.bytes = "VARCHAR",
	.text_key = "CAST({raw_id} AS TEXT)",
	.read_id = "{key}",
	.id_value_for_integers = "CAST(? AS BIGINT)", /* the column may be of small ones */
	.plain_expiry = "CAST({expiry} AS TEXT)",
	.time_expiry = EXPIRY("{expiry}", ""),
	.zoned_expiry = EXPIRY("{expiry} AT TIME ZONE 'UTC'", " || '+00'"),
	.same_access = SAME("{set_access}"),
	.same_refresh = SAME("{set_refresh}"),
	.window_by_ids = "{users} AS u WHERE {id} IN ({many_ids})",
	.window_lock = " FOR NO KEY UPDATE OF u SKIP LOCKED",
	.leases_of_many = "{companion} AS c WHERE c.store = ? AND c.user_key IN ({many})",
	.take = "SELECT DISTINCT {text}, v.k, {text}, {number} FROM (VALUES {many_rows}) AS v(k)",
	.on_take = "{on_conflict} holder = {new.holder}, until_ts = {new.until_ts} WHERE {companion}.holder = '' AND "
			   "{companion}.done_ts < {number}",
	.done = "SELECT {text}, v.k, {number}, v.fp FROM (VALUES {many_pairs}) AS v(k, fp) WHERE v.k IS NOT NULL",
	.on_conflict = "ON CONFLICT (store, user_key) DO UPDATE SET",
	.new_value = {"excluded.", ""},
	/* The base type of a domain, and no modifier of the type but its length. */
	.columns = "SELECT a.attname, format_type(b.oid, -1), CASE WHEN a.attnotnull THEN 1 ELSE 0 END, "
			   "CASE WHEN b.oid IN (1042, 1043) AND m.length > 4 THEN m.length - 4 END "
			   "FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid "
			   "JOIN pg_catalog.pg_type AS b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END "
			   "CROSS JOIN LATERAL (SELECT CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END AS length) "
			   "AS m WHERE a.attrelid = to_regclass(quote_ident(CAST(? AS TEXT))) AND a.attnum > 0 "
			   "AND NOT a.attisdropped ORDER BY a.attnum",
	.table_end = "",
	.create_index = "CREATE INDEX IF NOT EXISTS",
	.widen = "ALTER TABLE {users} ALTER COLUMN {set_short} TYPE TEXT",

	.is_number = "true",
	.is_fraction = "false",
	.is_date = "(length({expiry}) <= 35 AND {expiry} ~ '^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')",
	.has_zone = "substr({expiry}, 11) ~ '[-+TtZz]'",
	.beside_dates = "{expiry} > ''",
	.other_number =
		"CASE WHEN {expiry} ~ '^[0-9]+$' AND length({expiry}) < 19 THEN CAST({expiry} AS BIGINT) ELSE 0 END",
	.by_no_index = "",
};
