/* SPDX-License-Identifier: MIT */
#include "pdo_token_store.h"

#include "php_coop.h"
#include "convert.h"
#include "exceptions.h"

/* What the catalogue says of the users table, and the brackets around every operation. */

static bool contains(const char *type, const char *part)
{
	for (; *type; type++) {
		if (strncasecmp(type, part, strlen(part)) == 0) {
			return true;
		}
	}
	return false;
}

/* The row of a column's name, without regard to case as in SQL; NULL: there is none. */
static zval *find_column(zval *columns, const zend_string *name)
{
	zval *row;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(columns), row) {
		zend_string *column = php_coop_sql_string(row, 0);
		bool same = column && zend_string_equals_ci(column, name);
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

/* *row: the column's; NULL where the store has none. False: it is missing, a StoreException is pending. */
static bool require_column(
	php_coop_pdo_token_store *self, zval *columns, const zend_string *name, const char *argument, zval **row)
{
	*row = name ? find_column(columns, name) : NULL;
	if (!name || *row) {
		return true;
	}
	bool optional = name == self->names.resource_owner_id;
	php_coop_throw(php_coop_store_exception(NULL, NULL,
		"The table \"%s\" has no column \"%s\": add it, or give PdoTokenStore the right name as $%s%s",
		ZSTR_VAL(self->names.table), ZSTR_VAL(name), argument, optional ? " (null if there is none)" : ""));
	return false;
}

static bool is_not_null(zval *row)
{
	return php_coop_sql_long(row, 2) != 0;
}

/* SQLite's rules of affinity, except that a type of numbers asks for numbers. */
static void read_expiry_type(php_coop_pdo_token_store *self, zval *row)
{
	zend_string *string = php_coop_sql_string(row, 1);
	const char *type = string ? ZSTR_VAL(string) : "";
	bool integer = contains(type, "INT");
	self->expiry_is_text = !integer && (contains(type, "CHAR") || contains(type, "CLOB") || contains(type, "TEXT"));
	self->expiry_as_number = integer || contains(type, "REAL") || contains(type, "FLOA") || contains(type, "DOUB") ||
		contains(type, "NUMERIC") || contains(type, "DECIMAL");
	self->expiry_not_null = is_not_null(row);
	if (string) {
		zend_string_release(string);
	}
}

static bool read_columns(php_coop_pdo_token_store *self, zval *columns)
{
	zval *id, *access, *expiry, *refresh, *other;
	const php_coop_sql_names *names = &self->names;
	if (zend_hash_num_elements(Z_ARRVAL_P(columns)) == 0) {
		php_coop_throw(php_coop_store_exception(NULL, NULL,
			"There is no table \"%s\" in the database: give PdoTokenStore the right name as $table",
			ZSTR_VAL(names->table)));
		return false;
	}
	if (!require_column(self, columns, names->user_id, "userIdColumn", &id) ||
		!require_column(self, columns, names->access_token, "accessTokenColumn", &access) ||
		!require_column(self, columns, names->expires_at, "expiresAtColumn", &expiry) ||
		!require_column(self, columns, names->refresh_token, "refreshTokenColumn", &refresh) ||
		!require_column(self, columns, names->resource_owner_id, "resourceOwnerIdColumn", &other) ||
		!require_column(self, columns, names->provider, "providerColumn", &other)) {
		return false;
	}
	zend_string *id_type = php_coop_sql_string(id, 1);
	self->names.id_as_text = !id_type || contains(ZSTR_VAL(id_type), "BLOB");
	if (id_type) {
		zend_string_release(id_type);
	}
	read_expiry_type(self, expiry);
	self->access_not_null = is_not_null(access);
	self->refresh_not_null = is_not_null(refresh);
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

/* A read does without the companion table, a write makes it. */
bool php_coop_pdo_store_ready_to_write(php_coop_pdo_token_store *self)
{
	if (!php_coop_pdo_store_ready(self)) {
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

/* After a failure the tables are looked at again: they may have changed. */
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
