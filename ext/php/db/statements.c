/* SPDX-License-Identifier: MIT */
#include "statements.h"

#include "php.h"
#include "core/lease.h"

/* A {name} stands for a table or a column of the store, for a member of php_coop_database, or for a text of pdo_sql.c.
 * {new.column} is the value that an upsert would have inserted.
 *
 * All columns are written with their table or its alias, because SQLite takes a quoted name that is no column for a
 * text. An UPDATE has no alias, because with one SQLite does not find the columns of a view. */
const char *const php_coop_sql_templates[PHP_COOP_SQL_STATEMENTS] = {
	[PHP_COOP_SQL_READ] = "SELECT {rows} FROM {source} WHERE {id} = {id_value}{and_provider}",
	[PHP_COOP_SQL_SAVE] = "UPDATE {users} SET {set_access} = COALESCE(?, {users}.{set_access}), "
						  "{set_expiry} = COALESCE(?, {users}.{set_expiry}), "
						  "{set_refresh} = COALESCE(?, {users}.{set_refresh}) "
						  "WHERE {own_id} = {id_value} AND {same_access} AND {same_refresh}{and_own_provider}",
	[PHP_COOP_SQL_LOGIN] = "UPDATE {users} SET {set_access} = ?, {set_expiry} = ?, "
						   "{set_refresh} = COALESCE(?, {users}.{set_refresh}) "
						   "WHERE {own_id} = {id_value}{and_own_provider}",
	[PHP_COOP_SQL_REMOVE] = "UPDATE {users} SET {set_access} = ?, {set_expiry} = ?, {set_refresh} = ? "
							"WHERE {own_id} = {id_value}{and_own_provider}",
	[PHP_COOP_SQL_WINDOW] = "SELECT {window} FROM {window_source}{and_provider}{window_lock}",
	[PHP_COOP_SQL_LEASE_LOGIN] =
		"INSERT INTO {companion} (store, user_key, done_ts, token_fp) SELECT ?, {key}, {now}, {text} FROM {users} AS u "
		"WHERE {id} = {id_value}{and_provider} {on_conflict} done_ts = {new.done_ts}, "
		"token_fp = CASE {new.token_fp} WHEN '' THEN {companion}.token_fp ELSE {new.token_fp} END, {forget_rejections}",
	[PHP_COOP_SQL_LEASE_RUN] =
		"INSERT INTO {companion} (store, user_key, until_ts, done_ts, started_ts, transactions) VALUES (?, ?, {now} + "
		"{seconds}, {now}, COALESCE({number}, {now} + 1), 1) {on_conflict} until_ts = {new.until_ts}, "
		"done_ts = {new.done_ts}, started_ts = {new.started_ts}, transactions = {companion}.transactions + 1"
		"{returning_now}",
	[PHP_COOP_SQL_CLOCK] = "SELECT {now}",
	[PHP_COOP_SQL_LEASE_READ] = "SELECT c.user_key, c.holder, c.until_ts, c.done_ts, c.next_ts, c.strikes, c.fp, "
								"c.token_fp, c.since_ts, c.reason FROM {leases_of_many}",
	/* A lease is free when nobody holds it. A row that was saved since the start is done. */
	[PHP_COOP_SQL_LEASE_TAKE] =
		"INSERT INTO {companion} (store, user_key, holder, until_ts) {take} {on_take}{returning_taken}",
	[PHP_COOP_SQL_LEASE_TAKEN] = "SELECT c.user_key, c.holder FROM {leases_of_many}",
	[PHP_COOP_SQL_LEASE_TAKE_OVER] =
		"UPDATE {companion} SET holder = ?, until_ts = {number} WHERE store = ? AND user_key = ? AND holder = ? AND "
		"done_ts < {number}",
	/* MariaDB and MySQL assign from left to right, but other databases, and MariaDB in some modes, assign all at once.
	 * So every column is looked at before the assignment that changes it. */
	[PHP_COOP_SQL_LEASE_DONE] =
		"INSERT INTO {companion} (store, user_key, done_ts, token_fp) {done} {on_conflict} done_ts = {new.done_ts}, "
		"token_fp = {new.token_fp}, {forget_rejections}, "
		"until_ts = CASE WHEN {companion}.holder LIKE ? THEN 0 ELSE {companion}.until_ts END, "
		"holder = CASE WHEN {companion}.holder LIKE ? THEN '' ELSE {companion}.holder END",
	[PHP_COOP_SQL_LEASE_RELEASE] =
		"UPDATE {companion} SET until_ts = 0, holder = '' WHERE holder LIKE ? AND store = ? AND user_key IN ({many})",
	[PHP_COOP_SQL_LEASE_TRIED] = "UPDATE {companion} SET strikes = {number}, since_ts = {number}, next_ts = {now} + "
								 "{seconds}, reason = ?, fp = ?, "
								 "until_ts = 0, holder = '' WHERE holder LIKE ? AND store = ? AND user_key = ?",
	/* What was known against the login, or against an earlier token, ends here: the server has given tokens. */
	[PHP_COOP_SQL_LEASE_UNSAVEABLE] =
		"UPDATE {companion} SET strikes = 0, since_ts = 0, next_ts = {now} + {seconds}, reason = 'unsaveable', fp = ?, "
		"until_ts = CASE WHEN holder LIKE ? THEN 0 ELSE until_ts END, "
		"holder = CASE WHEN holder LIKE ? THEN '' ELSE holder END WHERE store = ? AND user_key = ?",
	/* If another process has changed the row since, its verdict stays, above all if that is the end of the login. */
	[PHP_COOP_SQL_LEASE_JUDGED] = "UPDATE {companion} SET strikes = {number}, next_ts = {now} + {seconds}, reason = ? "
								  "WHERE store = ? AND user_key = ? AND fp = ? AND strikes = {number} "
								  "AND ({number} = 1 OR reason NOT IN ('invalid_grant', 'refused'))",

	[PHP_COOP_SQL_RUNS] =
		"SELECT user_key, transactions, until_ts, done_ts, started_ts, CASE WHEN {is_past} THEN 1 ELSE 0 END FROM "
		"{companion} WHERE store = ?",
	/* A run whose journal is replayed is over. */
	[PHP_COOP_SQL_RUN_COUNT] =
		"INSERT INTO {companion} (store, user_key, done_ts, transactions) VALUES (?, ?, {now}, {number}) {on_conflict} "
		"transactions = {new.transactions}, until_ts = 0",
	[PHP_COOP_SQL_RUN_END] = "UPDATE {companion} SET until_ts = 0 WHERE store = ? AND user_key = ?",
	[PHP_COOP_SQL_RUNS_REMOVE] = "DELETE FROM {companion} WHERE store = ? AND user_key IN ({many}) AND {is_past}",
	[PHP_COOP_SQL_COLUMNS] = "{columns}",
	[PHP_COOP_SQL_STORE_ID] = "SELECT store_id FROM {companion} WHERE store = ? AND user_key = '' AND store_id <> ''",
	[PHP_COOP_SQL_MEMORY] = "SELECT done_ts, token_fp, since_ts, fp FROM {companion} WHERE store = ? AND user_key = ''",
	[PHP_COOP_SQL_MEMORY_WRITE] =
		"INSERT INTO {companion} (store, user_key, done_ts, token_fp, since_ts, fp) VALUES (?, '', {number}, ?, "
		"{number}, ?) "
		"{on_conflict} done_ts = {new.done_ts}, token_fp = {new.token_fp}, since_ts = {new.since_ts}, fp = {new.fp}",
	[PHP_COOP_SQL_REVIVE] = "UPDATE {companion} SET next_ts = 0 WHERE store = ? AND {is_ended}",
	[PHP_COOP_SQL_STORE_ID_WRITE] =
		"INSERT INTO {companion} (store, user_key, store_id) VALUES (?, '', ?) {on_conflict} "
		"store_id = CASE {companion}.store_id WHEN '' THEN {new.store_id} ELSE {companion}.store_id END",
	[PHP_COOP_SQL_OWNER] = "UPDATE {users} SET {owner_column} = ? WHERE {own_id} = {id_value}{and_own_provider}",
	[PHP_COOP_SQL_REAUTHORIZE] = "SELECT user_key FROM {companion} WHERE store = ? AND {is_ended} ORDER BY user_key",
	/* The table has three kinds of rows. A user's row has the user's id as user_key, and all columns before started_ts.
	 * A run's row has the store '<store>#run' and the run's name as user_key. Its columns are until_ts (0 if the run
	 * has ended), done_ts (of its last transaction), started_ts and transactions. The store's own row has '' as
	 * user_key, and store_id; done_ts and token_fp are the last success and its client, since_ts and fp the first run
	 * that was refused since then and its client. */
	[PHP_COOP_SQL_COMPANION] =
		"CREATE TABLE IF NOT EXISTS {companion} (\n"
		"  store         {bytes}(" ZEND_TOSTR(
			COOP_USER_KEY_MAXIMUM) ") NOT NULL,\n"
								   "  user_key      {bytes}(" ZEND_TOSTR(
									   COOP_USER_KEY_MAXIMUM) ") NOT NULL,\n"
															  "  holder        {bytes}(64)  NOT NULL DEFAULT '',\n"
															  "  until_ts      BIGINT       NOT NULL DEFAULT 0,\n"
															  "  done_ts       BIGINT       NOT NULL DEFAULT 0,\n"
															  "  token_fp      {bytes}(32)  NOT NULL DEFAULT '',\n"
															  "  fp            {bytes}(32)  NOT NULL DEFAULT '',\n"
															  "  strikes       INT          NOT NULL DEFAULT 0,\n"
															  "  since_ts      BIGINT       NOT NULL DEFAULT 0,\n"
															  "  next_ts       BIGINT       NOT NULL DEFAULT 0,\n"
															  "  reason        VARCHAR(40),\n"
															  "  started_ts    BIGINT       NOT NULL DEFAULT 0,\n"
															  "  transactions  INT          NOT NULL DEFAULT 0,\n"
															  "  store_id      {bytes}(32)  NOT NULL DEFAULT '',\n"
															  "  PRIMARY KEY (store, user_key)\n"
															  "){table_end}",
	[PHP_COOP_SQL_INDEX] = "{create_index} {index} ON {users} ({set_expiry}, {set_id})",
	[PHP_COOP_SQL_WIDEN] = "{widen}",

	[PHP_COOP_SQL_COUNT] = "SELECT COUNT(*) FROM {users} AS u WHERE ",
	[PHP_COOP_SQL_KEYS] = "SELECT {expiring} FROM {users} AS u WHERE ",
	[PHP_COOP_SQL_ROWS] = "SELECT {rows} FROM {source} WHERE ",
	[PHP_COOP_SQL_WHERE_REFRESH_TOKEN] = "{refresh} <> ''{and_provider}",
	[PHP_COOP_SQL_WHERE_NO_REFRESH_TOKEN] = "{access} <> '' AND ({refresh} IS NULL OR {refresh} = ''){and_provider}",
	[PHP_COOP_SQL_WHERE_TOKENS] = "({refresh} <> '' OR {access} <> ''){and_provider}",
	[PHP_COOP_SQL_AND_EXPIRY_NULL] = " AND {expiry} IS NULL",
	[PHP_COOP_SQL_AND_EXPIRY_EMPTY] = " AND {expiry} = ''",
	[PHP_COOP_SQL_AND_NUMBER_UNTIL] = " AND {is_number} AND {expiry} <= ",
	[PHP_COOP_SQL_AND_FRACTION_BEFORE] = " AND {is_fraction} AND {expiry} < ",
	[PHP_COOP_SQL_AND_DATE_BEFORE] = " AND {expiry} < ? AND {is_date}",
	[PHP_COOP_SQL_AND_ZONED_FROM] = " AND {expiry} >= ?",
	[PHP_COOP_SQL_AND_ZONED_BEFORE] = " AND {expiry} < ? AND {is_date} AND {has_zone}",
	[PHP_COOP_SQL_AND_TIME_UNTIL] = " AND {expiry} <= ?",
	[PHP_COOP_SQL_AND_OTHER_UNTIL] = " AND {beside_dates} AND NOT {is_date} AND {other_number} <= ",
	[PHP_COOP_SQL_AND_TEXT] = " AND {expiry} > ''",
	[PHP_COOP_SQL_AND_EXPIRY_IS] = " AND {expiry} = ",
	[PHP_COOP_SQL_AND_EXPIRY_FROM] = " AND {expiry} >= ",
	[PHP_COOP_SQL_AND_EXPIRY_TO] = " AND {expiry} <= ",
	[PHP_COOP_SQL_AND_EXPIRY_AFTER] = " AND {expiry} > ",
	[PHP_COOP_SQL_AND_ID_AFTER] = " AND {id} > {id_value}",
	[PHP_COOP_SQL_BY_EXPIRY] = " ORDER BY {expiry}, {id} LIMIT ",
	[PHP_COOP_SQL_BY_EXPIRY_BACKWARDS] = " ORDER BY {expiry} DESC, {id} DESC LIMIT ",
	[PHP_COOP_SQL_BY_ID] = " ORDER BY {id} LIMIT ",
	[PHP_COOP_SQL_BY_ID_SORTED] = " ORDER BY {by_no_index}{id} LIMIT ",

	[PHP_COOP_SQL_INSERT] = "INSERT INTO {users} ({set_id}, {set_access}, {set_expiry}, {set_refresh}",
	[PHP_COOP_SQL_INSERT_OWNER] = ", {set_owner}",
	[PHP_COOP_SQL_INSERT_PROVIDER] = ", {set_provider}",
	[PHP_COOP_SQL_INSERT_VALUES] = ") VALUES ({id_value}, ?, ?, ?",
};
