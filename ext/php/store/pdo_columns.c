/* SPDX-License-Identifier: MIT */
#include "pdo_columns.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_connection.h"
#include "php/db/pdo_session.h"
#include <errno.h>

/* What the catalogue says about the users table, and what stands around every operation. */

static bool contains(const char *type, const char *part)
{
	for (; *type; type++) {
		if (strncasecmp(type, part, strlen(part)) == 0) {
			return true;
		}
	}
	return false;
}

static bool contains_any(const char *type, const char *const parts[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (contains(type, parts[i])) {
			return true;
		}
	}
	return false;
}

/* Returns the catalogue's row of a column; borrowed; NULL if there is no such column. */
static zval *find_column(zval *columns, const zend_string *name, bool exactly)
{
	zval *row;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(columns), row) {
		zend_string *column = php_coop_sql_string(row, 0);
		bool same = column && (exactly ? zend_string_equals(column, name) : zend_string_equals_ci(column, name));
		if (column) {
			zend_string_release(column);
		}
		if (same) {
			return row;
		}
	}
	ZEND_HASH_FOREACH_END();
	return NULL;
}

/* Finds the column `name`, which may be NULL. `row` receives its row of the catalogue, or NULL if the store has no such
 * column. If only the case is different, as in PostgreSQL, where coopUserId without quotes has become coopuserid, the
 * owned string `name` is replaced by the true name. Returns false, with a StoreException pending, if the column is
 * missing. */
static bool require_column(
	php_coop_pdo_token_store *self, zval *columns, zend_string **name, const char *argument, zval **row)
{
	*row = *name ? find_column(columns, *name, true) : NULL;
	if (!*name || *row) {
		return true;
	}
	*row = find_column(columns, *name, false);
	if (*row) {
		zend_string_release(*name);
		*name = php_coop_sql_string(*row, 0);
		return true;
	}
	bool optional = name == &self->names.resource_owner_id;
	php_coop_throw(php_coop_store_exception(NULL, NULL,
		"The table \"%s\" has no column \"%s\": add it, or give PdoTokenStore the right name as $%s%s",
		ZSTR_VAL(self->names.table), ZSTR_VAL(*name), argument, optional ? " (null if there is none)" : ""));
	return false;
}

static bool is_not_null(zval *row)
{
	return php_coop_sql_long(row, 2) != 0;
}

/* SQLite's rules of affinity, which fit the names of types in the other databases too. Only DATE and TIMESTAMP are
 * treated in another way. */
static php_coop_expiry_kind kind_of_type(const php_coop_database *database, const char *type)
{
	static const char *const NUMBERS[] = {"INT", "REAL", "FLOA", "DOUB", "NUMERIC", "DECIMAL"};
	static const char *const TIMES[] = {"DATE", "TIMESTAMP"};
	if (contains_any(type, NUMBERS, COOP_COUNT(NUMBERS))) {
		return PHP_COOP_EXPIRY_NUMBER;
	}
	if (database->has_affinities || !contains_any(type, TIMES, COOP_COUNT(TIMES))) {
		return PHP_COOP_EXPIRY_TEXT;
	}
	return contains(type, "with time zone") ? PHP_COOP_EXPIRY_ZONED : PHP_COOP_EXPIRY_TIME;
}

static void read_expiry_type(php_coop_pdo_token_store *self, zval *row)
{
	static const char *const TEXTS[] = {"CHAR", "CLOB", "TEXT"};
	zend_string *string = php_coop_sql_string(row, 1);
	const char *type = string ? ZSTR_VAL(string) : "";
	self->expiry_is_text = !contains(type, "INT") && contains_any(type, TEXTS, COOP_COUNT(TEXTS));
	self->names.expiry_kind = kind_of_type(self->pdo.database, type);
	self->expiry_not_null = is_not_null(row);
	if (string) {
		zend_string_release(string);
	}
}

static void read_id_type(php_coop_pdo_token_store *self, zval *row)
{
	zend_string *type = php_coop_sql_string(row, 1);
	bool has_affinities = self->pdo.database->has_affinities;
	self->names.id_as_text = has_affinities && (!type || contains(ZSTR_VAL(type), "BLOB"));
	self->names.id_is_binary = !has_affinities && type &&
		(contains(ZSTR_VAL(type), "BINARY") || contains(ZSTR_VAL(type), "BLOB"));
	self->names.id_is_integer = !has_affinities && type && contains(ZSTR_VAL(type), "INT");
	if (type) {
		zend_string_release(type);
	}
}

#define SHORTEST_CAPACITY 255 /* characters, as the tutorial's columns have */

/* Notes a column that is too short for tokens, so that it is found before a token is sent, not when one is to be
 * saved. */
static void read_capacity(php_coop_pdo_token_store *self, zval *row, const zend_string *name)
{
	zval *capacity = php_coop_sql_value(row, 3);
	if (Z_TYPE_P(capacity) == IS_NULL || zval_get_long(capacity) <= 0) {
		return;
	}
	if (zval_get_long(capacity) < SHORTEST_CAPACITY) {
		self->names.short_column = name;
		self->names.short_not_null = is_not_null(row);
	}
}

static bool read_columns(php_coop_pdo_token_store *self, zval *columns)
{
	zval *id, *access, *expiry, *refresh, *other;
	php_coop_sql_names *names = &self->names;
	if (zend_hash_num_elements(Z_ARRVAL_P(columns)) == 0) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"There is no table \"%s\" where this connection looks: mend $table (without a schema), or the search_path "
			"or DSN",
			ZSTR_VAL(names->table)));
		return false;
	}
	if (!require_column(self, columns, &names->user_id, "userIdColumn", &id) ||
		!require_column(self, columns, &names->access_token, "accessTokenColumn", &access) ||
		!require_column(self, columns, &names->expires_at, "expiresAtColumn", &expiry) ||
		!require_column(self, columns, &names->refresh_token, "refreshTokenColumn", &refresh) ||
		!require_column(self, columns, &names->resource_owner_id, "resourceOwnerIdColumn", &other) ||
		!require_column(self, columns, &names->provider, "providerColumn", &other)) {
		return false;
	}
	read_id_type(self, id);
	read_expiry_type(self, expiry);
	self->access_not_null = is_not_null(access);
	self->refresh_not_null = is_not_null(refresh);
	names->short_column = NULL;
	read_capacity(self, refresh, names->refresh_token);
	read_capacity(self, access, names->access_token);
	return true;
}

bool php_coop_pdo_store_ready(php_coop_pdo_token_store *self)
{
	if (self->known) {
		return true;
	}
	zval table, columns;
	bool exist;
	ZVAL_STR(&table, self->names.table);
	php_coop_pdo_forget_all(&self->pdo);
	if (!php_coop_sql_query(&self->pdo, &self->names, PHP_COOP_SQL_COLUMNS, 1, &table, &columns)) {
		return false;
	}
	bool read = read_columns(self, &columns);
	zval_ptr_dtor(&columns);
	if (!read || !php_coop_leases_exist(&self->leases, &exist)) {
		return false;
	}
	self->names.without_companion = !exist;
	self->known = true;
	return true;
}

static bool has_room(const php_coop_pdo_token_store *self)
{
	if (!self->names.short_column) {
		return true;
	}
	zend_string *sql = php_coop_sql_text(self->pdo.database, &self->names, PHP_COOP_SQL_WIDEN);
	php_coop_throw(php_coop_store_exception(sql, NULL,
		"The column \"%s\" of the table \"%s\" is too short for tokens, and a token that does not fit would be lost: "
		"run the SQL of this exception ($sql)",
		ZSTR_VAL(self->names.short_column), ZSTR_VAL(self->names.table)));
	zend_string_release(sql);
	return false;
}

bool php_coop_pdo_store_ready_to_write(php_coop_pdo_token_store *self)
{
	if (!php_coop_pdo_store_ready(self) || !has_room(self) || !php_coop_pdo_be_strict(&self->pdo)) {
		return false;
	}
	if (!self->names.without_companion) {
		return true;
	}
	bool open;
	if (!php_coop_pdo_in_transaction(&self->pdo, &open)) {
		return false;
	}
	if (open) {
		php_coop_pdo_throw_open_transaction(NULL);
		return false;
	}
	self->known = false;
	return php_coop_leases_make(&self->leases) && php_coop_pdo_store_ready(self);
}

bool php_coop_pdo_store_enter(php_coop_pdo_token_store *self)
{
	if (Z_ISUNDEF(self->pdo.source)) {
		zend_throw_error(NULL, "%s has not been constructed", ZSTR_VAL(self->std.ce->name));
		return false;
	}
	return php_coop_pdo_enter(&self->pdo);
}

void php_coop_pdo_store_leave(php_coop_pdo_token_store *self)
{
	if (EG(exception)) {
		self->known = false;
	}
	php_coop_pdo_leave(&self->pdo);
}

uint32_t php_coop_pdo_store_add_provider(const php_coop_pdo_token_store *self, zval *values, uint32_t count)
{
	if (self->provider) {
		ZVAL_STR(&values[count++], self->provider);
	}
	return count;
}

/* Returns whether the column can hold the id. If the column has whole numbers, the id must be digits that fit into the
 * widest type. MariaDB and MySQL would compare with the number that any other text begins with, PostgreSQL would refuse
 * the text, and all of them refuse a number that is too large. */
static bool can_be_id(const php_coop_pdo_token_store *self, const zend_string *user_id)
{
	const php_coop_database *database = self->pdo.database;
	if (!self->names.id_is_integer) {
		return !database->cuts_at_zero_byte || !zend_str_has_nul_byte(user_id);
	}
	const char *digits = ZSTR_VAL(user_id) + (ZSTR_VAL(user_id)[0] == '-');
	size_t len = strspn(digits, "0123456789");
	if (len == 0 || len > 20 || digits + len != ZSTR_VAL(user_id) + ZSTR_LEN(user_id)) {
		return false;
	}
	errno = 0;
	strtoll(ZSTR_VAL(user_id), NULL, 10);
	return errno == 0 || database->has_unsigned;
}

void php_coop_pdo_store_bind_id(const php_coop_pdo_token_store *self, zval *value, zend_string *user_id)
{
	if (can_be_id(self, user_id)) {
		ZVAL_STR(value, user_id);
	} else {
		ZVAL_NULL(value);
	}
}
