/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_STATEMENTS_H
#define PHP_COOP_STATEMENTS_H

/* All statements, each with its parameters and, behind a colon, what it gives or does. If the store has a column for
 * the provider, the provider is the last parameter of each statement that names the users table. */

#define PHP_COOP_MANY 64 /* keys of a statement for many; if they are fewer, the last one is repeated */

typedef enum php_coop_sql {
	/* Prepared once for a connection, under this number of php_coop_pdo. */
	PHP_COOP_SQL_READ, /* store, id: a row as in PHP_COOP_COLUMN_* */
	PHP_COOP_SQL_SAVE, /* access, expiry, refresh (null keeps each), id, old access, old refresh */
	PHP_COOP_SQL_LOGIN, /* access, expiry, refresh (null keeps it), id */
	PHP_COOP_SQL_REMOVE, /* access, expiry, refresh, id */
	PHP_COOP_SQL_WINDOW, /* many ids: rows under lock, as in PHP_COOP_COLUMN_* but without the companion's */
	PHP_COOP_SQL_LEASE_LOGIN, /* store, token's fingerprint ('' keeps it), id: a success, with the key as it is in the row */
	PHP_COOP_SQL_LEASE_RUN, /* run store, name, lease, start (null: next second): counts a transaction; returns the clock */
	PHP_COOP_SQL_CLOCK, /* the same clock, if the database has no RETURNING */
	PHP_COOP_SQL_LEASE_READ, /* store, many keys: as in leases.c */
	PHP_COOP_SQL_LEASE_TAKE, /* store, holder, until, many keys, start; returns user_key, holder of what it wrote */
	PHP_COOP_SQL_LEASE_TAKEN, /* store, many keys: user_key, holder, if the database has no RETURNING */
	PHP_COOP_SQL_LEASE_TAKE_OVER, /* holder, until, store, key, holder that was seen, start */
	PHP_COOP_SQL_LEASE_DONE, /* store, clock, many keys (null: none) each with the token's fingerprint, holders, holders */
	PHP_COOP_SQL_LEASE_RELEASE, /* holders, store, many keys */
	PHP_COOP_SQL_LEASE_TRIED, /* strikes, since, rest, reason, fingerprint, holders, store, key */
	PHP_COOP_SQL_LEASE_UNSAVEABLE, /* rest, fingerprint, holders, holders, store, key */
	PHP_COOP_SQL_LEASE_JUDGED, /* strikes, rest, reason, store, key, fingerprint, strikes before, 1 if it had ended before */
	PHP_COOP_SQL_PREPARED, /* how many of them there are */

	/* Used now and then. */
	PHP_COOP_SQL_RUNS = PHP_COOP_SQL_PREPARED, /* how long they are kept, run store: as in companion_table.c */
	PHP_COOP_SQL_RUN_COUNT, /* run store, name, transactions */
	PHP_COOP_SQL_RUN_END, /* run store, name */
	PHP_COOP_SQL_RUNS_REMOVE, /* run store, many names, how long they are kept */
	PHP_COOP_SQL_COLUMNS, /* table: name, type, not null, capacity in characters (null: not limited) */
	PHP_COOP_SQL_STORE_ID, /* store: its id */
	PHP_COOP_SQL_MEMORY, /* store: as in companion_table.c */
	PHP_COOP_SQL_MEMORY_WRITE, /* store, success, its client, refusal, its client */
	PHP_COOP_SQL_REVIVE, /* store, strikes that end: lets the tokens of logins that have ended be tried at once */
	PHP_COOP_SQL_STORE_ID_WRITE, /* store, id: only if there is none */
	PHP_COOP_SQL_OWNER, /* owner's id, id */
	PHP_COOP_SQL_REAUTHORIZE, /* store, strikes that end: keys of users that have to log in again, or had to */
	PHP_COOP_SQL_COMPANION, /* CREATE TABLE; nothing happens if the table is there */
	PHP_COOP_SQL_INDEX, /* CREATE INDEX */
	PHP_COOP_SQL_WIDEN, /* ALTER TABLE for `short_column` */

	/* Put together by pdo_page.c, one of each of these groups in turn. */
	PHP_COOP_SQL_COUNT,
	PHP_COOP_SQL_KEYS, /* user id and expiry, which an index on both is enough for */
	PHP_COOP_SQL_ROWS, /* store: all of PHP_COOP_COLUMN_* */

	PHP_COOP_SQL_WHERE_REFRESH_TOKEN, /* there is one */
	PHP_COOP_SQL_WHERE_NO_REFRESH_TOKEN, /* there is only an access token */
	PHP_COOP_SQL_WHERE_TOKENS, /* there is an access token or a refresh token */

	PHP_COOP_SQL_AND_EXPIRY_NULL,
	PHP_COOP_SQL_AND_EXPIRY_EMPTY,
	PHP_COOP_SQL_AND_NUMBER_UNTIL, /* the number follows */
	PHP_COOP_SQL_AND_FRACTION_BEFORE, /* the number follows */
	PHP_COOP_SQL_AND_DATE_BEFORE, /* text */
	PHP_COOP_SQL_AND_ZONED_FROM, /* text; AND_ZONED_BEFORE follows */
	PHP_COOP_SQL_AND_ZONED_BEFORE, /* text */
	PHP_COOP_SQL_AND_TIME_UNTIL, /* text */
	PHP_COOP_SQL_AND_OTHER_UNTIL, /* the number follows */

	PHP_COOP_SQL_AND_TEXT, /* not empty */
	PHP_COOP_SQL_AND_EXPIRY_IS, /* a number or ? follows each of these four */
	PHP_COOP_SQL_AND_EXPIRY_FROM,
	PHP_COOP_SQL_AND_EXPIRY_TO,
	PHP_COOP_SQL_AND_EXPIRY_AFTER,
	PHP_COOP_SQL_AND_ID_AFTER, /* id */

	PHP_COOP_SQL_BY_EXPIRY, /* the page's size follows each of these */
	PHP_COOP_SQL_BY_EXPIRY_BACKWARDS,
	PHP_COOP_SQL_BY_ID,
	PHP_COOP_SQL_BY_ID_SORTED, /* without walking the index of the ids */

	/* Put together by pdo_save.c, in this order. */
	PHP_COOP_SQL_INSERT,
	PHP_COOP_SQL_INSERT_OWNER, /* only if the login brings the owner's id, and there is a column for it */
	PHP_COOP_SQL_INSERT_PROVIDER, /* only if the table has one */
	PHP_COOP_SQL_INSERT_VALUES, /* id, access, expiry, refresh; one more ? for each of those two, and a ) follow */

	PHP_COOP_SQL_STATEMENTS
} php_coop_sql;

extern const char
	*const php_coop_sql_templates[PHP_COOP_SQL_STATEMENTS]; /* for pdo_sql.c, which fills in their {names} */

/* The columns of a row. Those of the companion table are null if it has no row of this user. */
enum {
	PHP_COOP_COLUMN_USER_ID,
	PHP_COOP_COLUMN_EXPIRY,
	PHP_COOP_COLUMN_STRIKES,
	PHP_COOP_COLUMN_FINGERPRINT,
	PHP_COOP_COLUMN_SAVED, /* fingerprint of the refresh token that was saved last */
	PHP_COOP_COLUMN_REFRESH_TOKEN,
	PHP_COOP_COLUMN_ACCESS_TOKEN,
	PHP_COOP_COLUMN_RESOURCE_OWNER_ID,
	PHP_COOP_COLUMN_DONE,
	PHP_COOP_COLUMN_NEXT,
	PHP_COOP_COLUMN_HOLDER,
	PHP_COOP_COLUMN_UNTIL,
	PHP_COOP_COLUMN_SINCE,
	PHP_COOP_COLUMN_REASON
};

#endif
