/* SPDX-License-Identifier: MIT */
#include "database.h"

#define DATE_GLOB "'[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'"
/* A REAL would be read as "1700000000.5", which is no instant. */
#define EXPIRY "CASE typeof({expiry}) WHEN 'real' THEN CAST({expiry} AS INTEGER) ELSE {expiry} END"
#define SAME(column) "COALESCE(CAST({users}." column " AS TEXT), '') = ? COLLATE BINARY"

static const php_coop_fault faults[] = {
	{PHP_COOP_PDO_FAULT_RETRY, NULL, 5, NULL}, /* SQLITE_BUSY, */
	{PHP_COOP_PDO_FAULT_RETRY, NULL, 261, NULL}, /* while another process recovers the database, */
	{PHP_COOP_PDO_FAULT_RETRY, NULL, 517, NULL}, /* or because this one has read what is old now */
	{PHP_COOP_PDO_FAULT_RETRY, NULL, 6, NULL}, /* SQLITE_LOCKED */
	{PHP_COOP_PDO_FAULT_ROW, "22", 0, NULL},
	{PHP_COOP_PDO_FAULT_ROW, "23", 0, NULL}, /* a constraint, or what a trigger raises */
	/* The same with PDO::SQLITE_ATTR_EXTENDED_RESULT_CODES, for whose numbers PDO knows no SQLSTATE: */
	{PHP_COOP_PDO_FAULT_ROW, "HY000", 275, NULL}, /* CHECK */
	{PHP_COOP_PDO_FAULT_ROW, "HY000", 787, NULL}, /* FOREIGN KEY */
	{PHP_COOP_PDO_FAULT_ROW, "HY000", 1299, NULL}, /* NOT NULL */
	{PHP_COOP_PDO_FAULT_ROW, "HY000", 1555, NULL}, /* PRIMARY KEY */
	{PHP_COOP_PDO_FAULT_ROW, "HY000", 1811, NULL}, /* a trigger */
	{PHP_COOP_PDO_FAULT_ROW, "HY000", 2067, NULL}, /* UNIQUE */
	{PHP_COOP_PDO_FAULT_ROW, "HY000", 3091, NULL}, /* the type of a STRICT table */
	{PHP_COOP_PDO_FAULT_OTHER, NULL, 0, NULL},
};

const php_coop_database php_coop_sqlite = {
	.name = "SQLite",
	.driver = "sqlite",
	.version = "SELECT sqlite_version()",
	.oldest = "3.35", /* RETURNING */

	.quote = '"',
	.has_returning = true,
	.has_affinities = true,
	.has_unsigned = true,
	.key_unit = PHP_COOP_KEY_UNLIMITED,

	.waits = {{"PRAGMA busy_timeout", "PRAGMA busy_timeout = " ZEND_LONG_FMT, PHP_COOP_WAIT_MILLISECONDS, false}},
	/* A full disk ends SQLite's transaction, and PDO believes in it until a ROLLBACK works. */
	.begin_to_roll_back = "BEGIN",
	.faults = faults,

	.now = "CAST(strftime('%s', 'now') AS INTEGER)",
	.integer = "INTEGER",
	.text = "?",
	.bytes = "VARCHAR",
	.text_key = "CAST({raw_id} AS TEXT)",
	.read_id = "{raw_id}",
	.id_value_for_integers = "?",
	.plain_expiry = EXPIRY,
	.time_expiry = EXPIRY,
	.zoned_expiry = EXPIRY,
	.same_access = SAME("{set_access}"),
	.same_refresh = SAME("{set_refresh}"),
	/* Not by a list: for each, SQLite builds a table in memory. */
	.window_by_ids = "(VALUES {many_rows}) AS v CROSS JOIN {users} AS u ON {id} = v.column1",
	.window_lock = "",
	.leases_of_many = "(SELECT ? AS store) AS s CROSS JOIN (VALUES {many_rows}) AS v CROSS JOIN {companion} AS c ON "
					  "c.store = s.store AND c.user_key = v.column1",
	.take = "SELECT ?, column1, ?, {number} FROM (VALUES {many_rows}) WHERE true",
	.on_take = "{on_conflict} holder = {new.holder}, until_ts = {new.until_ts} WHERE {companion}.holder = '' AND "
			   "{companion}.done_ts < {number}",
	.done = "SELECT ?, column1, {number}, column2 FROM (VALUES {many_pairs}) WHERE column1 IS NOT NULL",
	.on_conflict = "ON CONFLICT (store, user_key) DO UPDATE SET",
	.new_value = {"excluded.", ""},
	.columns = "SELECT name, type, \"notnull\", NULL FROM pragma_table_xinfo(?)",
	.table_end = " WITHOUT ROWID",
	.create_index = "CREATE INDEX IF NOT EXISTS",
	.widen = "", /* no column is too short */

	.is_number = "NOT {is_fraction} AND typeof({expiry}) IN ('integer', 'real')",
	.is_fraction = "(typeof({expiry}) = 'real' AND {expiry} <> CAST({expiry} AS INTEGER))",
	.is_date = "(typeof({expiry}) = 'text' AND length({expiry}) <= 35 AND {expiry} GLOB " DATE_GLOB ")",
	.has_zone = "substr({expiry}, 11) GLOB '*[-+TtZz]*'",
	/* Texts that are no dates may sort anywhere among the dates, and every column can have texts. Since most texts are
	 * dates, the index is asked, day by day, for the first text behind all texts of a day. */
	.beside_dates =
		"{expiry} IN (WITH RECURSIVE walk(text) AS (SELECT MIN(f.{set_expiry}) FROM {users} AS f WHERE f.{set_expiry} "
		"> '' UNION SELECT (SELECT MIN(f.{set_expiry}) FROM {users} AS f WHERE f.{set_expiry} > CASE WHEN text "
		"GLOB " DATE_GLOB " THEN substr(text, 1, 10) || '~' ELSE text END) FROM walk) SELECT text FROM walk WHERE NOT "
		"text GLOB " DATE_GLOB ") AND typeof({expiry}) IN ('text', 'blob')",
	.other_number = "CAST({expiry} AS INTEGER)",
	.by_no_index = "+",
};
