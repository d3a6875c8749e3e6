/* SPDX-License-Identifier: MIT */
#include "pdo_save.h"
#include "pdo_columns.h"
#include "pdo_rows.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_connection.h"
#include "php/db/pdo_fault.h"
#include "zend_exceptions.h"

/* Saves tokens in a row that has the old ones. If no row has changed, finds out why. */

static void set_or_null(zval *value, zend_string *string)
{
	if (string) {
		ZVAL_STR(value, string);
	} else {
		ZVAL_NULL(value);
	}
}

static void set_or_empty(zval *value, zend_string *string)
{
	ZVAL_STR(value, string ? string : ZSTR_EMPTY_ALLOC());
}

static bool update(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s, zend_long *rows)
{
	zval values[7];
	uint32_t count = 0;
	php_coop_sql statement = s->is_login ? PHP_COOP_SQL_LOGIN : PHP_COOP_SQL_SAVE;
	set_or_null(&values[count++], s->access_token);
	set_or_null(&values[count++], s->expiry);
	set_or_null(&values[count++], s->refresh_token);
	php_coop_pdo_store_bind_id(self, &values[count++], s->user_id);
	if (!s->is_login) {
		set_or_empty(&values[count++], s->old_access_token);
		set_or_empty(&values[count++], s->old_refresh_token);
	}
	count = php_coop_pdo_store_add_provider(self, values, count);
	self->pdo.about = s->user_id;
	bool updated = php_coop_sql_execute(&self->pdo, &self->names, statement, count, values) &&
		php_coop_pdo_row_count(&self->pdo, statement, rows);
	self->pdo.about = NULL;
	return updated;
}

/* Notes a save in the companion table. The statement reads the user id from the row, so that it is written as there. */
static bool note_success(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	zval values[4];
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1] = "";
	if (s->refresh_token && !coop_fingerprint(php_coop_view(s->refresh_token), fingerprint)) {
		php_coop_throw(
			php_coop_store_exception(NULL, NULL, "OpenSSL refuses SHA-256, so there is no fingerprint of a token"));
		return false;
	}
	ZVAL_STR(&values[0], self->leases.store);
	ZVAL_STRING(&values[1], fingerprint);
	php_coop_pdo_store_bind_id(self, &values[2], s->user_id);
	bool noted = php_coop_sql_execute(
		&self->pdo, &self->names, PHP_COOP_SQL_LEASE_LOGIN, php_coop_pdo_store_add_provider(self, values, 3), values);
	zval_ptr_dtor(&values[1]);
	return noted;
}

static bool same(const zend_string *a, const zend_string *b)
{
	coop_view view_a = a ? php_coop_view(a) : COOP_VIEW("");
	return coop_secret_equals(view_a, b ? php_coop_view(b) : COOP_VIEW(""));
}

static php_coop_save refused(const php_coop_pdo_token_store *self, const php_coop_pdo_saving *s, const char *why)
{
	zend_string *shown = php_coop_shown_user_id(s->user_id);
	php_coop_throw(
		php_coop_store_exception(NULL, NULL, "The tokens of the user \"%s\" could not be saved in the table \"%s\": %s",
			ZSTR_VAL(shown), ZSTR_VAL(self->names.table), why));
	zend_string_release(shown);
	return PHP_COOP_SAVE_REFUSED;
}

/* Throws that the row refuses a login, in place of the database's pending exception. Only a column that has no value says
 * that there is no row; every other refusal may come from a row that is there. */
static void throw_login_refused(const php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	zend_object *thrown = php_coop_take_exception();
	zend_string *column = php_coop_pdo_column_without_value(thrown), *shown = php_coop_shown_user_id(s->user_id);
	const char *user = ZSTR_VAL(shown), *table = ZSTR_VAL(self->names.table);
	if (column) {
		php_coop_throw(php_coop_store_exception(NULL, thrown,
			"There is no row of the user \"%s\" in the table \"%s\", and none can be made, because the column \"%s\" "
			"needs a value: make the row first, and save the login then",
			user, table, ZSTR_VAL(column)));
		zend_string_release(column);
	} else {
		php_coop_throw(php_coop_store_exception(NULL, thrown,
			"The row of the user \"%s\" in the table \"%s\" refuses the tokens of a login, because of a column that is "
			"too short, a constraint or a trigger: mend the table, and save the login then",
			user, table));
	}
	zend_string_release(shown);
}

/* Returns the INSERT; owned. */
static zend_string *insert_text(const php_coop_pdo_token_store *self, bool with_owner)
{
	const php_coop_database *database = self->pdo.database;
	smart_str sql = {0};
	php_coop_sql_append(&sql, database, &self->names, PHP_COOP_SQL_INSERT);
	if (with_owner) {
		php_coop_sql_append(&sql, database, &self->names, PHP_COOP_SQL_INSERT_OWNER);
	}
	if (self->provider) {
		php_coop_sql_append(&sql, database, &self->names, PHP_COOP_SQL_INSERT_PROVIDER);
	}
	php_coop_sql_append(&sql, database, &self->names, PHP_COOP_SQL_INSERT_VALUES);
	smart_str_appends(&sql, with_owner ? ", ?" : "");
	smart_str_appends(&sql, self->provider ? ", ?)" : ")");
	return smart_str_extract(&sql);
}

/* Makes the row of a login. A column that the login brings nothing for has its default. */
static php_coop_save insert(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	bool with_owner = s->resource_owner_id && self->names.resource_owner_id;
	zval values[6], rows;
	uint32_t count = 0;
	php_coop_pdo_store_bind_id(self, &values[count++], s->user_id);
	if (Z_TYPE(values[0]) == IS_NULL) { /* the database would choose an id of its own */
		return refused(self, s, "the column of the user ids cannot hold this one");
	}
	set_or_null(&values[count++], s->access_token);
	set_or_null(&values[count++], s->expiry);
	set_or_null(&values[count++], s->refresh_token);
	if (!s->refresh_token && self->refresh_not_null) {
		ZVAL_EMPTY_STRING(&values[count - 1]);
	}
	if (with_owner) {
		ZVAL_STR(&values[count++], s->resource_owner_id);
	}
	count = php_coop_pdo_store_add_provider(self, values, count);
	zend_string *sql = insert_text(self, with_owner);
	bool worked = php_coop_pdo_query(&self->pdo, sql, count, values, &rows);
	zend_string_release(sql);
	if (worked) {
		zval_ptr_dtor(&rows);
	}
	return worked ? PHP_COOP_SAVE_SAVED : PHP_COOP_SAVE_FAILED;
}

static bool write_owner(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	zval values[3], rows;
	if (!s->resource_owner_id || !self->names.resource_owner_id) {
		return true;
	}
	ZVAL_STR(&values[0], s->resource_owner_id);
	php_coop_pdo_store_bind_id(self, &values[1], s->user_id);
	uint32_t count = php_coop_pdo_store_add_provider(self, values, 2);
	if (!php_coop_sql_query(&self->pdo, &self->names, PHP_COOP_SQL_OWNER, count, values, &rows)) {
		return false;
	}
	zval_ptr_dtor(&rows);
	return true;
}

static php_coop_save judge_no_row(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	if (s->makes_row) {
		return insert(self, s);
	}
	return s->is_login ? refused(self, s, "there is no row to change: insert one first") : PHP_COOP_SAVE_SUPERSEDED;
}

/* Finds out why no row was changed. If the row has our own tokens, they were saved after all, by a trigger in place of
 * the update, or by the first of two tries. */
static php_coop_save judge_unchanged(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	php_coop_row row;
	php_coop_read read = php_coop_pdo_find(self, s->user_id, &row);
	if (read == PHP_COOP_READ_FAILED) {
		return PHP_COOP_SAVE_FAILED;
	}
	if (read == PHP_COOP_READ_NONE) {
		return judge_no_row(self, s);
	}
	bool ours = (!s->access_token || same(row.access_token, s->access_token)) &&
		(!s->refresh_token || same(row.refresh_token, s->refresh_token)) && (s->access_token || s->refresh_token);
	bool old =
		!s->is_login && same(row.access_token, s->old_access_token) && same(row.refresh_token, s->old_refresh_token);
	php_coop_row_clear(&row);
	if (ours) {
		return PHP_COOP_SAVE_SAVED;
	}
	if (s->is_login || old) {
		return refused(self, s, "the row did not change, perhaps because of a trigger");
	}
	return PHP_COOP_SAVE_SUPERSEDED;
}

php_coop_save php_coop_pdo_save_row(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	zend_long rows = 0;
	if (!update(self, s, &rows)) {
		return PHP_COOP_SAVE_FAILED;
	}
	return rows > 0 ? PHP_COOP_SAVE_SAVED : judge_unchanged(self, s);
}

/* PDO would cut the text at a zero byte, and say nothing. */
static bool has_zero_byte(const php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	return self->pdo.database->cuts_at_zero_byte &&
		((s->access_token && zend_str_has_nul_byte(s->access_token)) ||
			(s->refresh_token && zend_str_has_nul_byte(s->refresh_token)));
}

/* The transaction begins with a write. If a transaction of SQLite has read first, and wants to write while another
 * process does so, it fails at once, without waiting. */
static php_coop_save save_alone(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	if (!php_coop_pdo_begin(&self->pdo)) {
		return PHP_COOP_SAVE_FAILED;
	}
	php_coop_save saved = php_coop_pdo_save_row(self, s);
	if (saved == PHP_COOP_SAVE_SAVED &&
		(!write_owner(self, s) || !note_success(self, s) || !php_coop_pdo_commit(&self->pdo))) {
		saved = PHP_COOP_SAVE_FAILED;
	}
	if (saved != PHP_COOP_SAVE_SAVED) {
		php_coop_pdo_roll_back(&self->pdo);
	}
	return saved;
}

/* Returns whether the values of a login were refused. Then another process may have made the row in this moment. */
static bool was_refused(const php_coop_pdo_saving *s, php_coop_save saved)
{
	if (!s->makes_row || saved != PHP_COOP_SAVE_FAILED || !EG(exception)) {
		return false;
	}
	zend_string *column = php_coop_pdo_column_without_value(EG(exception));
	if (column) {
		zend_string_release(column);
		return true;
	}
	return php_coop_pdo_fault_of(EG(exception)) == PHP_COOP_PDO_FAULT_ROW;
}

php_coop_save php_coop_pdo_save(php_coop_pdo_token_store *self, const php_coop_pdo_saving *s)
{
	if (!php_coop_pdo_store_ready_to_write(self)) {
		return PHP_COOP_SAVE_FAILED;
	}
	if (has_zero_byte(self, s)) {
		char why[64];
		snprintf(why, sizeof(why), "they have a zero byte, which a text of %s cannot hold", self->pdo.database->name);
		return refused(self, s, why);
	}
	php_coop_save saved = save_alone(self, s);
	if (was_refused(s, saved)) {
		zend_clear_exception();
		saved = save_alone(self, s);
	}
	if (was_refused(s, saved)) {
		throw_login_refused(self, s);
	}
	return saved;
}
