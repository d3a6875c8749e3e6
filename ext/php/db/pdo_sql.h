/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_SQL_H
#define PHP_COOP_PDO_SQL_H

#include "php.h"
#include "pdo_call.h"
#include "pdo_expiry.h"
#include "zend_smart_str.h"

/* Makes statements out of the templates and executes them. Integers are written into the text, because execute() binds
 * texts, and in SQLite 5 does not equal '5'. */

/* What the templates name. The strings are borrowed; NULL if the statement does not need them. */
typedef struct php_coop_sql_names {
	zend_string *table;
	zend_string *user_id;
	zend_string *access_token;
	zend_string *expires_at;
	zend_string *refresh_token;
	zend_string *resource_owner_id; /* NULL if the table has no such column */
	zend_string *provider; /* the column; NULL if the table has none */
	zend_string *companion;
	const zend_string *short_column; /* a column that is too short for tokens; NULL if there is none */
	bool short_not_null;
	php_coop_expiry_kind expiry_kind;
	bool id_is_integer; /* the id column has integers only, as its type demands */
	bool id_is_binary; /* the id column has bytes, which are the same over every connection */
	bool id_as_text; /* the id column has no type, so a bound text would not equal an integer in it */
	bool without_companion; /* the companion table does not exist, and is read as if it were empty */
} php_coop_sql_names;

/* Returns the text of a statement, or of a part; owned. */
zend_string *php_coop_sql_text(
	const php_coop_database *database, const php_coop_sql_names *names, php_coop_sql statement);

/* Appends the same. */
void php_coop_sql_append(
	smart_str *sql, const php_coop_database *database, const php_coop_sql_names *names, php_coop_sql statement);

/* Executes a statement of the first group; its text is made only for the first time. */
bool php_coop_sql_execute(
	php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count, zval *values);

/* Executes one of the others and fetches its rows; owned; undefined after false. */
bool php_coop_sql_query(php_coop_pdo *pdo, const php_coop_sql_names *names, php_coop_sql statement, uint32_t count,
	zval *values, zval *rows);

/* Fills up the values of a statement for PHP_COOP_MANY keys, of which `count` are at `values`, by repeating the last
 * one. */
void php_coop_sql_fill_up(zval *values, int count);

/* Read a column of a row, in whatever form PDO's attributes make it come. What the site's code has made of a row, and is no
 * array, has nulls only. */
zval *php_coop_sql_value(zval *row, uint32_t column); /* borrowed; never NULL */
zend_long php_coop_sql_long(zval *row, uint32_t column);
zend_string *php_coop_sql_string(zval *row, uint32_t column); /* owned; NULL if it is null or '' */

#endif
