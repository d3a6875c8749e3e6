/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_SQL_H
#define PHP_COOP_PDO_SQL_H

#include "php.h"
#include "pdo_call.h"
#include "pdo_expiry.h"
#include "zend_smart_str.h"

/* Statements as text, and executed. Integers are written into the text: execute() binds texts, and SQLite compares 5 and '5'
 * as different. */

/* What the templates name. Owned by whoever fills it in; NULL where a statement does not need it. */
typedef struct php_coop_sql_names {
	zend_string *table;
	zend_string *user_id;
	zend_string *access_token;
	zend_string *expires_at;
	zend_string *refresh_token;
	zend_string *resource_owner_id; /* NULL: none */
	zend_string *provider; /* the column; NULL: none */
	zend_string *companion;
	const zend_string *short_column; /* borrowed: one of the tokens', too short for a token; NULL: none is */
	bool short_not_null;
	php_coop_expiry_kind expiry_kind;
	bool id_is_integer; /* the type of the id column, where types bind */
	bool id_is_binary; /* bytes instead of letters: the same over every connection */
	bool id_as_text; /* the id column has no type, so that a bound text would not equal an integer in it */
	bool without_companion; /* it does not exist: read as if it were empty */
} php_coop_sql_names;

/* A statement's text, or that of its part: a new string. */
zend_string *php_coop_sql_text(
	const php_coop_database *database, const php_coop_sql_names *names, php_coop_sql statement);

/* The same, appended. */
void php_coop_sql_append(
	smart_str *sql, const php_coop_database *database, const php_coop_sql_names *names, php_coop_sql statement);

/* Executes a statement of the first group; its text is made only for the first time. */
bool php_coop_sql_execute(
	php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count, zval *values);

/* Executes one of the others and fetches its rows: owned by the caller, undefined after false. */
bool php_coop_sql_query(php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count,
	zval *values, zval *rows);

/* Values of a statement for PHP_COOP_MANY: `count` keys at `values`, filled up with the last one. */
void php_coop_sql_fill_up(zval *values, int count);

/* Values of a row, as PDO gives them in any of its modes; all are null in what code of the site's has made of a row. The strings are new references; NULL: null or ''. */
zval *php_coop_sql_value(zval *row, uint32_t column); /* borrowed; never NULL */
zend_long php_coop_sql_long(zval *row, uint32_t column);
zend_string *php_coop_sql_string(zval *row, uint32_t column);

#endif
